// internal
#pragma once
#include <string>

#include "glia/metrics/confusion.hpp"

namespace glia::detail {

/// The points of a curve, one for each threshold in rising order, so that x falls.
struct Curve {
  Tensor x;
  Tensor y;
};

/// "roc": recall over the share of negatives that are predicted positive. "pr": precision over recall. "prgain": the
/// gains of both over always predicting positive (Flach and Kull 2015).
Curve curve_of(const ConfusionCounts& counts, const std::string& name);

/// The areas between neighbouring points, of the height given by "interpolation" (the middle), "majoring" or
/// "minoring".
Tensor steps_under(const Curve& curve, const std::string& method);

/// The areas under precision over recall if true positives rise in a line with predicted positives between two
/// thresholds (Davis and Goadrich 2006).
Tensor interpolated_steps(const ConfusionCounts& counts);

}  // namespace glia::detail
