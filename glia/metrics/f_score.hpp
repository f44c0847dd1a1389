// internal
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "glia/metrics/metric.hpp"

namespace glia::detail {

/// What FBetaScore and F1Score share.
struct FScore {
  const std::string& where;
  const std::optional<std::string>& average;
  double beta;
  std::optional<double> threshold;

  std::vector<MetricState> state(const Shape& output) const;
  Tensors update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const;
  Tensor result(const Tensors& state) const;

 private:
  void require_valid(const Shape& output) const;
  bool together() const { return average == "micro"; }
};

}  // namespace glia::detail
