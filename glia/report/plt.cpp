#include "glia/report/plt.hpp"

#include <utility>

namespace glia::plt {
namespace {

Plot& current() {
  thread_local Plot plot;
  return plot;
}

}  // namespace

void scatter(const Array& x, const Array& y, const SeriesOptions& options) { current().scatter(x, y, options); }
void plot(const Array& x, const Array& y, const SeriesOptions& options) { current().line(x, y, options); }
void plot(const Array& y, const SeriesOptions& options) { current().line(y, options); }
void title(std::string text) { current().title(std::move(text)); }
void xlabel(std::string text) { current().xlabel(std::move(text)); }
void ylabel(std::string text) { current().ylabel(std::move(text)); }
void xscale(const std::string& scale) { current().xscale(scale); }
void yscale(const std::string& scale) { current().yscale(scale); }
void xlim(double low, double high) { current().xlim(low, high); }
void ylim(double low, double high) { current().ylim(low, high); }
void grid(bool on) { current().grid(on); }
void legend(bool on) { current().legend(on); }
void savefig(const std::string& path) { current().save(path); }
void clf() { current() = Plot(); }

std::string show() {
  const Plot plot = std::exchange(current(), Plot());
  return plot.empty() ? "" : plot.show();
}

}  // namespace glia::plt
