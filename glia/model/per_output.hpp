#pragma once
#include <concepts>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "glia/losses/loss.hpp"
#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// One loss for all outputs of the model, one for each in their order, or one for each by its name:
/// `.loss = "mse"`, `.loss = {"mse", "mae"}`, `.loss = {{"digit", "mse"}, {"sign", "mae"}}`.
class Losses {
 public:
  Losses() = default;
  template <std::convertible_to<Loss> T>
  requires(!std::same_as<T, Losses>) Losses(T loss) : list_{Loss(std::move(loss))} {}  // NOLINT
  Losses(std::initializer_list<Loss> losses);
  Losses(std::initializer_list<std::pair<std::string, Loss>> by_output);
  explicit Losses(std::vector<Loss> losses);
  const std::vector<Loss>& list() const { return list_; }
  const std::vector<std::string>& outputs() const { return outputs_; }  ///< of each loss; empty if they are in order

 private:
  std::vector<Loss> list_;
  std::vector<std::string> outputs_;
};

/// One factor for each output in their order, or by its name (an output that is not named has 1): `{1, 0.5}`,
/// `{{"sign", 0.5}}`. None = 1 everywhere.
class LossWeights {
 public:
  LossWeights() = default;
  LossWeights(std::initializer_list<double> factors);
  LossWeights(std::initializer_list<std::pair<std::string, double>> by_output);
  LossWeights(std::vector<double> factors);  // NOLINT
  const std::vector<double>& list() const { return list_; }
  const std::vector<std::string>& outputs() const { return outputs_; }

 private:
  std::vector<double> list_;
  std::vector<std::string> outputs_;
};

/// The metrics of one output: one, or a list.
class MetricList {
 public:
  MetricList() = default;
  template <std::convertible_to<Metric> T>
  requires(!std::same_as<T, MetricList>) MetricList(T metric) : list_{Metric(std::move(metric))} {}  // NOLINT
  MetricList(std::initializer_list<Metric> metrics);
  MetricList(std::vector<Metric> metrics);  // NOLINT
  const std::vector<Metric>& list() const { return list_; }

 private:
  std::vector<Metric> list_;
};

/// The metrics of the output of this name; an element of Metrics.
struct ForOutput {
  std::string output;
  MetricList metrics;
};

/// The metrics of a model with one output, `{"mae", "mse"}`; of one with several, an entry for each in their order,
/// `{"mae", {"mae", "mse"}}`, or by name, `{ForOutput{"sign", {"mae", "mse"}}}`.
class Metrics {
 public:
  Metrics() = default;
  Metrics(std::initializer_list<MetricList> entries);
  Metrics(std::vector<MetricList> entries);     // NOLINT
  Metrics(const std::vector<Metric>& metrics);  // NOLINT
  template <std::same_as<ForOutput>... T>
  requires(sizeof...(T) > 0) Metrics(const T&... entries)  // NOLINT
      : list_{entries.metrics...}, outputs_{entries.output...} {}
  const std::vector<MetricList>& list() const { return list_; }
  const std::vector<std::string>& outputs() const { return outputs_; }  ///< of each entry; empty if they are in order
  bool empty() const { return list_.empty(); }

 private:
  std::vector<MetricList> list_;
  std::vector<std::string> outputs_;
};

}  // namespace glia
#pragma GCC visibility pop
