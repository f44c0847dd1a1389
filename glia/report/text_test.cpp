#include "glia/report/text.hpp"

#include <cmath>

namespace glia::detail::report {

TEST(ReportText, EscapesMarkupQuotesAndBytesThatXmlForbids) {
  EXPECT_EQ(escape("a<b> & \"c\" 'd'"), "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
  EXPECT_EQ(escape("猫 é 😀\n\t"), "猫 é 😀\n\t");
  const std::string bad = "\xEF\xBF\xBD";
  EXPECT_EQ(escape(std::string("\0\x1B", 2)), bad + bad);
  EXPECT_EQ(escape("\xFFx\xC3"), bad + "x" + bad);               // stray and cut off
  EXPECT_EQ(escape("\xC0\xAF"), bad + bad);                      // overlong "/"
  EXPECT_EQ(escape("\xED\xA0\x80"), bad + bad + bad);            // a surrogate
  EXPECT_EQ(escape("\xF4\x90\x80\x80"), bad + bad + bad + bad);  // above U+10FFFF
}

TEST(ReportText, Numbers) {
  EXPECT_EQ(coordinate(12.5), "12.5");
  EXPECT_EQ(coordinate(-0.001), "0");
  EXPECT_EQ(coordinate(100), "100");
  EXPECT_EQ(grouped(1234567.891, 2), "1,234,567.89");
  EXPECT_EQ(grouped(-999), "−999");
  EXPECT_EQ(grouped(-0.001, 2), "0.00");
  EXPECT_EQ(percent(0.97823, 2), "97.82\u00A0%");
}

TEST(ReportText, ShortensAtCharactersToTheWidth) {
  EXPECT_EQ(shortened("short", 12, 100), "short");
  const std::string cut = shortened("Ankle boots and 靴靴靴靴靴", 12, 120);
  EXPECT_LE(text_width(cut, 12), 120);
  EXPECT_EQ(cut.substr(cut.size() - 3), "…");
  for (double width = 0; width < 200; width += 3) {
    const std::string text = shortened("靴é😀 mixed 靴é😀", 12, width);
    EXPECT_EQ(escape(text), text) << "cut inside a character at width " << width;
  }
}

}  // namespace glia::detail::report
