#include "glia/report/xml_checker.hpp"

namespace glia::detail::report {

TEST(XmlChecker, FindsWhatIsMalformed) {
  EXPECT_EQ(xml_fault("<a x=\"1\" y=\"&lt;\"><b/>t &amp; u</a>\n"), "");
  for (const char* bad : {"<a><b></a></b>", "<a>&</a>", "<a x=\"1\" x=\"2\"/><a/>", "<a x=\"1\" x=\"2\"></a>",
                          "<a x=1></a>", "<a>", "<a></a><b></b>", "<a x=\"<\"></a>", "text", "<a>1 > 0</a>"}) {
    EXPECT_NE(xml_fault(bad), "") << bad;
  }
}

}  // namespace glia::detail::report
