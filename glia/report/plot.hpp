#pragma once
#include <memory>
#include <string>

#include "glia/base/array.hpp"
#include "glia/report/figure.hpp"

#pragma GCC visibility push(default)
namespace glia {

namespace detail::report {
struct PlotModel;
}

/// How one series looks; the names are matplotlib's.
struct SeriesOptions {
  std::string label = "";  ///< its line in the legend; empty = not listed
  std::string color = "";  ///< "red", "C2", "#d55e00", any CSS colour; empty = the next of a colour-blind-safe palette
  std::string linestyle = "-";  ///< "-", "--", ":", "-.", or "" for markers only
  double linewidth = 2;
  std::string marker = "";  ///< "o", "s", "^", "x"; empty = "o" for scatter, none for lines
  double markersize = 6.5;
  double alpha = 0;  ///< opacity up to 1; 0 = 1 for lines, 0.75 for scatter
};

/// A chart of points and lines. x and y are numbers of any dtype, (n) or (n,1), equally many; x may be left out (0, 1,
/// …). Numbers that cannot be drawn (NaN, infinite, above 10³⁰⁰ in size, not positive on a log axis) leave a gap. A
/// ShapeError for other shapes, a ValueError for an unknown colour, line style or marker.
class Plot {
 public:
  Plot();
  ~Plot();
  Plot(const Plot& other);
  Plot(Plot&& other) noexcept;
  Plot& operator=(Plot other) noexcept;

  Plot& scatter(const Array& x, const Array& y, const SeriesOptions& options = {});
  Plot& line(const Array& y, const SeriesOptions& options = {});
  /// A template so that g++ 12, which would read {.color = "red"} as an Array too, prefers the overload above.
  template <int = 0>
  Plot& line(const Array& x, const Array& y, const SeriesOptions& options = {}) {
    return line_xy(x, y, options);
  }

  Plot& title(std::string text);
  Plot& xlabel(std::string text);
  Plot& ylabel(std::string text);
  Plot& xscale(const std::string& scale);  ///< "linear" or "log"
  Plot& yscale(const std::string& scale);
  Plot& xlim(double low, double high);  ///< finite, low < high; without it, all data fit
  Plot& ylim(double low, double high);
  Plot& whole_xticks(bool on = true);       ///< no tick between whole numbers, as for epochs
  Plot& grid(bool on);                      ///< on unless switched off
  Plot& legend(bool on = true);             ///< on as soon as a series has a label
  Plot& size(double width, double height);  ///< in units of a 12-unit text; 560 × 360 if not set

  bool empty() const;  ///< whether no series has been added
  Figure figure() const;
  operator Figure() const { return figure(); }  // NOLINT: so that a report takes a Plot
  std::string svg() const { return figure().svg(); }
  void save(const std::string& path) const { figure().save(path); }
  std::string show() const { return figure().show(); }

 private:
  Plot& line_xy(const Array& x, const Array& y, const SeriesOptions& options);

  std::unique_ptr<detail::report::PlotModel> model_;
};

}  // namespace glia
#pragma GCC visibility pop
