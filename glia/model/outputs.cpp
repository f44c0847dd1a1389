#include "glia/model/outputs.hpp"

#include <algorithm>
#include <optional>

#include "glia/base/error.hpp"
#include "glia/model/model_body.hpp"

namespace glia::detail {
namespace {

/// `given` in the order of the model's outputs; what is not named is `missing`, or an error where that is nothing.
template <class T>
std::vector<T> in_order(const ModelState& model, const std::vector<T>& given, const std::vector<std::string>& names,
                        const std::string& what, const std::optional<T>& missing) {
  const std::vector<std::string> outputs = output_names(model);
  std::vector<std::optional<T>> found(outputs.size(), missing);
  std::vector<bool> named(outputs.size(), false);
  for (std::size_t i = 0; i < given.size(); ++i) {
    const auto at = std::find(outputs.begin(), outputs.end(), names[i]);
    const auto k = static_cast<std::size_t>(at - outputs.begin());
    if (at == outputs.end() || named[k]) {
      const std::vector<std::string_view> known(outputs.begin(), outputs.end());
      throw ValueError({.where = model.name,
                        .rule = what + (at == outputs.end() ? " is given for an output that the model does not have"
                                                            : " is given twice for one output"),
                        .received = "'" + names[i] + "'",
                        .hint = nearest_names(names[i], known.data(), known.size())});
    }
    named[k] = true;
    found[k] = given[i];
  }
  std::vector<T> out;
  for (std::size_t k = 0; k < outputs.size(); ++k) {
    if (!found[k]) {
      throw ValueError({.where = model.name,
                        .rule = what + " is missing for an output",
                        .received = "none for '" + outputs[k] + "'"});
    }
    out.push_back(*found[k]);
  }
  return out;
}

}  // namespace

std::vector<std::string> output_names(const ModelState& model) {
  std::vector<std::string> out;
  for (std::size_t k = 0; k < model.outputs.size(); ++k) {
    const Node* node = model.outputs[k].node();
    const std::string base = node->op == &op_call ? layer_of(*node).name() : "output_" + std::to_string(k);
    std::string name = base;
    for (int number = 1; std::find(out.begin(), out.end(), name) != out.end(); ++number)
      name = base + "_" + std::to_string(number);
    out.push_back(name);
  }
  return out;
}

std::vector<Loss> losses_of(const ModelState& model) {
  const Losses& given = model.compiled->options.loss;
  const std::size_t outputs = model.outputs.size();
  if (given.list().empty()) {
    throw ValueError({.where = model.name,
                      .rule = "The model was compiled without a loss",
                      .hint = "Give compile() .loss = \"mse\" or another"});
  }
  for (const Loss& loss : given.list()) {
    if (loss.reduction() != "none") continue;
    throw ValueError({.where = loss.name(),
                      .rule = "A model is trained on one number, so its loss must be reduced",
                      .received = "reduction \"none\"",
                      .hint = "Leave the reduction at \"sum_over_batch_size\""});
  }
  if (!given.outputs().empty()) return in_order<Loss>(model, given.list(), given.outputs(), "A loss", std::nullopt);
  if (given.list().size() == 1) return std::vector<Loss>(outputs, given.list()[0]);
  if (given.list().size() != outputs) {
    throw ValueError({.where = model.name,
                      .rule = "There is one loss for all outputs or one for each",
                      .expected = std::to_string(outputs),
                      .received = std::to_string(given.list().size())});
  }
  return given.list();
}

std::vector<double> loss_weights_of(const ModelState& model) {
  const LossWeights& given = model.compiled->options.loss_weights;
  const std::size_t outputs = model.outputs.size();
  if (given.list().empty()) return std::vector<double>(outputs, 1.0);
  if (!given.outputs().empty()) return in_order<double>(model, given.list(), given.outputs(), "A loss weight", 1.0);
  if (given.list().size() != outputs) {
    throw ValueError({.where = model.name,
                      .rule = "There is one loss weight for each output",
                      .expected = std::to_string(outputs),
                      .received = std::to_string(given.list().size())});
  }
  return given.list();
}

std::vector<std::vector<Metric>> metrics_of(const ModelState& model, const Metrics& metrics, const char* what) {
  const std::size_t outputs = model.outputs.size();
  std::vector<MetricList> entries(outputs);
  if (!metrics.outputs().empty()) {
    entries = in_order<MetricList>(model, metrics.list(), metrics.outputs(), "An entry of " + std::string(what),
                                   MetricList());
  } else if (outputs == 1) {  // all lists are of this one
    std::vector<Metric> all;
    for (const MetricList& entry : metrics.list()) all.insert(all.end(), entry.list().begin(), entry.list().end());
    entries = {MetricList(all)};
  } else if (!metrics.empty()) {
    if (metrics.list().size() != outputs) {
      throw ValueError({.where = model.name,
                        .rule = std::string(what) + " has one entry for each output of the model",
                        .expected = std::to_string(outputs),
                        .received = std::to_string(metrics.list().size()),
                        .hint = "An entry is a metric or a list: {{\"mae\", \"mse\"}, {}}; or name the output: "
                                "ForOutput{\"" +
                                output_names(model)[0] + "\", {\"mae\"}}"});
    }
    entries = metrics.list();
  }
  std::vector<std::vector<Metric>> out;
  out.reserve(entries.size());
  for (const MetricList& entry : entries) out.push_back(entry.list());
  return out;
}

}  // namespace glia::detail
