#pragma once
#include <string>

#include "glia/metrics/metric.hpp"

namespace [[gnu::visibility("default")]] glia {
namespace metrics {

/// mean(|output − target|).  (n, …, k), (n, …, k)
struct MeanAbsoluteError {
  std::string name = "mean_absolute_error";

  static void fields(Fields& f);
  Tensor values(const Tensor& target, const Tensor& output) const;
};

}  // namespace metrics
}  // namespace glia
