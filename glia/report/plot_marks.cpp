#include "glia/report/plot_marks.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <unordered_set>

#include "glia/base/error.hpp"
#include "glia/report/svg.hpp"
#include "glia/report/text.hpp"

namespace glia::detail::report {
namespace {

constexpr std::size_t kCrowd = 2'000;

std::string pair(double x, double y) { return concat({coordinate(x), " ", coordinate(y)}); }

bool gap(const Spot& spot) { return std::isnan(spot.x); }

std::vector<Spot> thinned(const std::vector<Spot>& spots) {
  std::vector<Spot> out;
  for (std::size_t i = 0; i < spots.size();) {
    if (gap(spots[i])) {
      if (!out.empty() && !gap(out.back())) out.push_back(spots[i]);
      ++i;
      continue;
    }
    std::size_t end = i;
    std::size_t low = i;
    std::size_t high = i;
    for (; end < spots.size() && !gap(spots[end]) && std::floor(spots[end].x) == std::floor(spots[i].x); ++end) {
      if (spots[end].y < spots[low].y) low = end;
      if (spots[end].y > spots[high].y) high = end;
    }
    std::size_t kept[] = {i, std::min(low, high), std::max(low, high), end - 1};
    for (std::size_t k = 0; k < 4; ++k) {
      if (k == 0 || kept[k] != kept[k - 1]) out.push_back(spots[kept[k]]);
    }
    i = end;
  }
  return out;
}

// One marker as a piece of a path.
std::string outline(const std::string& marker, const Spot& at, double r) {
  const std::string side = coordinate(2 * r);
  if (marker == "s") return concat({"M", pair(at.x - r, at.y - r), "h", side, "v", side, "h-", side, "z"});
  if (marker == "^") {
    return concat({"M", pair(at.x, at.y - 1.15 * r), "l", pair(1.1 * r, 1.9 * r), "h", coordinate(-2.2 * r), "z"});
  }
  if (marker == "x") {
    return concat({"M", pair(at.x - r, at.y - r), "l", pair(2 * r, 2 * r), "M", pair(at.x - r, at.y + r), "l",
                   pair(2 * r, -2 * r)});
  }
  return concat({"M", pair(at.x, at.y), "h0"});  // a round cap makes the dot
}

std::vector<Spot> one_a_cell(const std::vector<Spot>& spots) {
  std::unordered_set<std::uint64_t> seen;
  std::vector<Spot> out;
  for (const Spot& spot : spots) {
    if (gap(spot)) continue;
    const auto cell = [](double v) {
      return static_cast<std::uint64_t>(static_cast<std::int64_t>(2 * v)) & 0xFFFF'FFFFU;
    };
    if (seen.insert(cell(spot.x) << 32U | cell(spot.y)).second) out.push_back(spot);
  }
  return out;
}

}  // namespace

std::string dashes(const std::string& linestyle, double width) {
  const auto scaled = [&](std::initializer_list<double> lengths) {
    std::string out;
    for (const double length : lengths) out += concat({out.empty() ? "" : " ", coordinate(length * width)});
    return out;
  };
  if (linestyle.empty() || linestyle == "-" || linestyle == "solid") return "";
  // A round cap adds half a width at both ends of a dash.
  if (linestyle == "--" || linestyle == "dashed") return scaled({2.2, 2.6});
  if (linestyle == ":" || linestyle == "dotted") return scaled({0, 2.2});
  if (linestyle == "-." || linestyle == "dashdot") return scaled({3, 2.4, 0, 2.4});
  throw ValueError({.where = "Plot",
                    .rule = "The line style is unknown",
                    .expected = "\"-\", \"--\", \":\", \"-.\" or \"\"",
                    .received = concat({"\"", linestyle, "\""})});
}

std::string line_marks(const std::vector<Spot>& spots, const SeriesOptions& options, int index) {
  double low = 0;
  double high = 0;
  for (const Spot& spot : spots) {
    if (gap(spot)) continue;
    low = std::min(low, spot.x);
    high = std::max(high, spot.x);
  }
  const std::vector<Spot> kept = static_cast<double>(spots.size()) > 4 * (high - low) + 100 ? thinned(spots) : spots;
  std::string path;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (gap(kept[i])) continue;
    const bool starts = i == 0 || gap(kept[i - 1]);
    const bool alone = starts && (i + 1 == kept.size() || gap(kept[i + 1]));
    path += concat({starts ? "M" : "L", pair(kept[i].x, kept[i].y), alone ? "h0" : ""});
  }
  if (path.empty()) return "";
  const std::string pattern = dashes(options.linestyle, options.linewidth);
  const std::string dashed = pattern.empty() ? "" : concat({" stroke-dasharray=\"", pattern, "\""});
  return concat({"<path d=\"", path, "\" fill=\"none\"", paint(options.color, index, "stroke"),
                 attribute("stroke-width", options.linewidth), " stroke-linecap=\"round\" stroke-linejoin=\"round\"",
                 dashed, options.alpha < 1 ? attribute("opacity", options.alpha) : "", "/>\n"});
}

std::string point_marks(const std::vector<Spot>& spots, const SeriesOptions& options, int index) {
  const std::vector<Spot> kept = spots.size() > kCrowd ? one_a_cell(spots) : spots;
  const double r = options.markersize / 2;
  const bool filled = options.marker == "s" || options.marker == "^";
  // Separate elements let overlapping markers darken; in a crowd they would only be slow.
  const std::string_view between = kept.size() > kCrowd ? "" : "\"/>\n<path d=\"";
  std::string markers;
  for (const Spot& spot : kept) {
    if (!gap(spot)) markers += concat({markers.empty() ? "" : between, outline(options.marker, spot, r)});
  }
  if (markers.empty()) return "";
  markers = concat({"<path d=\"", markers, "\"/>\n</g>\n"});
  if (filled) {
    return concat(
        {"<g", paint(options.color, index, "fill"), attribute("fill-opacity", options.alpha), ">\n", markers});
  }
  const double width = options.marker == "x" ? 1.8 : options.markersize;
  return concat({"<g fill=\"none\"", paint(options.color, index, "stroke"), attribute("stroke-width", width),
                 " stroke-linecap=\"round\"", attribute("stroke-opacity", options.alpha), ">\n", markers});
}

}  // namespace glia::detail::report
