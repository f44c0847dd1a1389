#include "glia/ops/remat.hpp"

#include <algorithm>
#include <unordered_set>

#include "glia/base/error.hpp"
#include "glia/graph/region.hpp"

namespace glia::detail {
namespace {

bool holds(const Tensors& list, const Tensor& t) {
  return std::any_of(list.begin(), list.end(), [&](const Tensor& known) { return known.same(t); });
}

/// What `results` depend on: leaves with a value of their own, and other outputs of the nodes in `known`. Nothing below
/// a tensor of `known` is looked at.
Tensors leaves_below(const Tensors& results, const Tensors& known) {
  std::unordered_set<const Node*> cut, seen;
  for (const Tensor& t : known) cut.insert(t.node());
  Tensors stack = results, found;
  while (!stack.empty()) {
    const Tensor t = stack.back();
    stack.pop_back();
    if (cut.contains(t.node())) {
      if (!holds(known, t) && !holds(found, t)) found.push_back(t);
    } else if (seen.insert(t.node()).second) {
      if (is(t, op_parameter) || is(t, op_variable) || is(t, op_array)) found.push_back(t);
      stack.insert(stack.end(), t.node()->inputs.begin(), t.node()->inputs.end());
    }
  }
  std::reverse(found.begin(), found.end());  // in the order in which the results read them
  return found;
}

std::vector<Spec> infer(const Call& call) {
  const std::int64_t results = call.attributes.integer("results"), held = call.attributes.integer("held");
  const auto inputs = static_cast<std::int64_t>(call.inputs.size());
  if (results < 1 || results > inputs || held < 0 || held > inputs - results) {
    throw ValueError({.rule = "What is computed again has one result or more, and values that it is computed from"});
  }
  return {call.inputs.begin(), call.inputs.begin() + results};
}

void reference(const ReferenceCall& c) {
  for (std::size_t k = 0; k < c.out.size(); ++k) {
    for (std::int64_t i = 0; i < c.out[k].size(); ++i) c.out[k].set(i, c.in[k].get(i));
  }
}

Rewriter copier() {
  return Rewriter([](const Node&, const Tensors&) -> Tensors { return {}; });
}

/// The gradient of a copy of what lies between held values and results. The copy is made from parameters, so that no
/// path leads on from it to what came before; they then become the held values, once the gradients are there.
Tensors gradient(const GradientCall& c) {
  const Node& node = *c.y[0].node();
  const RematParts parts(node, {c.x.begin(), c.x.end()});
  Tensors known = parts.held;
  known.insert(known.end(), parts.free.begin(), parts.free.end());
  Tensors out(c.x.size());
  if (!leaves_below(parts.results, known).empty()) {  // a pass has put other inputs in: the first copy has its gradient
    std::copy(c.dy.begin(), c.dy.end(), out.begin());
    return out;
  }
  Rewriter copy = copier(), place = copier();
  Tensors xs, ys, dys;
  for (const Tensor& x : parts.held) {
    xs.push_back(parameter(0, spec(x)));
    copy.bind(x, xs.back());
  }
  for (const Tensor& w : parts.free) {
    xs.push_back(parameter(0, spec(w)));
    copy.bind(w, xs.back());
    place.bind(xs.back(), w);
  }
  for (std::size_t i = 0; i < c.dy.size(); ++i) {
    if (!c.dy[i].valid() || !c.y[i].dtype().is_real()) continue;
    ys.push_back(copy(parts.results[i]));
    dys.push_back(c.dy[i]);
  }
  for (std::size_t i = 0; i < parts.held.size(); ++i) {
    Tensors inputs{parts.held[i]};
    inputs.insert(inputs.end(), dys.begin(), dys.end());
    place.bind(xs[i], emit(op_after, inputs));
  }
  for (const Tensor& dy : dys) place.bind(dy, dy);
  const Tensors found = pull_back(ys, dys, xs);
  for (std::size_t i = 0; i < xs.size(); ++i) out[c.y.size() + i] = place(found[i]);
  return out;
}

}  // namespace

RematParts::RematParts(const Node& node, const Tensors& inputs) {
  const auto from = inputs.begin() + node.attributes.integer("results");
  const auto to = from + node.attributes.integer("held");
  results = {inputs.begin(), from};
  held = {from, to};
  free = {to, inputs.end()};
}

Tensors emit_remat(const Tensors& results, const Tensors& held, const Tensors& free) {
  Tensors known = held, weights = free, inputs = results;
  known.insert(known.end(), free.begin(), free.end());
  inputs.insert(inputs.end(), held.begin(), held.end());
  for (const Tensor& leaf : leaves_below(results, known)) {
    // Weights stay what the kernels know; the seed of random numbers is held, so that they are drawn again.
    const bool weight = is(leaf, op_array) || (is(leaf, op_variable) && leaf.dtype().is_real());
    (weight ? weights : inputs).push_back(leaf);
  }
  const auto count = static_cast<std::int64_t>(results.size());
  const auto holding = static_cast<std::int64_t>(inputs.size()) - count;
  inputs.insert(inputs.end(), weights.begin(), weights.end());
  return emit_all(op_remat, inputs, {{"results", count}, {"held", holding}});
}

/// Disappears in pass simplify, once gradients are taken.
extern constinit const Op op_remat{
    .name = "remat", .infer = infer, .gradient = gradient, .reference = reference, .onnx = "Identity"};

}  // namespace glia::detail
