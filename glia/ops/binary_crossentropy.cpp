#include <cmath>

#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/probabilities.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  std::vector<Spec> out = same_as_input(call);
  if (!out[0].dtype.is_real()) throw TypeError({.rule = "Target and output are reals", .received = out[0].str()});
  return out;
}

double from_logit(double t, double x) { return (x <= 0 ? 0 : x) - x * t + std::log1p(std::exp(-std::abs(x))); }
double from_probability(double t, double p) { return -t * std::log(p) - (1 - t) * std::log1p(-p); }

void reference(const ReferenceCall& c) {
  const bool logits = c.attributes.integer("from_logits") != 0;
  for (std::int64_t i = 0; i < c.out[0].size(); ++i) {
    const double t = c.in[0].get(i);
    const double x = c.in[1].get(i);
    c.out[0].set(i, logits ? from_logit(t, x) : from_probability(t, clipped_probability(x, c.in[1].dtype())));
  }
}

Tensors gradient(const GradientCall& c) {
  const Tensor& t = c.x[0];
  const Tensor& x = c.x[1];
  const Tensor& dy = c.dy[0];
  if (c.attributes.integer("from_logits") != 0) return {-(dy * x), dy * (ops::sigmoid(x) - t)};
  const Tensor p = clipped_probability(x);
  return {dy * (ops::log1p(-p) - ops::log(p)), dy * inside_margin(x) * ((1 - t) / (1 - p) - t / p)};
}

}  // namespace

extern constinit const Op op_binary_crossentropy{
    .name = "binary_crossentropy",
    .arity = 2,
    .infer = infer,
    .gradient = gradient,
    .reference = reference,
};

}  // namespace glia::detail

namespace glia::ops {

Tensor binary_crossentropy(const Tensor& target, const Tensor& output, bool from_logits) {
  using namespace detail;
  const Tensor real = as_real(output);
  return emit(op_binary_crossentropy, {as(target, real.dtype()), real}, {{"from_logits", std::int64_t{from_logits}}});
}

}  // namespace glia::ops
