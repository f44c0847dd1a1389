#include "glia/base/stop_token.hpp"

#include <csignal>

namespace glia {
namespace {

TEST(StopToken, CopiesShareTheFlag) {
  const StopToken a;
  StopToken b = a;
  const StopToken other;
  b.stop();
  EXPECT_TRUE(a.stopped());
  EXPECT_FALSE(other.stopped());
  a.reset();
  EXPECT_FALSE(b.stopped());
  b = other;
  b.stop();
  EXPECT_TRUE(other.stopped());
  EXPECT_FALSE(a.stopped());
}

TEST(StopToken, ASignalHandlerSetsTheOneOfTheProcess) {
  EXPECT_FALSE(interrupt_token().stopped());
  const auto before = std::signal(SIGINT, [](int) { interrupt_token().stop(); });
  std::raise(SIGINT);
  std::signal(SIGINT, before);
  const StopToken copy = interrupt_token();
  EXPECT_TRUE(copy.stopped());
  interrupt_token().reset();
  EXPECT_FALSE(copy.stopped());
}

}  // namespace
}  // namespace glia
