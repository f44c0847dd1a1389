#include "glia/report/plot_scale.hpp"

#include <algorithm>
#include <cmath>

#include "glia/base/error.hpp"

namespace glia::detail::report {
namespace {

constexpr double kMargin = 0.04;
// Beyond it the difference of two numbers could overflow.
constexpr double kLargest = 1e300;

}  // namespace

PlotScale::PlotScale(const PlotAxis& axis, const std::vector<const std::vector<double>*>& columns)
    : log_(axis.log), whole_(axis.whole), low_(0), high_(0) {
  bool any = false;
  for (const std::vector<double>* column : columns) {
    for (const double value : *column) {
      if (!drawable(value)) continue;
      const double v = log_ ? std::log10(value) : value;
      low_ = any ? std::min(low_, v) : v;
      high_ = any ? std::max(high_, v) : v;
      any = true;
    }
  }
  if (!any) high_ = 1;
  // Numbers that differ only by rounding are drawn as one level, not as full-height noise.
  const double finest = std::max({std::abs(low_), std::abs(high_)}) * 1e-12;
  const double smallest = log_ ? 1e-9 : 1e-290;
  if (high_ - low_ <= std::max(finest, smallest)) {
    const double half = log_ || low_ == 0 ? 0.5 : std::max(std::abs(low_) * 0.1, smallest);
    low_ -= half;
    high_ += half;
  } else {
    const double margin = kMargin * (high_ - low_);
    low_ -= margin;
    high_ += margin;
  }
  if (std::isnan(axis.low)) return;
  if (log_ && axis.low <= 0) {
    throw ValueError(
        {.where = "Plot", .rule = "The limits of a log axis must be positive", .received = std::to_string(axis.low)});
  }
  low_ = log_ ? std::log10(axis.low) : axis.low;
  high_ = log_ ? std::log10(axis.high) : axis.high;
}

bool PlotScale::drawable(double value) const { return std::abs(value) <= kLargest && (!log_ || value > 0); }

double PlotScale::place(double value) const { return ((log_ ? std::log10(value) : value) - low_) / (high_ - low_); }

std::vector<Tick> PlotScale::ticks(int most) const {
  return log_ ? log_ticks(std::pow(10.0, low_), std::pow(10.0, high_), most) : linear_ticks(low_, high_, most, whole_);
}

}  // namespace glia::detail::report
