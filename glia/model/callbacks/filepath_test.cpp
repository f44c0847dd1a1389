#include "glia/model/callbacks/filepath.hpp"

#include "glia/base/error.hpp"

namespace glia::detail {
namespace {

struct Case {
  const char* pattern;
  const char* expected;
};

TEST(Filepath, IsFilledAsInPython) {
  Logs logs;
  logs.set("loss", 0.5);
  logs.set("val_loss", 0.127);
  logs.set("small", -1e-5);
  // Expected: Python 3.11, pattern.format(epoch=4, batch=13, loss=0.5, val_loss=0.127, small=-1e-5).
  const Case cases[] = {
      {"plain.keras", "plain.keras"},
      {"{epoch}-{batch}", "4-13"},
      {"{epoch:02d}", "04"},
      {"{epoch:4d}|{epoch:d}", "   4|4"},
      {"{val_loss:.2f}", "0.13"},
      {"{val_loss}", "0.127"},
      {"{val_loss:08.3f}", "0000.127"},
      {"{small:010.6f}", "-00.000010"},
      {"{small:.1e}", "-1.0e-05"},
      {"{val_loss:g}{loss:f}", "0.1270.500000"},
      {"{{x}}{epoch:.1f}", "{x}4.0"},
      {"{small}", "-1e-05"},
  };
  for (const Case& c : cases) EXPECT_EQ(format_filepath(c.pattern, 3, 12, logs), c.expected) << c.pattern;
}

TEST(Filepath, RefusesWhatItCannotFill) {
  Logs logs;
  logs.set("val_loss", 1);
  for (const char* pattern : {"", "{", "}", "a{epoch", "{}", "{epoch:x}", "{epoch:.}", "{epoch:02dd}", "{epoch!r}x}"})
    EXPECT_THROW(check_filepath(pattern), ValueError) << pattern;
  EXPECT_THROW(format_filepath("{val_loss:d}", 0, 0, logs), ValueError);
  try {
    format_filepath("{val_los:.2f}", 0, 0, logs);
    FAIL();
  } catch (const ValueError& e) {
    EXPECT_NE(std::string(e.what()).find("val_loss"), std::string::npos) << e.what();
  }
}

}  // namespace
}  // namespace glia::detail
