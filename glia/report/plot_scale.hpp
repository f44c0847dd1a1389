#pragma once
#include <string>
#include <vector>

#include "glia/report/plot_model.hpp"
#include "glia/report/ticks.hpp"

namespace glia::detail::report {

/// One axis, worked out: where a number lies between its ends, and which ticks it carries.
class PlotScale {
 public:
  /// Fits `axis` to the numbers that can be drawn, with a margin of 4 % at both ends.
  PlotScale(const PlotAxis& axis, const std::vector<const std::vector<double>*>& columns);

  bool drawable(double value) const;
  double place(double value) const;  ///< 0 at the low end, 1 at the high end; outside them for what the limits cut off
  std::vector<Tick> ticks(int most) const;

 private:
  bool log_;
  bool whole_;
  double low_;  // logarithms on a log axis
  double high_;
};

}  // namespace glia::detail::report
