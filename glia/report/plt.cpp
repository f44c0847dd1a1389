#include "glia/report/plt.hpp"

#include <utility>

namespace glia::plt {

Plot& gcf() {
  thread_local Plot figure;
  return figure;
}

void scatter(const Array& x, const Array& y, const SeriesOptions& options) { gcf().scatter(x, y, options); }
void plot(const Array& y, const SeriesOptions& options) { gcf().line(y, options); }
void title(std::string text) { gcf().title(std::move(text)); }
void xlabel(std::string text) { gcf().xlabel(std::move(text)); }
void ylabel(std::string text) { gcf().ylabel(std::move(text)); }
void xscale(const std::string& scale) { gcf().xscale(scale); }
void yscale(const std::string& scale) { gcf().yscale(scale); }
void xlim(double low, double high) { gcf().xlim(low, high); }
void ylim(double low, double high) { gcf().ylim(low, high); }
void grid(bool on) { gcf().grid(on); }
void legend(bool on) { gcf().legend(on); }
void savefig(const std::string& path) { gcf().save(path); }
void clf() { gcf() = Plot(); }

std::string show() {
  const Plot plot = std::exchange(gcf(), Plot());
  return plot.empty() ? "" : plot.show();
}

}  // namespace glia::plt
