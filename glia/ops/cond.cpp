#include "glia/base/error.hpp"
#include "glia/graph/region.hpp"
#include "glia/graph/trace.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/control.hpp"
#include "glia/ops/region_ops.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  const Graph& body = body_of(call.node);
  if (call.inputs.empty() || call.inputs[0].dtype != boolean || call.inputs[0].shape.rank() != 0) {
    throw TypeError({.rule = "The condition of a branch is one bool",
                     .received = call.inputs.empty() ? "nothing" : call.inputs[0].str(),
                     .hint = "Reduce it with ops::all or ops::any"});
  }
  require_given(body, call.inputs.subspan(1));
  if (body.results.empty() || body.results.size() % 2 != 0) {
    throw ValueError({.rule = "Both branches give the same number of tensors"});
  }
  std::vector<Spec> out;
  const std::size_t count = body.results.size() / 2;
  for (std::size_t i = 0; i < count; ++i) {
    const Spec a = spec(body.results[i]), b = spec(body.results[count + i]);
    if (!(a.shape == b.shape) || a.dtype != b.dtype) {
      throw ShapeError({.rule = "Both branches give the same shapes and dtypes",
                        .expected = a.str() + " as the true branch",
                        .received = b.str()});
    }
    out.push_back({a.shape, a.dtype});
  }
  return out;
}

Tensors emit_cond(const Tensor& pred, const Tensors& arguments, const Tensors& operands, const Tensors& results) {
  const Region region = close_region(arguments, results);
  Tensors inputs{pred};
  inputs.insert(inputs.end(), operands.begin(), operands.end());
  inputs.insert(inputs.end(), region.captured.begin(), region.captured.end());
  return emit_all(op_cond, inputs, {}, region.body);
}

/// Each branch runs again in front of its gradient.
Tensors gradient(const GradientCall& c) {
  const Graph& body = body_of(*c.y[0].node());
  Tensors arguments = body.parameters, operands(c.x.begin() + 1, c.x.end()), dys;
  for (std::size_t i = 0; i < c.y.size(); ++i) {
    if (!c.dy[i].valid()) {
      dys.emplace_back();
      continue;
    }
    dys.push_back(parameter(0, spec(c.dy[i])));
    arguments.push_back(dys.back());
    operands.push_back(c.dy[i]);
  }
  Tensors results;
  std::vector<std::size_t> wanted;
  for (std::size_t p = 0; p < body.parameters.size(); ++p) {
    if (body.parameters[p].dtype().is_real()) wanted.push_back(p);
  }
  for (const bool taken : {true, false}) {
    const Graph branch = branch_of(*c.y[0].node(), taken);
    Tensors ys, cotangents;
    for (std::size_t i = 0; i < branch.results.size(); ++i) {
      if (!dys[i].valid() || !branch.results[i].dtype().is_real()) continue;
      ys.push_back(branch.results[i]);
      cotangents.push_back(dys[i]);
    }
    const Tensors gradients = pull_back(ys, cotangents, body.parameters);
    for (const std::size_t p : wanted) {
      const Tensor& x = body.parameters[p];
      results.push_back(gradients[p].valid() ? gradients[p] : broadcast(constant(0, x.dtype()), x.shape()));
    }
  }
  Tensors out(c.x.size());
  if (wanted.empty()) return out;
  const Tensors found = emit_cond(c.x[0], arguments, operands, results);
  for (std::size_t i = 0; i < wanted.size(); ++i) out[wanted[i] + 1] = found[i];
  return out;
}

}  // namespace

Graph branch_of(const Node& cond, bool taken) {
  Graph out = body_of(cond);
  const auto half = static_cast<std::ptrdiff_t>(out.results.size() / 2);
  out.results = taken ? Tensors(out.results.begin(), out.results.begin() + half)
                      : Tensors(out.results.begin() + half, out.results.end());
  return out;
}

extern constinit const Op op_cond{
    .name = "cond", .traits = kRegion, .infer = infer, .gradient = gradient, .onnx = "If"};

}  // namespace glia::detail

namespace glia::ops {

Tensors cond(const Tensor& pred, const TensorsFunction& on_true, const TensorsFunction& on_false,
             const Tensors& operands) {
  using namespace detail;
  const ErrorPath path("cond");
  Tensors arguments;
  for (const Tensor& t : operands) arguments.push_back(parameter(0, spec(t)));
  const NoEffects guard("A branch");
  Tensors results = on_true(arguments);
  const Tensors others = on_false(arguments);
  guard.check();
  if (results.size() != others.size() || results.empty()) {
    throw ValueError({.rule = "Both branches give the same number of tensors, at least one",
                      .expected = std::to_string(results.size()) + " as the true branch",
                      .received = std::to_string(others.size())});
  }
  results.insert(results.end(), others.begin(), others.end());
  return emit_cond(pred, arguments, operands, results);
}

}  // namespace glia::ops
