#include "glia/base/array.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <ostream>
#include <vector>

#include "glia/base/aligned_block.hpp"
#include "glia/base/error.hpp"

namespace glia {
namespace {

constexpr std::int64_t kHugeFrom = 4 << 20;  // rows are gathered at random from a data set

void* allocate_raw(std::int64_t bytes) {
  void* memory = detail::allocate_block(bytes, kHugeFrom);
  if (memory == nullptr) {
    throw ResourceError({.where = "Array", .rule = "Not enough memory for " + std::to_string(bytes) + " bytes"});
  }
  return memory;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::int64_t kLargestRecycled = 0;  // the sanitizers want to see every release
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr std::int64_t kLargestRecycled = 0;
#else
constexpr std::int64_t kLargestRecycled = 64 * 1024;
#endif
#else
constexpr std::int64_t kLargestRecycled = 64 * 1024;
#endif

/// Released small blocks, so that predict() on one row asks the system for nothing once warm. Block sizes are powers of
/// two; each slot hands a block over by one atomic exchange.
class Recycler {
 public:
  void* take(std::int64_t bytes) {
    if (bytes > kLargestRecycled) return allocate_raw(bytes);
    for (auto& slot : slots_[size_class(bytes)]) {
      if (slot.load(std::memory_order_relaxed) == nullptr) continue;
      if (void* block = slot.exchange(nullptr, std::memory_order_acquire)) return block;
    }
    return allocate_raw(std::int64_t{64} << size_class(bytes));
  }
  void give(void* block, std::int64_t bytes) {
    if (bytes <= kLargestRecycled) {
      for (auto& slot : slots_[size_class(bytes)]) {
        void* empty = nullptr;
        if (slot.load(std::memory_order_relaxed) == nullptr &&
            slot.compare_exchange_strong(empty, block, std::memory_order_release)) {
          return;
        }
      }
    }
    detail::release_block(block, bytes, kHugeFrom);
  }

 private:
  static std::size_t size_class(std::int64_t bytes) {
    return static_cast<std::size_t>(
        std::bit_width(static_cast<std::uint64_t>((std::max<std::int64_t>(bytes, 1) - 1) / 64)));
  }
  std::array<std::array<std::atomic<void*>, 8>, 11> slots_{};
};

Recycler& recycler() {
  static auto* instance = new Recycler;  // never destroyed: Arrays with static lifetime end after it would
  return *instance;
}

/// Gives shared_ptr's control block the same memory.
template <class T>
struct RecyclingAllocator {
  using value_type = T;
  RecyclingAllocator() = default;
  template <class U>
  RecyclingAllocator(const RecyclingAllocator<U>&) {}  // NOLINT
  T* allocate(std::size_t n) { return static_cast<T*>(recycler().take(static_cast<std::int64_t>(n * sizeof(T)))); }
  void deallocate(T* p, std::size_t n) { recycler().give(p, static_cast<std::int64_t>(n * sizeof(T))); }
  bool operator==(const RecyclingAllocator&) const { return true; }
};

std::shared_ptr<std::byte[]> allocate(std::int64_t bytes) {
  const std::int64_t size = std::max<std::int64_t>(bytes, 1);
  return {static_cast<std::byte*>(recycler().take(size)), [size](std::byte* p) { recycler().give(p, size); },
          RecyclingAllocator<std::byte>()};
}

template <class To, class From>
To converted(From value) {
  if constexpr (std::same_as<To, bool>) {
    return value != From{};
  } else if constexpr (std::integral<To> && std::floating_point<From>) {
    if (std::isnan(value)) return To{};
    const auto low = static_cast<From>(std::numeric_limits<To>::lowest());
    const auto high = static_cast<From>(std::numeric_limits<To>::max());
    if (value <= low) return std::numeric_limits<To>::lowest();
    if (value >= high) return std::numeric_limits<To>::max();
    return static_cast<To>(value);
  } else {
    return static_cast<To>(value);
  }
}

template <class T>
const T& element(const std::byte* data, std::int64_t i) {
  return reinterpret_cast<const T*>(data)[i];
}

double read(const std::byte* data, DType dtype, std::int64_t i) {
  return dispatch(dtype, [&](auto t) { return static_cast<double>(element<decltype(t)>(data, i)); });
}

void write(std::byte* data, DType dtype, std::int64_t i, double value) {
  dispatch(dtype, [&](auto t) {
    using T = decltype(t);
    reinterpret_cast<T*>(data)[i] = converted<T>(value);
  });
}

}  // namespace

Array::Array() = default;

Array::Array(const Shape& shape, DType dtype) : shape_(shape), size_(shape.elements()), dtype_(dtype) {
  const std::int64_t count = checked_multiply(size_, static_cast<std::int64_t>(dtype.size()));
  owner_ = allocate(count);
  data_ = owner_.get();
  std::memset(data_, 0, static_cast<std::size_t>(count));
}

Array::Array(std::initializer_list<double> values) : Array(Shape{values.size()}) {
  std::int64_t i = 0;
  for (const double v : values) set(i++, v);
}

Array::Array(std::initializer_list<std::initializer_list<double>> rows)
    : Array(Shape{rows.size(), rows.size() == 0 ? 0 : rows.begin()->size()}) {
  std::int64_t i = 0;
  for (const auto& row : rows) {
    if (row.size() != rows.begin()->size()) {
      throw ShapeError({.where = "Array",
                        .rule = "All rows of an Array have the same length",
                        .expected = std::to_string(rows.begin()->size()) + " values",
                        .received = std::to_string(row.size())});
    }
    for (const double v : row) set(i++, v);
  }
}

Array Array::view(const void* data, const Shape& shape, DType dtype) {
  Array out;
  out.data_ = const_cast<std::byte*>(static_cast<const std::byte*>(data));
  out.shape_ = shape;
  out.size_ = shape.elements();
  out.dtype_ = dtype;
  return out;
}

Array Array::checked_view(const void* data, std::size_t count, const Shape& shape, DType dtype) {
  if (static_cast<std::int64_t>(count) != shape.elements()) {
    throw ShapeError({.where = "Array::view",
                      .rule = "The span must hold exactly the elements of the shape",
                      .expected = std::to_string(shape.elements()) + " for " + shape.str(),
                      .received = std::to_string(count)});
  }
  return view(data, shape, dtype);
}

Array Array::copied(const void* data, DType dtype, const Shape& shape) {
  Array out(shape, dtype);
  if (out.size_ > 0) std::memcpy(out.data_, data, static_cast<std::size_t>(out.bytes()));
  return out;
}

std::int64_t Array::bytes() const { return size_ * static_cast<std::int64_t>(dtype_.size()); }

void Array::require(DType dtype) const {
  if (dtype != dtype_) {
    throw TypeError({.where = "Array",
                     .rule = "The elements must be read with their own type",
                     .expected = std::string(dtype_.name()),
                     .received = std::string(dtype.name()),
                     .hint = "Use cast() to convert"});
  }
}

std::int64_t Array::offset(std::initializer_list<std::int64_t> index) const {
  if (static_cast<int>(index.size()) != rank()) {
    throw ShapeError({.where = "Array",
                      .rule = "An element has one index for each axis",
                      .expected = std::to_string(rank()) + " for shape " + shape_.str(),
                      .received = std::to_string(index.size())});
  }
  std::int64_t flat = 0;
  int axis = 0;
  for (const std::int64_t i : index) {
    const std::int64_t dim = shape_[axis++];
    if (i < -dim || i >= dim) {
      throw ShapeError({.where = "Array",
                        .rule = "Index " + std::to_string(i) + " lies outside axis " + std::to_string(axis - 1),
                        .received = "shape " + shape_.str()});
    }
    flat = flat * dim + (i < 0 ? i + dim : i);
  }
  return flat;
}

double Array::item() const {
  if (size_ != 1) {
    throw ShapeError(
        {.where = "Array::item", .rule = "Only an Array of one element is a number", .received = shape_.str()});
  }
  return get(0);
}

double Array::get(std::int64_t flat) const { return read(data_, dtype_, flat); }
void Array::set(std::int64_t flat, double value) { write(data_, dtype_, flat, value); }

Array::Element::Element(const Array& array, std::int64_t flat)
    : owner_(array.owner_),
      at_(array.data_ + flat * static_cast<std::int64_t>(array.dtype_.size())),
      dtype_(array.dtype_) {}
Array::Element::operator double() const { return read(at_, dtype_, 0); }
Array::Element& Array::Element::operator=(double value) {
  write(at_, dtype_, 0, value);
  return *this;
}

Array::Iterator Array::begin() const { return {this, 0}; }
Array::Iterator Array::end() const { return {this, size_}; }

Array Array::reshape(const Shape& shape) const {
  Shape target = shape;
  std::int64_t known = 1;
  int unknown = -1;
  for (int i = 0; i < target.rank(); ++i) {
    if (target[i] == -1 && unknown < 0) {
      unknown = i;
    } else {
      known = checked_multiply(known, target[i]);
    }
  }
  if (unknown >= 0 && known > 0 && size_ % known == 0) target[unknown] = size_ / known;
  if (target.is_symbolic() || target.elements() != size_) {
    throw ShapeError({.where = "Array::reshape",
                      .rule = "A reshape keeps the number of elements",
                      .expected = std::to_string(size_) + " elements as in " + shape_.str(),
                      .received = shape.str()});
  }
  Array out = *this;
  out.shape_ = target;
  return out;
}

Array Array::rows(std::int64_t from, std::int64_t to) const {
  if (rank() == 0 || from < 0 || to < from || to > shape_[0]) {
    throw ShapeError(
        {.where = "Array::rows",
         .rule = "Rows [" + std::to_string(from) + ", " + std::to_string(to) + ") do not lie inside the first axis",
         .received = "shape " + shape_.str()});
  }
  Array out = *this;
  out.shape_[0] = to - from;
  const std::int64_t row = shape_[0] == 0 ? 0 : size_ / shape_[0];
  out.size_ = row * (to - from);
  if (data_ != nullptr) out.data_ += row * from * static_cast<std::int64_t>(dtype_.size());
  return out;
}

Array Array::operator[](std::int64_t row) const {
  const std::int64_t n = rank() == 0 ? 0 : shape_[0];
  Array out = rows(row < 0 ? row + n : row, (row < 0 ? row + n : row) + 1);
  out.shape_.erase(0);
  return out;
}

Array Array::copy() const { return copied(data_, dtype_, shape_); }

Array Array::cast(DType dtype) const {
  Array out(shape_, dtype);
  dispatch(dtype_, [&](auto from) {
    dispatch(dtype, [&](auto to) {
      using From = decltype(from);
      using To = decltype(to);
      for (std::int64_t i = 0; i < size_; ++i)
        reinterpret_cast<To*>(out.data_)[i] = converted<To>(element<From>(data_, i));
    });
  });
  return out;
}

Array Array::argmax(int axis_index) const {
  const int a = shape_.axis(axis_index);
  const std::int64_t outer = shape_.sub(0, a).elements();
  const std::int64_t count = shape_[a];
  const std::int64_t inner = shape_.sub(a + 1, rank()).elements();
  if (count == 0)
    throw ShapeError(
        {.where = "Array::argmax", .rule = "The largest of no values does not exist", .received = shape_.str()});
  Shape reduced = shape_;
  reduced.erase(a);
  Array out(reduced, i64);
  std::int64_t* result = out.span<std::int64_t>().data();
  for (std::int64_t o = 0; o < outer; ++o) {
    for (std::int64_t i = 0; i < inner; ++i) {
      const auto at = [&](std::int64_t k) { return get((o * count + k) * inner + i); };
      std::int64_t best = 0;
      for (std::int64_t k = 1; k < count; ++k) {
        if (at(k) > at(best)) best = k;
      }
      result[o * inner + i] = best;
    }
  }
  return out;
}

void Array::fill(double value) {
  if (size_ == 0) return;
  set(0, value);
  const auto all = static_cast<std::size_t>(bytes());
  for (std::size_t filled = dtype_.size(), more = 0; filled < all; filled += more) {
    more = std::min(filled, all - filled);
    std::memcpy(data_ + filled, data_, more);
  }
}

}  // namespace glia
