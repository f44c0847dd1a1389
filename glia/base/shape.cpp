#include "glia/base/shape.hpp"

#include <algorithm>

#include "glia/base/error.hpp"

namespace glia {
namespace {

constexpr std::int64_t kLargest = std::int64_t{1} << 62;

[[noreturn]] void throw_too_large() {
  throw ResourceError({.where = "size", .rule = "A size of more than 2^62 cannot be held in memory"});
}

void check_rank(std::size_t rank) {
  if (rank > Shape::kMaxRank) {
    throw ShapeError(
        {.where = "Shape", .rule = "A tensor has at most 8 axes", .received = std::to_string(rank) + " axes"});
  }
}

}  // namespace

std::int64_t checked_multiply(std::int64_t a, std::int64_t b) {
  std::int64_t out = 0;
  if (__builtin_mul_overflow(a, b, &out) || out > kLargest || out < -kLargest) throw_too_large();
  return out;
}

std::int64_t checked_add(std::int64_t a, std::int64_t b) {
  std::int64_t out = 0;
  if (__builtin_add_overflow(a, b, &out) || out > kLargest || out < -kLargest) throw_too_large();
  return out;
}

Shape::Shape(std::initializer_list<Dim> dims) {
  check_rank(dims.size());
  for (const Dim d : dims) dims_[static_cast<std::size_t>(rank_++)] = d;
}

Shape::Shape(std::span<const std::int64_t> dims) {
  check_rank(dims.size());
  std::copy(dims.begin(), dims.end(), dims_.begin());
  rank_ = static_cast<int>(dims.size());
}

int Shape::axis(int axis) const {
  if (axis < -rank_ || axis >= rank_) {
    throw ShapeError(
        {.rule = "Axis " + std::to_string(axis) + " does not exist in a tensor of " + std::to_string(rank_) + " axes",
         .received = "shape " + str()});
  }
  return axis < 0 ? axis + rank_ : axis;
}

std::int64_t Shape::dim(int a) const { return (*this)[axis(a)]; }

bool Shape::is_symbolic() const {
  return std::any_of(begin(), end(), [](std::int64_t d) { return d < 0; });
}

Shape Shape::at(std::int64_t rows) const {
  Shape out = *this;
  for (int i = 0; i < rank_; ++i) {
    if (out[i] < 0) out[i] = checked_multiply(-out[i], rows);
  }
  return out;
}

std::int64_t Shape::elements() const {
  std::int64_t count = 1;
  for (const std::int64_t d : *this) {
    if (d < 0) throw ShapeError({.rule = "The number of elements of " + str() + " depends on the batch"});
    count = checked_multiply(count, d);
  }
  return count;
}

void Shape::push_back(std::int64_t dim) { insert(rank_, dim); }

void Shape::insert(int axis, std::int64_t dim) {
  check_rank(static_cast<std::size_t>(rank_) + 1);
  std::copy_backward(dims_.begin() + axis, dims_.begin() + rank_, dims_.begin() + rank_ + 1);
  dims_[static_cast<std::size_t>(axis)] = dim;
  ++rank_;
}

void Shape::erase(int axis) {
  std::copy(dims_.begin() + axis + 1, dims_.begin() + rank_, dims_.begin() + axis);
  --rank_;
}

Shape Shape::sub(int from, int to) const {
  return Shape(dims().subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)));
}

bool Shape::operator==(const Shape& other) const { return std::ranges::equal(dims(), other.dims()); }

std::string Shape::str() const {
  std::string out = "(";
  for (int i = 0; i < rank_; ++i) {
    if (i > 0) out += ", ";
    const std::int64_t d = (*this)[i];
    out += d == -1 ? "None" : d < 0 ? std::to_string(-d) + "n" : std::to_string(d);
  }
  return out + (rank_ == 1 ? ",)" : ")");
}

}  // namespace glia
