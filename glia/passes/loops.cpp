#include "glia/passes/loops.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "glia/ops/scan_parts.hpp"
#include "glia/passes/simplify.hpp"

namespace glia::detail {
namespace {

bool same_list(const Tensors& a, const Tensors& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Tensor& x, const Tensor& y) { return x.same(y); });
}

/// Several scan nodes that run as one.
class Loop {
 public:
  explicit Loop(const Node& first) : first_(first), parts_(first), body_(body_of(first)) { add_outputs(first, body_); }

  /// Takes `other` in if it computes the same carries.
  bool join(const Node& other) {
    if (!(other.attributes == first_.attributes) || !same_list(other.inputs, first_.inputs) ||
        !same_list(body_of(other).parameters, body_.parameters)) {
      return false;
    }
    Graph both = body_;
    both.results.insert(both.results.end(), body_of(other).results.begin(), body_of(other).results.end());
    both = simplify(both);
    Graph mine{both.parameters, {both.results.begin(), both.results.begin() + count(body_)}, {}};
    const Graph theirs{both.parameters, {both.results.begin() + count(body_), both.results.end()}, {}};
    for (std::size_t i = 0; i < parts_.carries; ++i) {
      if (!mine.results[i].same(theirs.results[i])) return false;
    }
    body_ = std::move(mine);
    add_outputs(other, theirs);
    return true;
  }

  bool holds(const Node* node) const { return outputs_.contains(node); }

  /// Keeps only the ys that `read` says are read.
  template <class Read>
  void prune(const Read& read) {
    std::vector<bool> live(body_.results.size(), false);
    for (const auto& [node, map] : outputs_) {
      for (std::size_t i = 0; i < map.size(); ++i) live[map[i]] = live[map[i]] || read(node, i);
    }
    std::vector<std::size_t> moved(live.size(), 0);
    Tensors kept;
    for (std::size_t i = 0; i < live.size(); ++i) {
      moved[i] = kept.size();
      if (i < parts_.carries || live[i]) kept.push_back(body_.results[i]);
    }
    if (kept.empty()) return;
    body_.results = std::move(kept);
    for (auto& [node, map] : outputs_) {
      for (std::size_t& at : map) at = moved[at];
    }
  }

  /// The outputs of `node` in terms of the one scan, which is emitted at the first call.
  Tensors outputs(const Node& node, const Tensors& inputs) {
    if (emitted_.empty()) emit(inputs);
    Tensors out;
    const auto& map = outputs_.at(&node);
    for (const std::size_t at : map) out.push_back(emitted_[std::min(at, emitted_.size() - 1)]);
    return out;
  }

 private:
  static std::ptrdiff_t count(const Graph& graph) { return static_cast<std::ptrdiff_t>(graph.results.size()); }

  void add_outputs(const Node& node, const Graph& body) {
    auto& map = outputs_[&node];
    for (std::size_t i = 0; i < body.results.size(); ++i) {
      std::size_t at = i;
      if (i >= parts_.carries) {  // an equal one may be there
        at = parts_.carries;
        while (at < body_.results.size() && !(body_.results[at].same(body.results[i]) && at < limit(node, i))) ++at;
        if (at == body_.results.size()) body_.results.push_back(body.results[i]);
      }
      map.push_back(at);
    }
  }
  /// While the first node is added, its own results stand in body_ already: only earlier ones count as equal.
  std::size_t limit(const Node& node, std::size_t i) const { return &node == &first_ ? i + 1 : body_.results.size(); }

  void emit(const Tensors& inputs) {
    std::unordered_set<const Node*> needed;
    for (const Node* node : Graph{{}, body_.results, {}}.order()) needed.insert(node);
    Graph body{{}, {}, {}};
    Tensors used;
    std::int64_t sequences = 0;
    Rewriter rewrite([](const Node&, const Tensors&) -> Tensors { return {}; });
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const Tensor& p = body_.parameters[i];
      if (i >= parts_.carries && !needed.contains(p.node())) continue;
      if (i >= parts_.first_sequence() && i < parts_.first_captured()) ++sequences;
      body.parameters.push_back(parameter(static_cast<std::int64_t>(used.size()), spec(p)));
      rewrite.bind(p, body.parameters.back());
      used.push_back(inputs[i]);
    }
    for (const Tensor& r : body_.results) body.results.push_back(rewrite(r));
    Attributes attributes = first_.attributes;
    attributes.set("sequences", sequences);
    emitted_ = emit_all(op_scan, used, attributes, std::make_shared<const Graph>(std::move(body)));
  }

  const Node& first_;
  ScanParts parts_;
  Graph body_;
  std::unordered_map<const Node*, std::vector<std::size_t>> outputs_;  // node → its outputs among body_.results
  Tensors emitted_;
};

}  // namespace

Graph merge_scans(const Graph& graph) {
  const std::vector<Node*> order = graph.order();
  std::vector<Loop> loops;
  std::unordered_map<const Node*, std::size_t> loop_of;
  std::unordered_map<const Node*, std::vector<bool>> read;
  const auto reads = [&](const Tensor& t) {
    if (!is(t, op_scan)) return;
    auto& flags = read[t.node()];
    flags.resize(t.node()->outputs.size());
    flags[static_cast<std::size_t>(t.index())] = true;
  };
  for (const Node* node : order) {
    for (const Tensor& t : node->inputs) reads(t);
    if (node->op != &op_scan) continue;
    std::size_t l = 0;
    while (l < loops.size() && !loops[l].join(*node)) ++l;
    if (l == loops.size()) loops.emplace_back(*node);
    loop_of[node] = l;
  }
  if (loops.empty()) return graph;
  for (const Tensor& r : graph.results) reads(r);
  for (const Update& u : graph.updates) reads(u.value);
  for (Loop& loop : loops) {
    loop.prune([&](const Node* node, std::size_t i) { return read.contains(node) && read.at(node)[i]; });
  }
  Rewriter rewrite([&](const Node& node, const Tensors& inputs) -> Tensors {
    if (node.op != &op_scan) return {};
    return loops[loop_of.at(&node)].outputs(node, inputs);
  });
  return rewrite(graph);
}

}  // namespace glia::detail
