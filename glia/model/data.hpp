#pragma once
#include <initializer_list>
#include <ranges>
#include <type_traits>
#include <vector>

#include "glia/graph/tensor.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// What fit, evaluate and predict take as x or y: an Array, a lazy expression on Arrays (train.x / 255.0), any
/// contiguous range of numbers, numbers in braces, or a list of these, one for each input or output of the model.
class Data {
 public:
  Data() = default;  ///< nothing
  Data(const Array& array);
  Data(const Tensor& expression);
  template <std::ranges::contiguous_range R>
  requires std::is_arithmetic_v<std::ranges::range_value_t<R>> Data(const R& values) : Data(Array(values)) {}  // NOLINT
  template <class T>
  requires(std::is_convertible_v<T, Tensor> && !std::is_arithmetic_v<T>) Data(const std::vector<T>& parts)
      : parts_(parts.begin(), parts.end()) {}  // NOLINT
  Data(std::initializer_list<double> values);
  Data(std::initializer_list<std::initializer_list<double>> rows);
  Data(std::initializer_list<Data> parts);

  const Tensors& parts() const { return parts_; }
  bool empty() const { return parts_.empty(); }

 private:
  Tensors parts_;
};

}  // namespace glia
#pragma GCC visibility pop
