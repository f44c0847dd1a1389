#pragma once
#include <limits>
#include <string>
#include <vector>

#include "glia/report/plot.hpp"

namespace glia::detail::report {

struct PlotSeries {
  std::vector<double> x;
  std::vector<double> y;
  SeriesOptions options;
};

struct PlotAxis {
  std::string label = {};
  bool log = false;
  bool whole = false;
  double low = std::numeric_limits<double>::quiet_NaN();  ///< NaN: from the data
  double high = std::numeric_limits<double>::quiet_NaN();
};

struct PlotModel {
  std::vector<PlotSeries> series = {};
  std::string title = {};
  PlotAxis x = {};
  PlotAxis y = {};
  bool grid = true;
  bool legend = true;
  double width = 560;
  double height = 360;
};

/// The dash pattern of a line style in units of the line's width, "" for a solid line; a ValueError for an unknown one.
std::string dashes(const std::string& linestyle, double width);

std::string draw(const PlotModel& model);

}  // namespace glia::detail::report
