#pragma once
#include <string>

#include "glia/constraints/constraint.hpp"
#include "glia/initializers/initializer.hpp"
#include "glia/layers/layer.hpp"
#include "glia/regularizers/regularizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// An Embedding that also goes back: whole numbers give rows of the table, (n, …) → (n, …, output_dim); reals give
/// x · embeddingsᵀ, (n, …, output_dim) → (n, …, input_dim), which Keras calls with reverse=True. One Layer is applied
/// both ways: `Layer e = ReversibleEmbedding{65, 128}; e(e(words) | …)`. The dtype decides, so words must be integers.
/// tie_weights: false = a table of its own for the way back. logit_soft_cap: c·tanh(y / c) on the way back, 0 = none.
/// Weights: embeddings (input_dim, output_dim), reverse_embeddings (output_dim, input_dim) if not tied. ValueError
/// unless both sizes are above 0; ShapeError for reals without output_dim features; DataError at run time for a number
/// outside. Press and Wolf 2017.
struct ReversibleEmbedding {
  Dim input_dim = 0;
  Dim output_dim = 0;
  bool tie_weights = true;
  Initializer embeddings_initializer = "uniform";
  Regularizer embeddings_regularizer = {};
  Constraint embeddings_constraint = {};
  bool mask_zero = false;
  double logit_soft_cap = 0;
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  Tensor call(Scope& scope, const Tensor& x) const;
};

}  // namespace glia
#pragma GCC visibility pop
