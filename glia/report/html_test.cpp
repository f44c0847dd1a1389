#include "glia/report/html.hpp"

#include "glia/base/error.hpp"
#include "glia/report/plot.hpp"
#include "glia/report/xml_checker.hpp"

namespace glia {

using detail::report::occurrences;
using detail::report::xml_fault;

TEST(HtmlReport, IsOneWellFormedFileInOrder) {
  Plot plot;
  plot.line({1, 2, 3});
  HtmlReport report("Digits", "three < four");
  report.add_metrics({{"accuracy", "97.8 %"}, {"loss", "0.07", "after 5 epochs"}})
      .add_heading("Curves & more")
      .add_figure(plot, "first")
      .add_figure(plot.figure(), "second")
      .add_text("one\n\n\ntwo <b>")
      .add_figure(plot)
      .add_table({"name", "count", "mixed"}, {{"a", "1,000", "1"}, {"<b>", "−2", "x"}});
  const std::string html = report.html();
  EXPECT_EQ(xml_fault(html), "");
  EXPECT_EQ(occurrences(html, "<div class=\"figures\">"), 2);
  EXPECT_EQ(occurrences(html, "<figure>"), 3);
  EXPECT_EQ(occurrences(html, "<p>"), 2);
  EXPECT_EQ(occurrences(html, "class=\"number\""), 3);  // the head and two cells of the middle column
  EXPECT_LT(html.find("97.8 %"), html.find("Curves &amp; more"));
  EXPECT_LT(html.find("Curves &amp; more"), html.find("first"));
  for (const char* outside : {"<script", "src=", "<link", "url(", "@import", "id="}) {
    EXPECT_EQ(html.find(outside), std::string::npos) << outside;
  }
  // The only address is the name of the SVG language.
  EXPECT_EQ(occurrences(html, "http"), occurrences(html, "xmlns=\"http://www.w3.org/2000/svg\""));
}

TEST(HtmlReport, EscapesAllText) {
  const std::string evil = "<script>\"&'</script>";
  HtmlReport report(evil, evil);
  report.add_heading(evil)
      .add_text(evil)
      .add_metrics({{evil, evil, evil}})
      .add_figure(Plot(), evil)
      .add_table({evil}, {{evil}});
  EXPECT_EQ(xml_fault(report.html()), "");
  EXPECT_EQ(report.html().find("<script"), std::string::npos);
  EXPECT_EQ(occurrences(report.html(), "&lt;script&gt;&quot;&amp;&#39;"), 11);
}

TEST(HtmlReport, EveryInkHasADarkTone) {
  Plot plot;
  for (int i = 0; i < 8; ++i) plot.line({0, 1}, {.label = "s"});
  const std::string svg = plot.svg();
  const std::string html = HtmlReport("t").html();
  for (std::size_t at = svg.find("class=\""); at != std::string::npos; at = svg.find("class=\"", at + 1)) {
    const std::string name = svg.substr(at + 7, svg.find('"', at + 7) - at - 7);
    EXPECT_NE(html.find("." + name + "{"), std::string::npos) << name;
  }
}

TEST(HtmlReport, RowsMustFitTheHeader) {
  EXPECT_THROW(HtmlReport("t").add_table({"a", "b"}, {{"1", "2"}, {"3"}}), ValueError);
  EXPECT_EQ(xml_fault(HtmlReport("t").add_table({}, {}).add_text("").add_metrics({}).html()), "");
}

}  // namespace glia
