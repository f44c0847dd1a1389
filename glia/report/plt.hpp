#pragma once
#include "glia/report/plot.hpp"

/// matplotlib.pyplot's names on one current figure a thread, so that a tutorial's listing reads the same.
#pragma GCC visibility push(default)
namespace glia {
namespace plt {

void scatter(const Array& x, const Array& y, const SeriesOptions& options = {});
void plot(const Array& y, const SeriesOptions& options = {});
Plot& gcf();        ///< this thread's current figure
template <int = 0>  // as Plot::line
void plot(const Array& x, const Array& y, const SeriesOptions& options = {}) {
  gcf().line(x, y, options);
}
void title(std::string text);
void xlabel(std::string text);
void ylabel(std::string text);
void xscale(const std::string& scale);
void yscale(const std::string& scale);
void xlim(double low, double high);
void ylim(double low, double high);
void grid(bool on = true);
void legend(bool on = true);

void savefig(const std::string& path);  ///< the figure stays
std::string show();  ///< writes plot.svg as Figure::show does, and clears; does nothing for an empty figure
void clf();          ///< clears the current figure

}  // namespace plt
}  // namespace glia
#pragma GCC visibility pop
