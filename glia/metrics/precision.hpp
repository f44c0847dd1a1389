#pragma once
#include <optional>
#include <string>
#include <vector>

#include "glia/base/optional_dim.hpp"
#include "glia/base/reals.hpp"
#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// true positives / (true positives + false positives); 0 where nothing is predicted positive. Positive is a target
/// other than 0, predicted positive an output above the threshold, 0.5 by default; with top_k only the k highest
/// classes of a row are predicted, and by default all of them. class_id: of that class alone.  (n, …, classes), (n, …,
/// classes); several thresholds give as many results. ValueError unless each threshold lies in [0, 1], top_k in [1,
/// classes] and class_id in [0, classes).
struct Precision {
  Reals thresholds = {};
  std::optional<Dim> top_k = {};
  std::optional<Dim> class_id = {};
  std::string name = "precision";

  static void fields(Fields& f);
  std::vector<MetricState> state() const;
  Tensors update(const Tensors& state, const Tensor& target, const Tensor& output, const Tensor& weight) const;
  Tensor result(const Tensors& state) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
