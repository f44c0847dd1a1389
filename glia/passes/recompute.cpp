#include "glia/passes/recompute.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "glia/ops/nn_ops.hpp"
#include "glia/passes/fuse.hpp"
#include "glia/passes/regions.hpp"

namespace glia::detail {
namespace {

constexpr std::size_t kMaxBody = 48;  // as in fuse
constexpr std::int64_t kRows = 64;    // of the batch, for comparing sizes

std::int64_t size_of(const Tensor& t) { return t.shape().at(kRows).elements(); }

/// Whether all of the body is elementwise on f32, but perhaps for a product at its root. Without one it may be written
/// a second time; with one it may still read more.
bool repeatable(const Node& fused, bool with_product = false) {
  const Graph& body = body_of(fused);
  const auto order = body.order();
  return std::all_of(order.begin(), order.end(), [=](const Node* node) {
    const bool leaf = node->op == &op_parameter || node->op == &op_constant || node->op == &op_broadcast_to;
    return leaf || (with_product && node->op == &op_matmul) ||
           (node->op->has(kElementwise) && numbers_of(*node) == Numbers::real32);
  });
}

/// Numbers of the operands from which result `j` of a fused node follows.
std::vector<std::size_t> operands_of(const Node& fused, std::size_t j) {
  const Graph& body = body_of(fused);
  Graph part;
  part.results = {body.results[j]};
  std::vector<std::size_t> out;
  for (const Node* node : part.order()) {
    for (std::size_t i = 0; i < body.parameters.size(); ++i) {
      if (body.parameters[i].node() == node) out.push_back(i);
    }
  }
  return out;
}

class Choice {
 public:
  explicit Choice(const Graph& graph) {
    for (const Tensor& r : graph.results) pinned_.insert(key(r));
    for (const Update& u : graph.updates) pinned_.insert(key(u.value));
    const auto order = graph.order();
    for (const Node* node : order) {
      for (const Tensor& input : node->inputs) readers_[key(input)].push_back(node);
    }
    for (const Node* node : order) {
      if (node->op == &op_fused && repeatable(*node)) choose(*node);
    }
  }
  bool again(const Tensor& t) const { return chosen_.contains(key(t)); }
  bool again(const Node& node, std::size_t j) const { return chosen_.contains({&node, static_cast<int>(j)}); }
  bool any() const { return !chosen_.empty(); }

 private:
  using Key = std::pair<const Node*, int>;
  struct Hash {
    std::size_t operator()(const Key& k) const {
      return std::hash<const void*>()(k.first) + static_cast<std::size_t>(k.second);
    }
  };
  static Key key(const Tensor& t) { return {t.node(), t.index()}; }

  void choose(const Node& fused) {
    std::vector<std::size_t> all;
    for (std::size_t j = 0; j < fused.outputs.size(); ++j) {
      if (may(fused, j)) all.push_back(j);
    }
    if (all.empty()) return;
    if (worth(fused, all)) return take(fused, all);
    for (const std::size_t j : all) {
      if (worth(fused, {j})) take(fused, {j});
    }
  }

  bool may(const Node& fused, std::size_t j) const {
    const Key k{&fused, static_cast<int>(j)};
    const auto found = readers_.find(k);
    if (pinned_.contains(k) || found == readers_.end()) return false;
    for (const std::size_t i : operands_of(fused, j)) {
      if (chosen_.contains(key(fused.inputs[i]))) return false;
    }
    const std::size_t length = body_of(fused).order().size();
    return std::all_of(found->second.begin(), found->second.end(), [&](const Node* reader) {
      return reader->op == &op_fused && reader->outputs[0].shape == fused.outputs[j].shape &&
             fused.outputs[j].dtype == f32 && repeatable(*reader, true) &&
             body_of(*reader).order().size() + length <= kMaxBody;
    });
  }

  /// Compares what is written and read now with what the readers would read instead.
  bool worth(const Node& fused, const std::vector<std::size_t>& js) const {
    std::int64_t saved = 0;
    std::unordered_map<const Node*, std::unordered_set<std::size_t>> wanted;
    for (const std::size_t j : js) {
      const auto& readers = readers_.at({&fused, static_cast<int>(j)});
      const std::int64_t size = fused.outputs[j].shape.at(kRows).elements();
      saved += size * static_cast<std::int64_t>(1 + readers.size());
      for (const Node* reader : readers) {
        for (const std::size_t i : operands_of(fused, j)) wanted[reader].insert(i);
      }
    }
    std::int64_t added = 0;
    for (const auto& [reader, operands] : wanted) {
      for (const std::size_t i : operands) {
        const Tensor& operand = fused.inputs[i];
        const bool there =
            std::any_of(reader->inputs.begin(), reader->inputs.end(), [&](const Tensor& t) { return t.same(operand); });
        if (!there) added += size_of(operand);
      }
    }
    return saved > 2 * added;
  }

  void take(const Node& fused, const std::vector<std::size_t>& js) {
    for (const std::size_t j : js) {
      chosen_.insert({&fused, static_cast<int>(j)});
      for (const std::size_t i : operands_of(fused, j)) pinned_.insert(key(fused.inputs[i]));
    }
  }

  std::unordered_map<Key, std::vector<const Node*>, Hash> readers_;
  std::unordered_set<Key, Hash> pinned_, chosen_;  // pinned: is read where something is computed again
};

class Repeater {
 public:
  explicit Repeater(const Graph& graph)
      : choice_(graph), rewrite_([this](const Node& old, const Tensors& inputs) { return rule(old, inputs); }) {}
  Graph operator()(const Graph& graph) { return choice_.any() ? rewrite_(graph) : graph; }

 private:
  Tensors rule(const Node& old, const Tensors& inputs) {
    if (old.op != &op_fused) return {};
    now_[&old] = inputs;
    bool changes = false;
    for (std::size_t j = 0; j < old.outputs.size(); ++j) changes = changes || choice_.again(old, j);
    for (const Tensor& input : old.inputs) changes = changes || choice_.again(input);
    return changes ? remade(old, inputs) : Tensors{};
  }

  /// The fused node without the results that its readers compute, and with those that it computes itself.
  Tensors remade(const Node& old, const Tensors& inputs) {
    auto fused = std::make_shared<Node>();
    fused->op = &op_fused;
    auto body = std::make_shared<Graph>();
    const auto operand = [&](const Tensor& t, const Spec& as) {
      for (std::size_t i = 0; i < fused->inputs.size(); ++i) {
        if (fused->inputs[i].same(t)) return body->parameters[i];
      }
      body->parameters.push_back(parameter(static_cast<std::int64_t>(fused->inputs.size()), as));
      fused->inputs.push_back(t);
      return body->parameters.back();
    };
    const Graph& before = body_of(old);
    std::unordered_map<const Node*, Rewriter> sources;
    Rewriter inside([](const Node&, const Tensors&) { return Tensors{}; });
    for (std::size_t i = 0; i < old.inputs.size(); ++i) {
      const Tensor& from = old.inputs[i];
      if (!choice_.again(from)) {
        inside.bind(before.parameters[i], operand(inputs[i], spec(before.parameters[i])));
        continue;
      }
      const Graph& source = body_of(*from.node());
      Rewriter& copy =
          sources.try_emplace(from.node(), [](const Node&, const Tensors&) { return Tensors{}; }).first->second;
      for (const std::size_t k : operands_of(*from.node(), static_cast<std::size_t>(from.index())))
        copy.bind(source.parameters[k], operand(now_.at(from.node())[k], spec(source.parameters[k])));
      inside.bind(before.parameters[i], copy(source.results[static_cast<std::size_t>(from.index())]));
    }
    Tensors out(old.outputs.size());
    for (std::size_t j = 0; j < old.outputs.size(); ++j) {
      if (choice_.again(old, j)) continue;
      body->results.push_back(inside(before.results[j]));
      fused->outputs.push_back(old.outputs[j]);
    }
    if (fused->outputs.empty()) return out;
    fused->payload = std::shared_ptr<const Graph>(body);
    int next = 0;
    for (std::size_t j = 0; j < old.outputs.size(); ++j) {
      if (!choice_.again(old, j)) out[j] = Tensor(fused, next++);
    }
    return out;
  }

  Choice choice_;
  Rewriter rewrite_;
  std::unordered_map<const Node*, Tensors> now_;  // inputs of each fused node in the new graph
};

}  // namespace

Graph recompute(const Graph& graph) { return Repeater(graph)(graph); }

}  // namespace glia::detail
