#include "glia/report/plot.hpp"

#include <cmath>
#include <limits>
#include <sstream>

#include "glia/base/error.hpp"
#include "glia/report/xml_checker.hpp"

namespace glia {

using detail::report::occurrences;
using detail::report::xml_fault;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

// The path of the first series, found by its round joins.
std::string first_path(const std::string& svg) {
  const std::size_t end = svg.find("\" fill=\"none\"");
  const std::size_t start = svg.rfind("d=\"", end);
  return svg.substr(start + 3, end - start - 3);
}

TEST(Plot, IsWellFormedAndEscapesEveryWord) {
  Plot plot;
  plot.scatter({1, 2, 3}, {1, 4, 9}, {.label = "a < b & \"c\""})
      .line({1, 2, 3}, {2, 3, 4}, {.label = "<line>", .marker = "x"});
  plot.title("5 > 4 & 'so'").xlabel("<x>").ylabel("\"y\"");
  const std::string svg = plot.svg();
  EXPECT_EQ(xml_fault(svg), "");
  EXPECT_NE(svg.find("a &lt; b &amp; &quot;c&quot;"), std::string::npos);
  EXPECT_EQ(svg.find("<line>"), std::string::npos);
}

TEST(Plot, PutsPointsWhereTheLimitsSay) {
  Plot plot;
  plot.line({0, 5, 10}, {0, 10, 5}).xlim(0, 10).ylim(0, 10).size(560, 360);
  const std::string svg = plot.svg();
  const std::size_t inner = svg.find("<svg x=");
  const auto number = [&](const char* name) {
    return std::stod(svg.substr(svg.find(name, inner) + std::string(name).size()));
  };
  const double width = number(" width=\"");
  const double height = number(" height=\"");
  std::istringstream path(first_path(svg));
  const double expected[3][2] = {{0, height}, {width / 2, 0}, {width, height / 2}};
  for (const auto& point : expected) {
    double x = 0;
    double y = 0;
    char letter = 0;
    path >> letter >> x >> y;
    EXPECT_NEAR(x, point[0], 0.011);
    EXPECT_NEAR(y, point[1], 0.011);
  }
}

TEST(Plot, NumbersThatCannotBeDrawnLeaveAGap) {
  Plot plot;
  plot.line({0, 1, 2, 3, 4, 5, 6}, {0, 1, kNaN, 3, kInf, 5, 6});
  const std::string path = first_path(plot.svg());
  EXPECT_EQ(occurrences(path, "M"), 3);   // 0–1, 3 alone, 5–6
  EXPECT_EQ(occurrences(path, "h0"), 1);  // the lone point stays visible
  EXPECT_EQ(occurrences(path, "L"), 2);
  Plot log;
  log.line({0, 1, 2}, {1, 0, 100}).yscale("log");
  EXPECT_EQ(occurrences(first_path(log.svg()), "M"), 2);
  Plot points;
  points.scatter({1, kNaN, 3, 4}, {1, 2, -kInf, 4});
  EXPECT_EQ(occurrences(points.svg(), "h0\""), 2);
}

TEST(Plot, DrawsLittleOrNothing) {
  EXPECT_EQ(xml_fault(Plot().svg()), "");
  EXPECT_NE(Plot().svg().find("no data"), std::string::npos);
  Plot one;
  one.scatter({3.0}, {5.0}).line(std::vector<double>{}, std::vector<double>{}).line({kNaN, 2}, {1, kNaN});
  EXPECT_EQ(xml_fault(one.svg()), "");
  EXPECT_EQ(one.svg().find("no data"), std::string::npos);
  for (const double value : {0.0, 1e300, -1e300, 1e-320, 1e15, std::numeric_limits<double>::max()}) {
    Plot flat;
    flat.line({0, 1}, std::vector<double>{value, value});
    EXPECT_EQ(flat.svg().find("nan"), std::string::npos) << value;
    EXPECT_EQ(flat.svg().find("inf"), std::string::npos) << value;
  }
}

TEST(Plot, TakesEveryDtypeAndColumns) {
  Plot plot;
  plot.line(Array({1, 2, 3}).reshape({3, 1}), Array({4, 5, 6}).cast(u8));
  Plot same;
  same.line(Array({1, 2, 3}), Array({4, 5, 6}).cast(f64));
  EXPECT_EQ(plot.svg(), same.svg());
  EXPECT_THROW(plot.line(Array({{1, 2}, {3, 4}})), ShapeError);
  EXPECT_THROW(plot.scatter({1, 2}, {1, 2, 3}), ShapeError);
}

TEST(Plot, RefusesWhatItDoesNotKnow) {
  Plot plot;
  EXPECT_THROW(plot.line({1, 2}, {.color = "\"/><script>"}), ValueError);
  EXPECT_THROW(plot.line({1, 2}, {.color = "url(http://example.org)"}), ValueError);
  EXPECT_THROW(plot.line({1, 2}, {.linestyle = "~"}), ValueError);
  EXPECT_THROW(plot.line({1, 2}, {.marker = "?"}), ValueError);
  EXPECT_THROW(plot.line({1, 2}, {.alpha = 2}), ValueError);
  EXPECT_THROW(plot.xscale("logarithmic"), ValueError);
  EXPECT_THROW(plot.xlim(1, 1), ValueError);
  EXPECT_TRUE(plot.empty());
  plot.line({1, 2}, {.color = "#d55e00"})
      .line({1, 2}, {.color = "rgb(1, 2, 3)"})
      .line({1, 2}, {.color = "C11"})
      .line({1, 2}, {.color = "teal"});
  EXPECT_EQ(xml_fault(plot.svg()), "");
}

TEST(Plot, AMillionPointsMakeASmallFileThatKeepsThePeaks) {
  std::vector<double> y(1'000'000, 0.0);
  y[123'456] = 7;
  y[765'432] = -3;
  Plot lines;
  lines.line(y).ylim(-10, 10);
  const std::string path = first_path(lines.svg());
  EXPECT_LT(path.size(), 40'000u);
  Plot few;
  few.line({0, 123'456, 765'432, 999'999}, {0, 7, -3, 0}).ylim(-10, 10);
  std::istringstream points(first_path(few.svg()));
  std::string point;
  for (int i = 0; i < 3 && std::getline(points, point, 'L'); ++i) {
    if (i > 0) {
      EXPECT_NE(path.find(point), std::string::npos) << point;
    }
  }
}

TEST(Plot, CopiesAreIndependent) {
  Plot a;
  a.line({1, 2, 3});
  Plot b = a;
  b.line({3, 2, 1}).title("b");
  EXPECT_NE(a.svg(), b.svg());
  const Plot c = std::move(b);
  EXPECT_EQ(b.empty(), true);  // NOLINT: a moved-from plot is empty by contract
  EXPECT_NE(c.svg().find(">b<"), std::string::npos);
}

}  // namespace glia
