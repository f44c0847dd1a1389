#include "glia/model/replay.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "glia/backends/reference/reference.hpp"
#include "glia/ops/nn_ops.hpp"

namespace glia::detail {
namespace {

/// A leaf, or rows of the data as they are: what it holds was given, not computed.
bool is_given(const Node& node) {
  return node.op->has(kLeaf) || (node.op == &op_take && is(node.inputs[0], op_parameter));
}

class Replay {
 public:
  Replay(std::span<const Array> parameters, std::int64_t rows, const ReadVariable& read)
      : parameters_(parameters), rows_(rows), read_(read) {}

  void run(const std::vector<Node*>& order) {
    for (const Node* node : order) {
      std::vector<Array>& out = values_[node];
      if (node->op == &op_parameter) {
        out = {parameters_[static_cast<std::size_t>(node->attributes.integer("index"))]};
      } else if (node->op == &op_array) {
        out = {std::get<Array>(node->payload)};
      } else if (node->op == &op_variable) {
        out = {read_(std::get<Variable>(node->payload))};
      } else if (node->op == &op_constant) {
        out = {Array(Shape{}, node->outputs[0].dtype)};
        out[0].set(0, node->attributes.real("value"));
      } else {
        std::vector<Array> in;
        for (const Tensor& input : node->inputs) in.push_back(value(input));
        for (const Spec& s : node->outputs) out.emplace_back(s.shape.at(rows_), s.dtype);
        run_reference(*node, in, out);
      }
      for (const Array& a : out) {
        if (first_bad(a) >= 0) bad_.insert(node);
      }
    }
  }

  std::optional<Culprit> blame(const std::vector<Node*>& order, const Tensors& roots) const {
    std::unordered_set<const Node*> reaches;
    for (const Tensor& root : roots) {
      if (bad_.contains(root.node())) reaches.insert(root.node());
    }
    for (std::size_t i = order.size(); i-- > 0;) {  // users come after what they read
      if (!reaches.contains(order[i])) continue;
      for (const Tensor& input : order[i]->inputs) {
        if (bad_.contains(input.node())) reaches.insert(input.node());
      }
    }
    for (const Node* node : order) {
      if (!reaches.contains(node) || is_given(*node)) continue;
      const bool made_here = std::all_of(node->inputs.begin(), node->inputs.end(), [&](const Tensor& t) {
        return !bad_.contains(t.node()) || is_given(*t.node());
      });
      if (made_here) return culprit(*node);
    }
    return std::nullopt;
  }

 private:
  const Array& value(const Tensor& t) const { return values_.at(t.node())[static_cast<std::size_t>(t.index())]; }

  static std::int64_t first_bad(const Array& a) {
    if (!a.dtype().is_real()) return -1;
    for (std::int64_t i = 0; i < a.size(); ++i) {
      if (!std::isfinite(a.get(i))) return i;
    }
    return -1;
  }

  Culprit culprit(const Node& node) const {
    std::string where = node.where ? *node.where : "";
    const std::string own = "/" + std::string(node.op->name);  // ops that check their arguments name themselves, too
    if (where == node.op->name) where.clear();
    if (where.ends_with(own)) where.resize(where.size() - own.size());
    Culprit out{.where = where, .op = node.op->name, .value = {}, .rows = {}};
    const std::vector<Array>& outputs = values_.at(&node);
    for (std::size_t k = 0; k < outputs.size(); ++k) {
      const Array& a = outputs[k];
      const std::int64_t first = first_bad(a);
      if (first < 0) continue;
      const double v = a.get(first);
      out.value = std::isnan(v) ? "NaN" : v > 0 ? "infinity" : "-infinity";
      const Shape& shape = node.outputs[k].shape;
      if (shape.rank() == 0 || shape[0] >= 0) return out;
      const std::int64_t width = a.size() / rows_;  // k·n lines of the first axis lie sample after sample
      for (std::int64_t row = 0; row < rows_; ++row) {
        if (first_bad(a.reshape({rows_, width}).rows(row, row + 1)) >= 0) out.rows.push_back(row);
      }
      return out;
    }
    return out;
  }

  std::span<const Array> parameters_;
  std::int64_t rows_;
  const ReadVariable& read_;
  std::unordered_map<const Node*, std::vector<Array>> values_;
  std::unordered_set<const Node*> bad_;
};

/// "3, 5 and 8", or the first ones "and 20 more".
std::string listed(const std::vector<std::int64_t>& numbers) {
  constexpr std::size_t kMost = 8;
  const std::size_t shown = std::min(numbers.size(), kMost);
  std::string out;
  for (std::size_t i = 0; i < shown; ++i) {
    const bool last = i + 1 == numbers.size();
    out += (i == 0 ? "" : last ? " and " : ", ") + std::to_string(numbers[i]);
  }
  return numbers.size() > shown ? out + " and " + std::to_string(numbers.size() - shown) + " more" : out;
}

}  // namespace

std::optional<Culprit> replay(const Tensors& roots, std::span<const Array> parameters, std::int64_t rows,
                              const ReadVariable& read) {
  const std::vector<Node*> order = Graph{{}, roots, {}}.order();
  Replay run(parameters, rows, read);
  run.run(order);
  return run.blame(order, roots);
}

std::string describe(const Culprit& culprit, std::int64_t batch, std::span<const std::int32_t> samples) {
  const std::string what = culprit.value + " from " + culprit.op;
  if (culprit.rows.empty()) return what + ", a value of all " + std::to_string(batch) + " rows of the batch together";
  if (static_cast<std::int64_t>(culprit.rows.size()) == batch && batch > 1)
    return what + " in all " + std::to_string(batch) + " rows of the batch";
  const char* row = culprit.rows.size() == 1 ? " in row " : " in rows ";
  std::string out = what + row + listed(culprit.rows) + " of the batch";
  if (samples.empty()) return out;
  std::vector<std::int64_t> numbers;
  for (const std::int64_t r : culprit.rows) numbers.push_back(samples[static_cast<std::size_t>(r)]);
  return out + (numbers.size() == 1 ? " (sample " : " (samples ") + listed(numbers) + ")";
}

}  // namespace glia::detail
