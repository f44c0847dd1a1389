#include "glia/layers/embedding.hpp"

#include "glia/base/error.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {

void Embedding::fields(Fields& f) {
  f("input_dim", &Embedding::input_dim)("output_dim", &Embedding::output_dim);
  f("embeddings_initializer", &Embedding::embeddings_initializer);
  f("embeddings_regularizer", &Embedding::embeddings_regularizer);
  f("embeddings_constraint", &Embedding::embeddings_constraint)("mask_zero", &Embedding::mask_zero);
  f("name", &Embedding::name)("trainable", &Embedding::trainable)("dtype", &Embedding::dtype);
}

Tensor Embedding::call(Scope& scope, const Tensor& x) const {
  if (input_dim <= 0 || output_dim <= 0) {
    throw ValueError({.rule = "An embedding has a table of input_dim rows and output_dim columns, both above 0",
                      .received = std::to_string(input_dim) + " and " + std::to_string(output_dim),
                      .hint = "Write Embedding{10000, 64}"});
  }
  const Tensor rows = x.dtype().is_integer() ? x : ops::cast(x, i32);
  const Tensor table = scope.weight("embeddings", {input_dim, output_dim}, embeddings_initializer,
                                    embeddings_regularizer, embeddings_constraint);
  Tensor y = ops::take(table, rows, 0);
  if (mask_zero) scope.set_mask(y, ops::not_equal(x, 0));
  return y;
}

}  // namespace glia
