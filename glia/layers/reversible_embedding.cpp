#include "glia/layers/reversible_embedding.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {

void ReversibleEmbedding::fields(Fields& f) {
  using L = ReversibleEmbedding;
  f("input_dim", &L::input_dim)("output_dim", &L::output_dim)("tie_weights", &L::tie_weights);
  f("embeddings_initializer", &L::embeddings_initializer)("embeddings_regularizer", &L::embeddings_regularizer);
  f("embeddings_constraint", &L::embeddings_constraint)("mask_zero", &L::mask_zero);
  f("logit_soft_cap", &L::logit_soft_cap);
  f("name", &L::name)("trainable", &L::trainable)("dtype", &L::dtype);
}

Tensor ReversibleEmbedding::call(Scope& scope, const Tensor& input) const {
  if (input_dim <= 0 || output_dim <= 0) {
    throw ValueError({.rule = "An embedding has a table of input_dim rows and output_dim columns, both above 0",
                      .received = std::to_string(input_dim) + " and " + std::to_string(output_dim),
                      .hint = "Write ReversibleEmbedding{10000, 64}"});
  }
  if (logit_soft_cap < 0) {
    throw ValueError({.rule = "logit_soft_cap bounds the numbers of the way back",
                      .expected = "above 0, or 0 for none",
                      .received = std::to_string(logit_soft_cap)});
  }
  const Tensor table = scope.weight("embeddings", {input_dim, output_dim}, embeddings_initializer,
                                    embeddings_regularizer, embeddings_constraint);
  Tensor back;
  if (!tie_weights) back = scope.weight("reverse_embeddings", {output_dim, input_dim}, embeddings_initializer);
  if (input.dtype().is_integer()) {
    Tensor y = ops::take(table, input, 0);
    if (mask_zero) scope.set_mask(y, ops::not_equal(input, 0));
    return y;
  }
  if (input.rank() < 2 || input.dim(-1) != output_dim) {
    throw ShapeError({.rule = "Reals go back from output_dim features to input_dim numbers",
                      .expected = "(n, …, " + std::to_string(output_dim) + ")",
                      .received = input.shape().str(),
                      .hint = "Words must have an integer dtype: Input({80}, {.dtype = i32})"});
  }
  const Tensor x = detail::in_dtype_of(scope, input);
  const Tensor y = tie_weights ? ops::matmul(x, table, false, true) : ops::matmul(x, back);
  return logit_soft_cap > 0 ? ops::tanh(y / logit_soft_cap) * logit_soft_cap : y;
}

}  // namespace glia
