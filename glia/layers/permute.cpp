#include "glia/layers/permute.hpp"

#include <algorithm>
#include <vector>

#include "glia/base/error.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {

void Permute::fields(Fields& f) {
  f("dims", &Permute::dims)("name", &Permute::name)("trainable", &Permute::trainable)("dtype", &Permute::dtype);
}

Tensor Permute::call(Scope& scope, const Tensor& x) const {
  std::vector<int> axes{0};
  std::vector<std::int64_t> sorted = dims.values();
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (sorted[i] != static_cast<std::int64_t>(i) + 1) {
      throw ValueError({.rule = "dims holds each axis but the batch once, counted from 1",
                        .expected = "1 to " + std::to_string(sorted.size()) + " in any order",
                        .received = Shape(dims.values()).str()});
    }
    axes.push_back(static_cast<int>(dims.values()[i]));
  }
  if (static_cast<std::size_t>(x.rank()) != axes.size()) {
    throw ShapeError({.rule = "dims names each axis of the input but the batch",
                      .expected = std::to_string(axes.size()) + " axes",
                      .received = x.shape().str()});
  }
  return ops::transpose(detail::in_dtype_of(scope, x), axes);
}

}  // namespace glia
