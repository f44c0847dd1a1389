#include <limits>

#include "glia/ops/common.hpp"
#include "glia/ops/extremum.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/reduction.hpp"

namespace glia::detail {
namespace {

void reference(const ReferenceCall& c) {
  fold_along_axes(c, std::numeric_limits<double>::infinity(),
                  [](double total, double x) { return x < total || x != x ? x : total; });
}

}  // namespace

extern constinit const Op op_min{
    .name = "min",
    .arity = 1,
    .infer = reduced_spec,
    .gradient = shared_among_equals,
    .reference = reference,
    .onnx = "ReduceMin",
};

}  // namespace glia::detail

namespace glia::ops {

Tensor min(const Tensor& x, const Axes& axes, bool keepdims) {
  return detail::emit_reduction(detail::op_min, x, axes, keepdims);
}

}  // namespace glia::ops
