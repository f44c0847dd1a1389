#pragma once
#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>

#include "glia/base/dim.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Sizes of the axes, at most 8. A size below zero is symbolic: −k stands for k·n, n the number of rows in a batch,
/// so (−1, 28, 28) prints as (None, 28, 28).
class Shape {
 public:
  static constexpr int kMaxRank = 8;

  Shape() = default;
  Shape(std::initializer_list<Dim> dims);
  explicit Shape(std::span<const std::int64_t> dims);

  int rank() const { return rank_; }
  std::int64_t operator[](int axis) const { return dims_[static_cast<std::size_t>(axis)]; }
  std::int64_t& operator[](int axis) { return dims_[static_cast<std::size_t>(axis)]; }
  std::int64_t dim(int axis) const;  ///< counts from the end if negative; an error outside the rank
  int axis(int axis) const;          ///< the same axis as a number in [0, rank)
  std::span<const std::int64_t> dims() const { return {dims_.data(), static_cast<std::size_t>(rank_)}; }
  const std::int64_t* begin() const { return dims_.data(); }
  const std::int64_t* end() const { return dims_.data() + rank_; }

  bool is_symbolic() const;           ///< whether any axis depends on the batch
  Shape at(std::int64_t rows) const;  ///< with n = rows
  std::int64_t elements() const;      ///< product of the sizes; an error if symbolic or above 2^62
  void push_back(std::int64_t dim);
  void insert(int axis, std::int64_t dim);
  void erase(int axis);
  Shape sub(int from, int to) const;  ///< axes [from, to)
  bool operator==(const Shape& other) const;
  std::string str() const;  ///< "(None, 28, 28)", "(3,)", "()"

 private:
  std::array<std::int64_t, kMaxRank> dims_{};
  int rank_ = 0;
};

/// a·b and a+b of sizes; a ResourceError when the result does not fit into 62 bits. All size arithmetic goes through
/// these.
std::int64_t checked_multiply(std::int64_t a, std::int64_t b);
std::int64_t checked_add(std::int64_t a, std::int64_t b);

}  // namespace glia
#pragma GCC visibility pop
