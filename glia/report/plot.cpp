#include "glia/report/plot.hpp"

#include <cmath>

#include "glia/base/error.hpp"
#include "glia/report/colors.hpp"
#include "glia/report/plot_model.hpp"
#include "glia/report/text.hpp"

namespace glia {
namespace {

using detail::report::PlotAxis;
using detail::report::PlotModel;

std::vector<double> numbers(const Array& values, const char* name) {
  const bool column = values.rank() == 2 && values.dim(1) == 1;
  if (values.rank() != 1 && !column) {
    throw ShapeError({.where = "Plot",
                      .rule = std::string(name) + " must be one list of numbers",
                      .expected = "shape (n,) or (n, 1)",
                      .received = values.shape().str(),
                      .hint = "Draw each column as a series of its own"});
  }
  return {values.begin(), values.end()};
}

void check_options(const SeriesOptions& options) {
  (void)detail::report::paint(options.color, 0, "fill");
  (void)detail::report::dashes(options.linestyle, 1);
  const bool known = options.marker.empty() || options.marker == "o" || options.marker == "s" ||
                     options.marker == "^" || options.marker == "x";
  if (!known) {
    throw ValueError({.where = "Plot",
                      .rule = "The marker is unknown",
                      .expected = "\"o\", \"s\", \"^\", \"x\" or \"\"",
                      .received = detail::report::concat({"\"", options.marker, "\""})});
  }
  const auto outside = [](double value, double high) { return !(value >= 0 && value <= high); };
  if (outside(options.alpha, 1) || outside(options.linewidth, 100) || outside(options.markersize, 100)) {
    throw ValueError({.where = "Plot",
                      .rule = "alpha must lie in 0…1, linewidth and markersize in 0…100",
                      .received = detail::report::concat({"alpha ", std::to_string(options.alpha), ", linewidth ",
                                                          std::to_string(options.linewidth), ", markersize ",
                                                          std::to_string(options.markersize)})});
  }
}

void add(PlotModel& model, std::vector<double> x, std::vector<double> y, SeriesOptions options) {
  if (x.size() != y.size()) {
    throw ShapeError({.where = "Plot",
                      .rule = "x and y must hold equally many numbers",
                      .expected = std::to_string(x.size()) + " numbers in y, as in x",
                      .received = std::to_string(y.size())});
  }
  check_options(options);
  if (options.alpha == 0) options.alpha = options.linestyle.empty() ? 0.75 : 1;
  model.series.push_back({std::move(x), std::move(y), std::move(options)});
}

void set_scale(PlotAxis& axis, const std::string& scale) {
  if (scale != "linear" && scale != "log") {
    throw ValueError({.where = "Plot",
                      .rule = "The scale of an axis is unknown",
                      .expected = "\"linear\" or \"log\"",
                      .received = detail::report::concat({"\"", scale, "\""})});
  }
  axis.log = scale == "log";
}

void set_limits(PlotAxis& axis, double low, double high) {
  if (!std::isfinite(low) || !std::isfinite(high) || !(low < high) || std::abs(low) > 1e300 || std::abs(high) > 1e300) {
    throw ValueError({.where = "Plot",
                      .rule = "The limits of an axis must be two finite numbers, the lower one first",
                      .received = std::to_string(low) + " and " + std::to_string(high)});
  }
  axis.low = low;
  axis.high = high;
}

}  // namespace

Plot::Plot() : model_(std::make_unique<PlotModel>()) {}
Plot::~Plot() = default;
Plot::Plot(const Plot& other) : model_(std::make_unique<PlotModel>(*other.model_)) {}
// The source stays a usable, empty plot.
Plot::Plot(Plot&& other) noexcept : Plot() { model_.swap(other.model_); }
Plot& Plot::operator=(Plot other) noexcept {
  model_.swap(other.model_);
  return *this;
}

Plot& Plot::scatter(const Array& x, const Array& y, const SeriesOptions& options) {
  SeriesOptions points = options;
  points.linestyle.clear();
  if (points.marker.empty()) points.marker.assign(1, 'o');
  add(*model_, numbers(x, "x"), numbers(y, "y"), std::move(points));
  return *this;
}

Plot& Plot::line_xy(const Array& x, const Array& y, const SeriesOptions& options) {
  add(*model_, numbers(x, "x"), numbers(y, "y"), options);
  return *this;
}

Plot& Plot::line(const Array& y, const SeriesOptions& options) {
  std::vector<double> x(static_cast<std::size_t>(y.size()));
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>(i);
  add(*model_, std::move(x), numbers(y, "y"), options);
  return *this;
}

Plot& Plot::title(std::string text) {
  model_->title = std::move(text);
  return *this;
}
Plot& Plot::xlabel(std::string text) {
  model_->x.label = std::move(text);
  return *this;
}
Plot& Plot::ylabel(std::string text) {
  model_->y.label = std::move(text);
  return *this;
}
Plot& Plot::xscale(const std::string& scale) {
  set_scale(model_->x, scale);
  return *this;
}
Plot& Plot::yscale(const std::string& scale) {
  set_scale(model_->y, scale);
  return *this;
}
Plot& Plot::xlim(double low, double high) {
  set_limits(model_->x, low, high);
  return *this;
}
Plot& Plot::ylim(double low, double high) {
  set_limits(model_->y, low, high);
  return *this;
}
Plot& Plot::whole_xticks(bool on) {
  model_->x.whole = on;
  return *this;
}
Plot& Plot::grid(bool on) {
  model_->grid = on;
  return *this;
}
Plot& Plot::legend(bool on) {
  model_->legend = on;
  return *this;
}

Plot& Plot::size(double width, double height) {
  if (!(width >= 160 && width <= 10'000 && height >= 120 && height <= 10'000)) {
    throw ValueError({.where = "Plot",
                      .rule = "A plot must be 160 to 10,000 units wide and 120 to 10,000 high",
                      .received = std::to_string(width) + " × " + std::to_string(height)});
  }
  model_->width = width;
  model_->height = height;
  return *this;
}

bool Plot::empty() const { return model_->series.empty(); }
Figure Plot::figure() const { return {detail::report::draw(*model_)}; }

}  // namespace glia
