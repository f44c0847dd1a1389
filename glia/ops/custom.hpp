#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "glia/graph/tensor.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// What a custom op reads or writes while it runs: numbers in row-major order, and their shape.
struct CustomInput {
  Shape shape;
  std::span<const float> values;
};
struct CustomOutput {
  Shape shape;
  std::span<float> values;
};
using CustomInputs = std::span<const CustomInput>;
using CustomOutputs = std::span<const CustomOutput>;

/// The functions of an op of your own; see custom_op(). They may be called from any thread, from several at once.
struct CustomOp {
  /// The shape of the result for those of the inputs; none = that of the first input. A size that depends on the batch
  /// is below 0 (−k for k·n) and is passed on as it is.
  std::function<Shape(const std::vector<Shape>& x)> shape = {};
  /// Writes y = f(x). y begins as zeros.
  std::function<void(CustomInputs x, CustomOutput y)> run = {};
  /// Writes dx[i] = (∂f/∂x[i])ᵀ·dy for each input; they begin as zeros. None = f has no gradient, and asking for one is
  /// an error.
  std::function<void(CustomInputs x, CustomInput y, CustomInput dy, CustomOutputs dx)> gradient = {};
  std::string name = "custom";  ///< for messages and printed graphs
};

/// A custom op made ready. A handle; it may be applied any number of times.
class CustomFunction {
 public:
  explicit CustomFunction(CustomOp op);
  Tensor operator()(const Tensors& x) const;
  template <class... T>
  requires(std::convertible_to<const T&, Tensor>&&...) Tensor operator()(const Tensor& first,
                                                                         const T&... others) const {
    return (*this)(Tensors{first, others...});
  }

 private:
  std::shared_ptr<const CustomOp> op_;
};

/// An op made of functions on numbers, for what no composition of ops can say, or for code that exists already:
///   auto cube = custom_op({
///       .run = [](CustomInputs x, CustomOutput y) {
///         for (std::size_t i = 0; i < y.values.size(); ++i) y.values[i] = std::pow(x[0].values[i], 3.0f);
///       },
///       .gradient = [](CustomInputs x, CustomInput, CustomInput dy, CustomOutputs dx) {
///         for (std::size_t i = 0; i < dy.values.size(); ++i)
///           dx[0].values[i] = 3 * x[0].values[i] * x[0].values[i] * dy.values[i];
///       },
///   });
///   Tensor y = cube(x);
/// It computes in f32: integers are converted, an f64 input is a TypeError. It runs on one thread, on the whole batch
/// at once, is never fused, and has no second derivative. What its functions throw leaves fit(), predict() or eval(). A
/// model that applies it outside of a layer cannot be saved.
CustomFunction custom_op(CustomOp op);

}  // namespace glia
#pragma GCC visibility pop
