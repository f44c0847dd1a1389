#pragma once
#include <string>
#include <utility>
#include <vector>

#include "glia/report/plot.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Curves over the epochs 1, 2, …: one colour a metric, "val_…" dashed in the colour of its partner. With one metric
/// its name goes to the axis and the legend says "training" and "validation".
Plot learning_curves(const std::vector<std::pair<std::string, std::vector<double>>>& series);

}  // namespace glia
#pragma GCC visibility pop
