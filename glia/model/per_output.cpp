#include "glia/model/per_output.hpp"

namespace glia {
namespace {

/// Keys and values of a list of pairs.
template <class T>
void split(std::initializer_list<std::pair<std::string, T>> pairs, std::vector<std::string>& keys,
           std::vector<T>& values) {
  for (const auto& [key, value] : pairs) {
    keys.push_back(key);
    values.push_back(value);
  }
}

}  // namespace

Losses::Losses(std::initializer_list<Loss> losses) : list_(losses) {}
Losses::Losses(std::initializer_list<std::pair<std::string, Loss>> by_output) { split(by_output, outputs_, list_); }
Losses::Losses(std::vector<Loss> losses) : list_(std::move(losses)) {}

LossWeights::LossWeights(std::initializer_list<double> factors) : list_(factors) {}
LossWeights::LossWeights(std::initializer_list<std::pair<std::string, double>> by_output) {
  split(by_output, outputs_, list_);
}
LossWeights::LossWeights(std::vector<double> factors) : list_(std::move(factors)) {}

MetricList::MetricList(std::initializer_list<Metric> metrics) : list_(metrics) {}
MetricList::MetricList(std::vector<Metric> metrics) : list_(std::move(metrics)) {}

Metrics::Metrics(std::initializer_list<MetricList> entries) : list_(entries) {}
Metrics::Metrics(std::vector<MetricList> entries) : list_(std::move(entries)) {}
Metrics::Metrics(const std::vector<Metric>& metrics) : list_(metrics.begin(), metrics.end()) {}

}  // namespace glia
