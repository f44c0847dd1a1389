#include "glia/layers/spectral_normalization.hpp"

#include "glia/base/error.hpp"
#include "glia/graph/graph.hpp"
#include "glia/graph/trace.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/initializers/truncated_normal.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia {
namespace {

constexpr double kShortest = 1e-7;  // Keras's backend.epsilon()

Tensor of_length_one(const Tensor& x) {
  return x * ops::rsqrt(ops::maximum(ops::sum(ops::square(x)), kShortest * kShortest));
}

struct Normalized {
  Tensor kernel, u;
};

Normalized normalized(const Tensor& kernel, const Tensor& u, Dim iterations) {
  const Tensor matrix = ops::reshape(kernel, {kernel.shape().elements() / kernel.dim(-1), kernel.dim(-1)});
  Tensor to = u;
  Tensor from;
  for (std::int64_t i = 0; i < iterations; ++i) {
    from = of_length_one(ops::matmul(to, matrix, false, true));
    to = of_length_one(ops::matmul(from, matrix));
  }
  from = ops::stop_gradient(from);
  to = ops::stop_gradient(to);
  const Tensor sigma = ops::reshape(ops::matmul(ops::matmul(from, matrix), to, false, true), {});
  const Tensor none = ops::all(ops::equal(kernel, 0));
  return {kernel / ops::where(none, 1, sigma), ops::where(none, u, to)};
}

/// The weight of the layer in `scope` that is normalized.
Variable kernel_in(const Scope& scope, const Layer& layer) {
  for (const char* name : {"kernel", "embeddings"}) {
    if (const Variable* found = scope.store().children.front().second->find(name)) return *found;
  }
  throw ValueError({.rule = "SpectralNormalization needs a layer with a kernel or embeddings",
                    .received = layer.class_name(),
                    .hint = "Write SpectralNormalization{Dense{8}}"});
}

/// `t` as if `weight` had another value.
Tensor with_value(const Tensor& t, const Variable& weight, const Tensor& value) {
  detail::Rewriter rewriter([&](const detail::Node& node, const Tensors&) -> Tensors {
    const bool reads = node.op == &detail::op_variable && std::get<Variable>(node.payload).same(weight);
    return reads ? Tensors{value} : Tensors{};
  });
  return rewriter(t);
}

}  // namespace

void SpectralNormalization::fields(Fields& f) {
  f("layer", &SpectralNormalization::layer)("power_iterations", &SpectralNormalization::power_iterations);
  f("name", &SpectralNormalization::name)("trainable", &SpectralNormalization::trainable);
  f("dtype", &SpectralNormalization::dtype);
}

Tensor SpectralNormalization::call(Scope& scope, const Tensor& x) const {
  if (!layer.valid()) {
    throw ValueError(
        {.rule = "SpectralNormalization needs a layer", .hint = "Write SpectralNormalization{Conv2D{32, 3}}"});
  }
  if (power_iterations < 1) {
    throw ValueError({.rule = "power_iterations is how often u is multiplied by the kernel",
                      .expected = "1 or more",
                      .received = std::to_string(power_iterations)});
  }
  if (layer.built()) {
    throw UnsupportedError({.rule = "SpectralNormalization needs a layer of its own",
                            .received = "'" + layer.name() + "', which was applied elsewhere",
                            .hint = "Give it layer.clone(), or apply the wrapper in both places"});
  }
  Tensors& losses = scope.trace().losses;
  const std::size_t losses_before = losses.size();
  Tensor y = layer(x);
  const Variable kernel = kernel_in(scope, layer);
  const Variable u = scope.state("vector_u", {1, kernel.shape().dim(-1)}, initializers::TruncatedNormal{.stddev = 0.02},
                                 kernel.dtype());
  // The layer has just stated its own constraint, which comes first.
  const TensorFunction own = kernel.state().constraint;
  kernel.state().constraint = [own, u, iterations = power_iterations](const Tensor& w) {
    return normalized(own ? own(w) : w, u, iterations).kernel;
  };
  if (!scope.training()) return y;
  const Normalized now = normalized(kernel, u, power_iterations);
  scope.update(u, now.u);
  for (std::size_t i = losses_before; i < losses.size(); ++i) losses[i] = with_value(losses[i], kernel, now.kernel);
  return with_value(y, kernel, now.kernel);
}

}  // namespace glia
