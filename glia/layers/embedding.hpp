#pragma once
#include <string>

#include "glia/constraints/constraint.hpp"
#include "glia/initializers/initializer.hpp"
#include "glia/layers/layer.hpp"
#include "glia/regularizers/regularizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// The row of a table for each whole number: y[i…] = embeddings[x[i…]].  (n, …) → (n, …, output_dim)
/// Weights: embeddings (input_dim, output_dim). x: integers in [0, input_dim), or reals, which are truncated as in
/// Keras. mask_zero: 0 is padding, which the layers behind it that know masks leave out. ValueError unless both sizes
/// are above 0; DataError at run time for a number outside.
struct Embedding {
  Dim input_dim = 0;
  Dim output_dim = 0;
  Initializer embeddings_initializer = "uniform";
  Regularizer embeddings_regularizer = {};
  Constraint embeddings_constraint = {};
  bool mask_zero = false;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
