#include <algorithm>
#include <cmath>
#include <limits>

#include "glia/report/plot_marks.hpp"
#include "glia/report/plot_model.hpp"
#include "glia/report/plot_scale.hpp"
#include "glia/report/svg.hpp"
#include "glia/report/text.hpp"

namespace glia::detail::report {
namespace {

constexpr double kTickSize = 11.5;
constexpr double kLabelSize = 12.5;
constexpr double kTitleSize = 16;
constexpr double kEdge = 16;

struct LegendEntry {
  const PlotSeries* series;
  int index;
  std::string text;
  double x;
  int row;
};

// Room for the sample of a series in the legend.
double key_width(const PlotSeries& series) { return series.options.linestyle.empty() ? 9 : 24; }

struct Box {
  double left, top, right, bottom;
  double width() const { return right - left; }
  double height() const { return bottom - top; }
};

std::vector<const std::vector<double>*> columns(const PlotModel& model, bool x) {
  std::vector<const std::vector<double>*> out;
  for (const PlotSeries& series : model.series) out.push_back(x ? &series.x : &series.y);
  return out;
}

// As many ticks as fit without their labels touching.
std::vector<Tick> fitting_ticks(const PlotScale& scale, double width) {
  std::vector<Tick> ticks;
  for (int most = 11; most >= 2; --most) {
    ticks = scale.ticks(most);
    double reached = -std::numeric_limits<double>::infinity();
    bool fits = true;
    for (const Tick& tick : ticks) {
      if (tick.label.empty()) continue;
      const double half = text_width(tick.label, kTickSize) / 2;
      const double centre = scale.place(tick.value) * width;
      fits = fits && centre - half > reached + 10;
      reached = centre + half;
    }
    if (fits) return ticks;
  }
  return ticks;
}

double widest(const std::vector<Tick>& ticks) {
  double width = 0;
  for (const Tick& tick : ticks) width = std::max(width, text_width(tick.label, kTickSize));
  return width;
}

class Painter {
 public:
  explicit Painter(const PlotModel& model)
      : model_(model),
        x_(model.x, columns(model, true)),
        y_(model.y, columns(model, false)),
        svg_(model.width, model.height, model.title.empty() ? "plot" : model.title) {
    lay_out();
  }

  std::string draw() && {
    draw_axes();
    draw_series();
    draw_words();
    return std::move(svg_).finish();
  }

 private:
  void lay_out() {
    const int rows = lay_out_legend();
    box_.top = kEdge + (model_.title.empty() ? 0 : kTitleSize + 8) + (rows > 0 ? 20.0 * rows + 4 : 0);
    box_.bottom = model_.height - 12 - kTickSize - (model_.x.label.empty() ? 6 : kLabelSize + 16);
    box_.right = model_.width - kEdge - 4;
    y_ticks_ = y_.ticks(std::clamp(static_cast<int>(box_.height() / 40), 2, 9));
    box_.left =
        std::min(kEdge + (model_.y.label.empty() ? 0 : kLabelSize + 10) + widest(y_ticks_) + 8, model_.width / 2);
    x_ticks_ = fitting_ticks(x_, box_.width());
  }

  int lay_out_legend() {
    if (!model_.legend) return 0;
    double x = kEdge;
    int row = 0;
    const double room = model_.width - 2 * kEdge;
    for (std::size_t i = 0; i < model_.series.size(); ++i) {
      const PlotSeries& series = model_.series[i];
      if (series.options.label.empty()) continue;
      const std::string text = shortened(series.options.label, kLabelSize, room - key_width(series) - 8);
      const double width = key_width(series) + 8 + text_width(text, kLabelSize);
      if (x > kEdge && x + width > kEdge + room) {
        x = kEdge;
        ++row;
      }
      legend_.push_back({&series, static_cast<int>(i), text, x, row});
      x += width + 18;
    }
    return legend_.empty() ? 0 : row + 1;
  }

  double to_x(double value) const { return box_.left + x_.place(value) * box_.width(); }
  double to_y(double value) const { return box_.bottom - y_.place(value) * box_.height(); }

  void draw_axes() {
    for (const Tick& tick : y_ticks_) {
      const double y = to_y(tick.value);
      if (model_.grid) svg_.line(box_.left, y, box_.right, y, kGrid, tick.label.empty() ? 0.5 : 1);
      if (!tick.label.empty()) svg_.text(box_.left - 8, y + 4, tick.label, {.size = kTickSize, .anchor = Anchor::end});
    }
    for (const Tick& tick : x_ticks_) {
      const double x = to_x(tick.value);
      if (model_.grid) svg_.line(x, box_.top, x, box_.bottom, kGrid, tick.label.empty() ? 0.5 : 1);
      if (tick.label.empty()) continue;
      svg_.line(x, box_.bottom, x, box_.bottom + 4, kAxis);
      const double half = text_width(tick.label, kTickSize) / 2;
      svg_.text(std::min(x, model_.width - half - 3), box_.bottom + 7 + kTickSize, tick.label,
                {.size = kTickSize, .anchor = Anchor::middle});
    }
    svg_.line(box_.left, box_.bottom, box_.right, box_.bottom, kAxis);
  }

  std::vector<Spot> spots(const PlotSeries& series) const {
    // A spot far outside the limits is moved nearer; renderers compute in floats.
    const auto bounded = [](double v) { return std::clamp(v, -1e6, 1e6); };
    std::vector<Spot> out(series.x.size(), Spot{std::numeric_limits<double>::quiet_NaN(), 0});
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (!x_.drawable(series.x[i]) || !y_.drawable(series.y[i])) continue;
      out[i] = {bounded(to_x(series.x[i]) - box_.left), bounded(to_y(series.y[i]) - box_.top)};
    }
    return out;
  }

  // An inner <svg> clips what the limits cut off without needing an id.
  void draw_series() {
    svg_.raw(concat({"<svg", attribute("x", box_.left), attribute("y", box_.top), attribute("width", box_.width()),
                     attribute("height", box_.height()), " overflow=\"hidden\">\n"}));
    bool any = false;
    for (std::size_t i = 0; i < model_.series.size(); ++i) {
      const PlotSeries& series = model_.series[i];
      const std::vector<Spot> at = spots(series);
      any = any || std::any_of(at.begin(), at.end(), [](const Spot& spot) { return !std::isnan(spot.x); });
      const int index = static_cast<int>(i);
      if (!series.options.linestyle.empty()) svg_.raw(line_marks(at, series.options, index));
      if (!series.options.marker.empty()) svg_.raw(point_marks(at, series.options, index));
    }
    svg_.raw("</svg>\n");
    if (!any) {
      svg_.text((box_.left + box_.right) / 2, (box_.top + box_.bottom) / 2 + 5, "no data",
                {.size = 14, .anchor = Anchor::middle});
    }
  }

  void draw_words() {
    const double room = model_.width - 2 * kEdge;
    double y = kEdge;
    if (!model_.title.empty()) {
      y += kTitleSize - 2;
      svg_.text(kEdge, y, shortened(model_.title, kTitleSize * 1.05, room),
                {.size = kTitleSize, .ink = kInk, .bold = true});
      y += 10;
    }
    for (const LegendEntry& entry : legend_) {
      const double middle = y + 10 + 20.0 * entry.row;
      const SeriesOptions& options = entry.series->options;
      const double key = key_width(*entry.series);
      const std::vector<Spot> ends{{entry.x + 1, middle}, {entry.x + key - 1, middle}};
      if (!options.linestyle.empty()) svg_.raw(line_marks(ends, options, entry.index));
      if (!options.marker.empty()) svg_.raw(point_marks({{entry.x + key / 2, middle}}, options, entry.index));
      svg_.text(entry.x + key + 7, middle + 4.2, entry.text, {.size = kLabelSize});
    }
    if (!model_.x.label.empty()) {
      svg_.text((box_.left + box_.right) / 2, model_.height - 12, shortened(model_.x.label, kLabelSize, box_.width()),
                {.size = kLabelSize, .anchor = Anchor::middle});
    }
    if (!model_.y.label.empty()) {
      svg_.text(kEdge + 8, (box_.top + box_.bottom) / 2, shortened(model_.y.label, kLabelSize, box_.height()),
                {.size = kLabelSize, .anchor = Anchor::middle, .angle = -90});
    }
  }

  const PlotModel& model_;
  PlotScale x_;
  PlotScale y_;
  Svg svg_;
  Box box_{};
  std::vector<Tick> x_ticks_{};
  std::vector<Tick> y_ticks_{};
  std::vector<LegendEntry> legend_{};
};

}  // namespace

std::string draw(const PlotModel& model) { return Painter(model).draw(); }

}  // namespace glia::detail::report
