#pragma once
#include <string>
#include <vector>

#include "glia/report/plot_model.hpp"

namespace glia::detail::report {

/// A place on the paper; x is NaN where the series has a gap.
struct Spot {
  double x = 0;
  double y = 0;
};

/// The line through the spots, one path, gaps left open. Above four spots a unit of width, each unit keeps its first,
/// lowest, highest and last spot, which covers the same pixels.
std::string line_marks(const std::vector<Spot>& spots, const SeriesOptions& options, int index);

/// The markers. Above 2,000, one of those that share half a unit of paper.
std::string point_marks(const std::vector<Spot>& spots, const SeriesOptions& options, int index);

}  // namespace glia::detail::report
