#include "glia/metrics/auc.hpp"

#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/losses/pieces.hpp"
#include "glia/metrics/area.hpp"
#include "glia/metrics/confusion.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::metrics {
namespace {

std::string lower(std::string word) {
  std::transform(word.begin(), word.end(), word.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return word;
}

bool is(const std::string& word, const std::string& name) { return lower(word) == name; }

/// All thresholds in order, the outer ones a little outside [0, 1] so that all or nothing lies above them.
detail::Thresholds points(const AUC& auc) {
  detail::Thresholds out;
  if (auc.thresholds.empty()) {
    out = detail::spaced_thresholds(auc.name, auc.num_thresholds);
  } else {
    out.values = auc.thresholds.values();
    std::sort(out.values.begin(), out.values.end());
    out.values.insert(out.values.begin(), 0);
    out.values.push_back(1);
    out.even = detail::evenly_spaced(out.values);
  }
  out.values.front() = -detail::kEpsilon;
  out.values.back() = 1 + detail::kEpsilon;
  out.widened = true;
  return out;
}

void require_word(const AUC& auc, const std::string& argument, const std::string& word,
                  std::initializer_list<const char*> known) {
  std::string all;
  for (const char* each : known) {
    if (is(word, lower(each))) return;
    all += (all.empty() ? "" : ", ") + std::string(each);
  }
  throw ValueError({.where = auc.name, .rule = "Unknown " + argument, .expected = all, .received = word});
}

void require_valid(const AUC& auc, const Shape& output) {
  require_word(auc, "curve", auc.curve, {"ROC", "PR", "PRGAIN"});
  require_word(auc, "summation_method", auc.summation_method, {"interpolation", "majoring", "minoring"});
  for (const double t : auc.thresholds.values()) detail::require_share(auc.name, "thresholds", t);
  if (auc.thresholds.empty() && auc.num_thresholds < 2) {
    throw ValueError({.where = auc.name,
                      .rule = "An area lies between two thresholds or more",
                      .expected = "num_thresholds of 2 or more",
                      .received = std::to_string(auc.num_thresholds)});
  }
  if (auc.num_labels && !auc.multi_label) {
    throw ValueError({.where = auc.name,
                      .rule = "num_labels belongs to multi_label",
                      .received = "num_labels = " + std::to_string(*auc.num_labels),
                      .hint = "Set multi_label, or leave num_labels out"});
  }
  if (auc.multi_label && output.rank() != 2) {
    throw ShapeError({.where = auc.name,
                      .rule = "With multi_label the output has one column for each label",
                      .expected = "(n, labels)",
                      .received = output.str()});
  }
  if (output.rank() == 0) return;
  const std::int64_t labels = output.dim(-1);
  if (auc.num_labels && *auc.num_labels != labels) {
    throw ValueError({.where = auc.name,
                      .rule = "num_labels is the number of the output's columns",
                      .expected = std::to_string(labels),
                      .received = std::to_string(*auc.num_labels)});
  }
  if (!auc.label_weights.empty() && std::ssize(auc.label_weights.values()) != labels) {
    throw ValueError({.where = auc.name,
                      .rule = "There is one label weight for each column of the output",
                      .expected = std::to_string(labels),
                      .received = std::to_string(auc.label_weights.values().size())});
  }
}

}  // namespace

void AUC::fields(Fields& f) {
  f("num_thresholds", &AUC::num_thresholds)("curve", &AUC::curve)("summation_method", &AUC::summation_method)(
      "thresholds", &AUC::thresholds)("multi_label", &AUC::multi_label)("num_labels", &AUC::num_labels)(
      "label_weights", &AUC::label_weights)("from_logits", &AUC::from_logits)("name", &AUC::name);
}

std::vector<MetricState> AUC::state(const Shape& output) const {
  require_valid(*this, output);
  Shape each{points(*this).count()};
  if (multi_label) each.push_back(output.dim(-1));
  return detail::confusion_state(each);
}

Tensors AUC::update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const {
  require_valid(*this, output.shape());
  const detail::Confusion counts{.where = name,
                                 .thresholds = points(*this),
                                 .by_label = multi_label,
                                 .label_weights = multi_label ? Reals{} : label_weights};
  return detail::add_confusion(state, counts.of(target, from_logits ? ops::sigmoid(output) : output, weight));
}

Tensor AUC::result(const Tensors& state) const {
  const detail::ConfusionCounts c = detail::confusion_of(state);
  const Tensor steps = is(curve, "pr") && is(summation_method, "interpolation")
                           ? detail::interpolated_steps(c)
                           : detail::steps_under(detail::curve_of(c, lower(curve)), lower(summation_method));
  Tensor areas = ops::sum(steps, {0});
  if (!multi_label) return areas;
  if (label_weights.empty()) return ops::mean(areas);
  const Tensor w = Array(label_weights.values()).cast(f32);
  return detail::divide_no_nan(ops::sum(areas * w), ops::sum(w));
}

}  // namespace glia::metrics
