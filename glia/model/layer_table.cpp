#include <algorithm>
#include <unordered_map>

#include "glia/base/error.hpp"
#include "glia/graph/node.hpp"
#include "glia/layers/layer_state.hpp"
#include "glia/model/input_layer.hpp"
#include "glia/model/model_graph.hpp"
#include "glia/model/summary_table.hpp"

namespace glia::detail {
namespace {

std::string shapes_of(const std::vector<Spec>& outputs) {
  if (outputs.size() == 1) return outputs[0].shape.str();
  std::string out;
  for (const Spec& s : outputs) out += (out.empty() ? "[" : ", ") + s.shape.str();
  return out + "]";
}

std::string params_of(const Layer& layer) { return layer.built() ? with_commas(layer.count_params()) : "0 (unbuilt)"; }

/// The rows of a functional model: inputs, layers and operations between them in the order in which they run.
class Rows {
 public:
  explicit Rows(const ModelState& model) : model_(model), graph_(graph_of(model)) {
    const std::vector<Layer> inputs = input_layers(model);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      name(inputs[i].name(), 0);
      add(inputs[i].class_name(), model.inputs[i].shape().str(), "0", "-");
    }
    for (const ModelNode& node : graph_.nodes) visit(node);
  }

  bool one_after_the_other() const { return chain_; }
  const std::vector<std::vector<std::string>>& rows() const { return rows_; }

 private:
  std::string numbered(const std::string& base) {
    const int count = used_[base]++;
    return count == 0 ? base : base + "_" + std::to_string(count);
  }
  void name(const std::string& row, int application) { names_.emplace_back(row, application); }

  void add(const std::string& kind, const std::string& shape, const std::string& params,
           const std::string& connections) {
    rows_.push_back({names_.back().first + " (" + kind + ")", shape, params, connections});
  }

  std::string connections(const ModelNode& node) const {
    std::string out;
    for (const ValueRef& ref : node.inputs) {
      const auto& [row, application] = names_[ref.node];
      if (row.empty()) continue;
      out +=
          (out.empty() ? "" : ", ") + row + "[" + std::to_string(application) + "][" + std::to_string(ref.output) + "]";
    }
    return out.empty() ? "-" : out;
  }

  /// A number or an array, or such a one in another shape or dtype: no row, and nothing is said to be connected to it.
  bool is_number(const ModelNode& node) const {
    if (node.layer >= 0) return false;
    if (node.inputs.empty()) return node.like->op->has(kLeaf);
    return std::all_of(node.inputs.begin(), node.inputs.end(),
                       [&](const ValueRef& ref) { return names_[ref.node].first.empty(); });
  }

  void visit(const ModelNode& node) {
    if (is_number(node)) return name("", 0);
    chain_ = chain_ && node.inputs.size() == 1 && node.inputs[0].node + 1 == names_.size();
    const std::string from = connections(node);
    if (node.layer < 0) {
      name(numbered(node.like->op->name), 0);
      return add("Operation", shapes_of(node.like->outputs), "0", from);
    }
    const Layer& layer = model_.layers[static_cast<std::size_t>(node.layer)];
    const auto [known, is_new] = row_of_.emplace(&layer.state(), rows_.size());
    name(layer.name(), applications_[&layer.state()]++);
    if (is_new) return add(layer.class_name(), shapes_of(node.like->outputs), params_of(layer), from);
    chain_ = false;
    rows_[known->second][1] = shapes_of(node.like->outputs);
    rows_[known->second][3] += ", " + from;
  }

  const ModelState& model_;
  ModelGraph graph_;
  bool chain_ = true;
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::pair<std::string, int>> names_;  // of each value: its row and the number of the application
  std::unordered_map<std::string, int> used_;
  std::unordered_map<const LayerState*, std::size_t> row_of_;
  std::unordered_map<const LayerState*, int> applications_;
};

TextTable three_columns() {
  return {
      .header = {"Layer (type)", "Output Shape", "Param #"}, .right = {false, false, true}, .ends = {0.45, 0.80, 1.0}};
}

TextTable functional(const ModelState& model) {
  const Rows rows(model);
  if (!rows.one_after_the_other() || model.inputs.size() > 1) {
    return {.header = {"Layer (type)", "Output Shape", "Param #", "Connected to"},
            .right = {false, false, true, false},
            .ends = {0.3, 0.56, 0.74, 1.0},
            .rows = rows.rows()};
  }
  TextTable out = three_columns();
  for (const auto& row : rows.rows()) out.rows.push_back({row[0], row[1], row[2]});
  return out;
}

}  // namespace

TextTable layer_table(const ModelState& model) {
  if (!model.sequential) return functional(model);
  TextTable out = three_columns();
  std::unordered_map<const LayerState*, std::string> shapes;
  if (model.built) {
    for (const ModelNode& node : graph_of(model).nodes)
      shapes[&model.layers[static_cast<std::size_t>(node.layer)].state()] = shapes_of(node.like->outputs);
  }
  for (const Layer& layer : model.layers) {
    const auto shape = shapes.find(&layer.state());
    out.rows.push_back({layer.name() + " (" + layer.class_name() + ")", shape == shapes.end() ? "?" : shape->second,
                        params_of(layer)});
  }
  return out;
}

}  // namespace glia::detail
