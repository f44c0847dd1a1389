#pragma once
#include <string>

#include "glia/base/sizes.hpp"
#include "glia/constraints/constraint.hpp"
#include "glia/initializers/initializer.hpp"
#include "glia/layers/activation_fn.hpp"
#include "glia/layers/activations.hpp"
#include "glia/layers/layer.hpp"
#include "glia/regularizers/regularizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// y = activation(x · kernel + bias), summed over the letters of `equation` that the output has not: "abc,cd->abd" is a
/// Dense. Each letter is an axis, the first the batch; "..." stands for further axes, first or last.
/// output_shape: the sizes of the output without the batch and what "..." stands for, −1 = as the input. bias_axes: the
/// letters of the output that the bias has, none = no bias. Weights: kernel, bias. The fans of its initializer are the
/// letters that are summed, and the others. ValueError for an equation of another form, with a letter twice in a term
/// or the batch in the kernel; ShapeError for an input that it does not fit.
struct EinsumDense {
  std::string equation = {};
  Sizes output_shape = {};
  ActivationFn activation = linear;
  std::string bias_axes = {};
  Initializer kernel_initializer = "glorot_uniform";
  Initializer bias_initializer = "zeros";
  Regularizer kernel_regularizer = {};
  Regularizer bias_regularizer = {};
  Constraint kernel_constraint = {};
  Constraint bias_constraint = {};
  Regularizer activity_regularizer = {};
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
