#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <memory>
#include <ranges>
#include <span>
#include <string>
#include <type_traits>

#include "glia/base/dtype.hpp"
#include "glia/base/shape.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// A handle on row-major numbers in host memory. Copying shares the memory (copy() does not); a view() borrows memory
/// that must outlive every use of the handle.
class Array {
 public:
  class Element;
  class Iterator;

  Array();                                                           ///< empty, shape (0,)
  explicit Array(const Shape& shape, DType dtype = f32);             ///< zeros
  Array(std::initializer_list<double> values);                       ///< f32, one axis
  Array(std::initializer_list<std::initializer_list<double>> rows);  ///< f32, two axes; rows of equal length
  /// Copies a contiguous range of numbers (std::vector, std::array, std::span, …) into one axis.
  template <std::ranges::contiguous_range R>
  requires(std::is_arithmetic_v<std::ranges::range_value_t<R>> && !std::same_as<std::remove_cvref_t<R>, Array>)
      Array(const R& values)  // NOLINT
      : Array(copied(std::ranges::data(values), DTypeOf<std::ranges::range_value_t<R>>::value,
                     Shape{std::ranges::size(values)})) {}

  static Array view(const void* data, const Shape& shape,
                    DType dtype);  ///< borrows; writing through it is the caller's risk
  template <class T>
  static Array view(std::span<T> values, const Shape& shape) {
    return checked_view(values.data(), values.size(), shape, DTypeOf<std::remove_const_t<T>>::value);
  }
  static Array copied(const void* data, DType dtype, const Shape& shape);

  const Shape& shape() const { return shape_; }
  int rank() const { return shape_.rank(); }
  std::int64_t dim(int axis) const { return shape_.dim(axis); }
  DType dtype() const { return dtype_; }
  std::int64_t size() const { return size_; }  ///< number of elements
  std::int64_t bytes() const;                  ///< size() · dtype().size()
  bool empty() const { return size_ == 0; }

  std::byte* raw() { return data_; }
  const std::byte* raw() const { return data_; }
  const void* identity() const { return data_; }
  template <class T>
  std::span<T> span() {  ///< a TypeError unless T is the dtype
    require(DTypeOf<T>::value);
    return {reinterpret_cast<T*>(data_), static_cast<std::size_t>(size_)};
  }
  template <class T>
  std::span<const T> span() const {
    require(DTypeOf<T>::value);
    return {reinterpret_cast<const T*>(data_), static_cast<std::size_t>(size_)};
  }

  /// x(i, j): one element, as a number to read or assign. Negative indices count from the end.
  template <std::integral... I>
  Element operator()(I... index);
  template <std::integral... I>
  double operator()(I... index) const {
    return get(offset({static_cast<std::int64_t>(index)...}));
  }
  double item() const;                  ///< the only element
  double get(std::int64_t flat) const;  ///< element by row-major position; not range-checked
  void set(std::int64_t flat, double value);
  Iterator begin() const;  ///< all elements, row-major, as double
  Iterator end() const;

  Array reshape(const Shape& shape) const;               ///< same memory; one size may be −1
  Array rows(std::int64_t from, std::int64_t to) const;  ///< rows [from, to) of the first axis; same memory
  Array operator[](std::int64_t row) const;              ///< one row, without its axis; same memory
  Array copy() const;
  Array cast(DType dtype) const;      ///< a copy; reals are truncated towards zero, out-of-range ones clamp
  Array argmax(int axis = -1) const;  ///< i64; the first of equal values
  // Over all elements, computed in double (whole numbers in i64). NaN where an element is NaN.
  double max() const;  ///< a ShapeError if there is no element, as for min() and mean()
  double min() const;
  double mean() const;  ///< sum() / size()
  double sum() const;   ///< 0 if there is no element
  void fill(double value);
  std::string str() const;  ///< as NumPy prints it, shortened above 1,000 elements

 private:
  std::int64_t offset(std::initializer_list<std::int64_t> index) const;
  void require(DType dtype) const;
  static Array checked_view(const void* data, std::size_t count, const Shape& shape, DType dtype);

  std::shared_ptr<std::byte[]> owner_;
  std::byte* data_ = nullptr;
  Shape shape_{0};
  std::int64_t size_ = 0;
  DType dtype_ = f32;
};

/// A number inside an Array: reads as double, takes assignments. Keeps the memory alive, so that
/// `auto a = model.get_weights()[0](0, 0);` is right.
class Array::Element {
 public:
  Element(const Array& array, std::int64_t flat);
  operator double() const;  // NOLINT
  Element& operator=(double value);
  Element& operator=(const Element& other) { return *this = static_cast<double>(other); }
  Element(const Element&) = default;
  Element& operator+=(double value) { return *this = *this + value; }
  Element& operator-=(double value) { return *this = *this - value; }
  Element& operator*=(double value) { return *this = *this * value; }
  Element& operator/=(double value) { return *this = *this / value; }

 private:
  std::shared_ptr<std::byte[]> owner_;
  std::byte* at_;
  DType dtype_;
};

class Array::Iterator {
 public:
  using value_type = double;
  using difference_type = std::ptrdiff_t;
  using reference = double;
  using pointer = void;
  using iterator_category = std::input_iterator_tag;

  Iterator() = default;
  Iterator(const Array* array, std::int64_t flat) : array_(array), flat_(flat) {}
  double operator*() const { return array_->get(flat_); }
  Iterator& operator++() {
    ++flat_;
    return *this;
  }
  Iterator operator++(int) {
    Iterator old = *this;
    ++flat_;
    return old;
  }
  bool operator==(const Iterator& other) const { return flat_ == other.flat_; }

 private:
  const Array* array_ = nullptr;
  std::int64_t flat_ = 0;
};

template <std::integral... I>
Array::Element Array::operator()(I... index) {
  return Element(*this, offset({static_cast<std::int64_t>(index)...}));
}

std::ostream& operator<<(std::ostream& out, const Array& array);

}  // namespace glia
#pragma GCC visibility pop
