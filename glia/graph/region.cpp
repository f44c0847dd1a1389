#include "glia/graph/region.hpp"

#include <algorithm>
#include <map>

#include "glia/base/error.hpp"
#include "glia/graph/trace.hpp"
#include "glia/graph/variable_state.hpp"

namespace glia::detail {
namespace {

/// Reads of one variable are one value.
std::pair<const void*, int> key_of(const Tensor& t) {
  if (is(t, op_variable)) return {&std::get<Variable>(t.node()->payload).state(), -1};
  return {t.node(), t.index()};
}

std::size_t effects() {
  const Trace* trace = Trace::current();
  return trace != nullptr ? trace->updates.size() + trace->losses.size() : 0;
}

}  // namespace

void require_given(const Graph& body, std::span<const Spec> given) {
  bool same = body.parameters.size() == given.size();
  for (std::size_t i = 0; same && i < given.size(); ++i) {
    const Spec& inside = spec(body.parameters[i]);
    same = inside.shape == given[i].shape && inside.dtype == given[i].dtype;
  }
  if (!same) throw ShapeError({.rule = "A region is given what its body takes"});
}

NoEffects::NoEffects(std::string where) : where_(std::move(where)), before_(effects()) {}

void NoEffects::check() const {
  if (effects() == before_) return;
  throw UnsupportedError(
      {.rule = where_ + " cannot update a state or add a loss", .hint = "Return the value, and use it outside"});
}

std::unordered_set<const Node*> made_of_constants(const std::vector<Node*>& order) {
  std::unordered_set<const Node*> out;
  for (const Node* node : order) {
    if (node->op == &op_call || node->op->has(kRandom) || (node->op->has(kLeaf) && node->op != &op_constant)) continue;
    const bool all =
        std::all_of(node->inputs.begin(), node->inputs.end(), [&](const Tensor& t) { return out.contains(t.node()); });
    if (all) out.insert(node);
  }
  return out;
}

Region close_region(const Tensors& arguments, const Tensors& results) {
  const std::vector<Node*> order = Graph{{}, results, {}}.order();
  const std::unordered_set<const Node*> constants = made_of_constants(order);
  std::unordered_set<const Node*> varying;
  for (const Tensor& a : arguments) varying.insert(a.node());
  Region out;
  Rewriter rewrite([](const Node&, const Tensors&) -> Tensors { return {}; });
  auto body = std::make_shared<Graph>();
  const auto add_parameter = [&](const Tensor& t) {
    body->parameters.push_back(parameter(static_cast<std::int64_t>(body->parameters.size()), spec(t)));
    return body->parameters.back();
  };
  std::map<std::pair<const void*, int>, Tensor> known;
  for (const Tensor& a : arguments) {
    known[{a.node(), a.index()}] = add_parameter(a);
    rewrite.bind(a, known.at({a.node(), a.index()}));
  }
  const auto capture = [&](const Tensor& whole) {
    Tensor t = whole;  // what is only spread out is spread inside, where it costs nothing
    while (t.node()->op->has(kSpread) && !varying.contains(t.node())) t = t.node()->inputs[0];
    if (varying.contains(t.node()) || constants.contains(t.node())) return;
    const auto [at, fresh] = known.try_emplace(key_of(t));
    if (fresh) {
      out.captured.push_back(t);
      at->second = add_parameter(t);
    }
    rewrite.bind(t, at->second);
  };
  for (const Node* node : order) {
    const bool varies = std::any_of(node->inputs.begin(), node->inputs.end(),
                                    [&](const Tensor& t) { return varying.contains(t.node()); });
    if (!varies) continue;
    varying.insert(node);
    for (const Tensor& t : node->inputs) capture(t);
  }
  for (const Tensor& r : results) capture(r);
  for (const Tensor& r : results) body->results.push_back(rewrite(r));
  out.body = std::move(body);
  return out;
}

}  // namespace glia::detail
