#include "glia/report/progress.hpp"

#include "glia/base/log.hpp"
#include "glia/report/progress_text.hpp"

namespace glia::detail::report {
namespace {

struct Written {
  std::string text;
  Written() {
    set_log_sink([this](LogLevel, std::string_view t) { text += t; });
  }
  ~Written() { set_log_sink({}); }
  Written(const Written&) = delete;
  Written& operator=(const Written&) = delete;
  std::string take() { return std::exchange(text, {}); }
};

Logs some_logs() {
  Logs logs;
  logs.set("loss", 0.25764);
  logs.set("accuracy", 0.9262);
  logs.set("val_loss", 0.00012);
  logs.set("val_accuracy", 1);
  logs.set("learning_rate", 0.001);
  return logs;
}

const std::string kFull = "━━━━━━━━━━━━━━━━━━━━";

TEST(ProgressText, Durations) {
  EXPECT_EQ(duration(0), "0.0us");
  EXPECT_EQ(duration(8.54e-6), "8.5us");
  EXPECT_EQ(duration(85.4e-6), "85us");
  EXPECT_EQ(duration(0.00123), "1.2ms");
  EXPECT_EQ(duration(0.9996), "1.0s");
  EXPECT_EQ(duration(0.00999), "10ms");
  EXPECT_EQ(duration(125.4), "125s");
  EXPECT_EQ(remaining(12.4), "12s");
  EXPECT_EQ(remaining(65), "1:05");
  EXPECT_EQ(remaining(3723), "1:02:03");
}

TEST(ProgressText, NumbersAndOrderAsKeras) {
  EXPECT_EQ(
      shown_logs(some_logs()),
      "accuracy: 0.9262 - loss: 0.2576 - val_accuracy: 1.0000 - val_loss: 1.2000e-04 - learning_rate: 1.0000e-03");
  EXPECT_EQ(shown_number(0), "0.0000");
  EXPECT_EQ(shown_number(-12.34567), "-12.3457");
  EXPECT_EQ(shown_number(-std::numeric_limits<double>::quiet_NaN()), "nan");
}

TEST(ProgressText, CutCountsCharacters) {
  EXPECT_EQ(cut("━━━", 3), "━━━");
  EXPECT_EQ(cut("━━━a", 3), "━━…");
  EXPECT_EQ(cut("abc", 0), "");
}

TEST(Progress, AFileGetsOneLineAnEpoch) {
  Written out;
  const auto line = make_progress_line(1, {});
  line->begin_epoch(0, 5);
  EXPECT_FALSE(line->due(9.9));
  line->finish({1875, 1875, 2.1, 1.8}, some_logs());
  EXPECT_EQ(out.take(), "Epoch 1/5\n1875/1875 " + kFull +
                            " 2.1s 960us/step - accuracy: 0.9262 - loss: 0.2576 - val_accuracy: 1.0000 - val_loss: "
                            "1.2000e-04 - learning_rate: 1.0000e-03\n");
}

TEST(Progress, AFileGetsALineEveryTenSecondsOfALongEpoch) {
  Written out;
  const auto line = make_progress_line(1, {});
  EXPECT_TRUE(line->due(10.1));
  EXPECT_FALSE(line->due(20.0));
  EXPECT_TRUE(line->due(20.2));
  line->show({5, 10, 20.2, 20.2}, {});
  EXPECT_EQ(out.take(), " 5/10 ━━━━━━━━━━────────── 20s 4.0s/step\n");
}

TEST(Progress, ATerminalIsDrawnOverAtMostTwentyTimesASecond) {
  Written out;
  const auto line = make_progress_line(1, {.columns = [] { return 200; }});
  EXPECT_FALSE(line->due(0.04));
  EXPECT_TRUE(line->due(0.06));
  EXPECT_FALSE(line->due(0.1));
  Logs logs;
  logs.set("loss", 2);
  line->show({5, 10, 1, 1}, logs);
  EXPECT_EQ(out.take(), " 5/10 ━━━━━━━━━━────────── 1s 200ms/step - loss: 2.0000");
  line->message("Epoch 1: early stopping");
  EXPECT_EQ(out.take(), "\r\x1b[KEpoch 1: early stopping\n");
  line->show({6, 10, 1, 1}, {});
  out.take();
  line->finish({10, 10, 2, 2}, {});
  EXPECT_EQ(out.take(), "\r\x1b[K10/10 " + kFull + " 2.0s 200ms/step\n");
}

int narrow() { return 40; }

TEST(Progress, ANarrowTerminalIsNeverWrapped) {
  Written out;
  const auto line = make_progress_line(1, {.columns = narrow});
  line->show({5, 10, 1, 1}, {});
  EXPECT_EQ(characters(out.take()), 37);
  line->show({5, 10, 1, 1}, some_logs());
  const std::string drawn = out.take().substr(4);
  EXPECT_EQ(drawn, " 5/10 1s 200ms/step - accuracy: 0.92…");
  EXPECT_EQ(characters(drawn), 37);
}

TEST(Progress, ALineLeftOpenIsEnded) {
  Written out;
  make_progress_line(1, {.columns = narrow})->show({5, 10, 1, 1}, {});
  EXPECT_EQ(out.take().back(), '\n');
}

TEST(Progress, ColorsOnlyTheBar) {
  Written out;
  make_progress_line(1, {.columns = narrow, .colors = true})->finish({1, 4, 1, 1}, {});
  EXPECT_EQ(out.take(), "1/4 \x1b[32m━━━━━\x1b[90m━━━━━━━━━━━━━━━\x1b[0m 1.0s 1.0s/step\n");
}

TEST(Progress, VerboseTwoAndZero) {
  Written out;
  const auto line = make_progress_line(2, {});
  line->begin_epoch(1, 2);
  EXPECT_FALSE(line->due(1e9));
  Logs logs;
  logs.set("loss", 2);
  line->finish({7, 7, 0.25, 0.2}, logs);
  EXPECT_EQ(out.take(), "Epoch 2/2\n7/7 - 250ms - 29ms/step - loss: 2.0000\n");
  const auto silent = make_progress_line(0, {});
  silent->begin_epoch(0, 1);
  silent->finish({7, 7, 1, 1}, logs);
  EXPECT_EQ(out.take(), "");
  silent->message("said");
  EXPECT_EQ(out.take(), "said\n");
}

}  // namespace
}  // namespace glia::detail::report
