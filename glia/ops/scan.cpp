#include "glia/base/error.hpp"
#include "glia/graph/region.hpp"
#include "glia/ops/scan_parts.hpp"

namespace glia::detail {
namespace {

std::vector<Spec> infer(const Call& call) {
  const Graph& body = body_of(call.node);
  const auto inputs = static_cast<std::int64_t>(call.inputs.size());
  const std::int64_t given_carries = call.attributes.integer("carries");
  const std::int64_t given_sequences = call.attributes.integer("sequences");
  const std::int64_t length = call.attributes.integer("length");
  const bool fit = given_carries >= 0 && given_carries <= inputs && given_sequences >= 0 &&
                   given_sequences <= inputs - given_carries;
  const auto carries = static_cast<std::size_t>(fit ? given_carries : 0);
  const auto sequences = static_cast<std::size_t>(fit ? given_sequences : 0);
  if (!fit || length < 0 || body.results.size() < carries || body.parameters.size() != call.inputs.size()) {
    throw ValueError({.rule = "A scan has its carries, its sequences and a length of 0 or more"});
  }
  std::vector<Spec> out;
  for (std::size_t i = 0; i < call.inputs.size(); ++i) {
    Spec inside = spec(body.parameters[i]);
    inside.layout = Layout::row_major;
    if (i >= carries && i < carries + sequences) inside.shape = stacked(inside.shape, length);
    if (!(inside == call.inputs[i])) {
      throw ShapeError(
          {.rule = "A scan is given what its body takes", .expected = inside.str(), .received = call.inputs[i].str()});
    }
  }
  for (std::size_t i = 0; i < body.results.size(); ++i) {
    Spec result = spec(body.results[i]);
    result.layout = Layout::row_major;
    if (i < carries && !(result == call.inputs[i])) {
      throw ShapeError({.rule = "Each step of a scan returns the carry in the shape and dtype that it had",
                        .expected = call.inputs[i].str(),
                        .received = result.str()});
    }
    if (i >= carries) result.shape = stacked(result.shape, length);
    out.push_back(result);
  }
  return out;
}

std::int64_t common_length(const Tensors& xs, Dim length) {
  std::int64_t out = length;
  for (const Tensor& x : xs) {
    if (x.rank() == 0) {
      throw ShapeError(
          {.rule = "What a scan walks over has a first axis", .expected = "(T, …)", .received = x.shape().str()});
    }
    const std::int64_t here = x.shape()[0];
    if (here < 0) {
      throw ShapeError({.rule = "A scan walks over an axis of known length",
                        .received = x.shape().str(),
                        .hint = "The batch cannot be the first axis; swap the axes"});
    }
    if (out >= 0 && here != out) {
      throw ShapeError({.rule = "All that a scan walks over is equally long",
                        .expected = std::to_string(out),
                        .received = std::to_string(here)});
    }
    out = here;
  }
  if (out < 0) throw ValueError({.rule = "A scan without xs needs a length", .received = std::to_string(out)});
  return out;
}

}  // namespace

ScanParts::ScanParts(const Node& node)
    : carries(static_cast<std::size_t>(node.attributes.integer("carries"))),
      sequences(static_cast<std::size_t>(node.attributes.integer("sequences"))),
      captured(node.inputs.size() - carries - sequences),
      ys(node.outputs.size() - carries),
      length(node.attributes.integer("length")),
      reverse(node.attributes.integer("reverse") != 0) {}

Shape stacked(const Shape& shape, std::int64_t length) {
  Shape out{length};
  for (const std::int64_t d : shape) out.push_back(d);
  return out;
}

ops::ScanResult emit_scan(const Tensors& init, const Tensors& xs, std::int64_t length, bool reverse,
                          const Tensors& arguments, const Tensors& results) {
  const Region region = close_region(arguments, results);
  Tensors inputs = init;
  inputs.insert(inputs.end(), xs.begin(), xs.end());
  inputs.insert(inputs.end(), region.captured.begin(), region.captured.end());
  const Attributes attributes{{"carries", static_cast<std::int64_t>(init.size())},
                              {"sequences", static_cast<std::int64_t>(xs.size())},
                              {"length", length},
                              {"reverse", std::int64_t{reverse}}};
  const Tensors out = emit_all(op_scan, inputs, attributes, region.body);
  const auto middle = out.begin() + static_cast<std::ptrdiff_t>(init.size());
  return {{out.begin(), middle}, {middle, out.end()}};
}

extern constinit const Op op_scan{
    .name = "scan", .traits = kRegion, .infer = infer, .gradient = scan_gradient, .onnx = "Scan"};

}  // namespace glia::detail

namespace glia::ops {

ScanResult scan(const ScanFunction& f, const Tensors& init, const Tensors& xs, Dim length, bool reverse) {
  using namespace detail;
  const ErrorPath path("scan");
  Tensors carry, slices, walked = xs;
  for (const Tensor& t : init) carry.push_back(parameter(static_cast<std::int64_t>(carry.size()), spec(t)));
  const std::int64_t steps = common_length(xs, length);
  for (const Tensor& x : xs) {
    const Spec slice{x.shape().sub(1, x.rank()), x.dtype()};
    slices.push_back(parameter(static_cast<std::int64_t>(carry.size() + slices.size()), slice));
  }
  const NoEffects guard("A step of a scan");
  const ScanResult step = f(carry, slices);
  guard.check();
  if (step.carry.size() != init.size()) {
    throw ValueError({.rule = "Each step of a scan returns as many carries as it takes",
                      .expected = std::to_string(init.size()),
                      .received = std::to_string(step.carry.size())});
  }
  if (step.carry.empty() && step.ys.empty()) throw ValueError({.rule = "A scan has a carry or ys"});
  Tensors arguments = carry, results = step.carry;
  arguments.insert(arguments.end(), slices.begin(), slices.end());
  results.insert(results.end(), step.ys.begin(), step.ys.end());
  split_products(arguments, results);
  lift_products(walked, steps, carry.size(), arguments, results);
  return emit_scan(init, walked, steps, reverse, arguments, results);
}

}  // namespace glia::ops
