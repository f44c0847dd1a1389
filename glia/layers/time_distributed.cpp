#include "glia/layers/time_distributed.hpp"

#include "glia/base/error.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {

void TimeDistributed::fields(Fields& f) {
  f("layer", &TimeDistributed::layer);
  f("name", &TimeDistributed::name)("trainable", &TimeDistributed::trainable)("dtype", &TimeDistributed::dtype);
}

Tensor TimeDistributed::call(Scope&, const Tensor& x) const {
  if (!layer.valid())
    throw ValueError({.rule = "TimeDistributed needs a layer", .hint = "Write TimeDistributed{Dense{8}}"});
  if (x.rank() < 3) {
    throw ShapeError(
        {.rule = "TimeDistributed reads a sequence", .expected = "(n, steps, …)", .received = x.shape().str()});
  }
  const std::int64_t steps = x.shape()[1];
  const auto joined = [&](const Shape& s) {  // the steps of all samples are one batch
    Shape out{s[0] * steps};
    for (int i = 2; i < s.rank(); ++i) out.push_back(s[i]);
    return out;
  };
  const Tensor y = layer(ops::reshape(x, joined(x.shape())));
  Shape out{x.shape()[0], steps};
  for (int i = 1; i < y.rank(); ++i) out.push_back(y.shape()[i]);
  return ops::reshape(y, out);
}

}  // namespace glia
