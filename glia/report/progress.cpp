#include "glia/report/progress.hpp"

#include <algorithm>
#include <cstdlib>

#include "glia/base/log.hpp"
#include "glia/report/progress_text.hpp"
#include "glia/report/text.hpp"

namespace glia::detail {
namespace report {
namespace {

void write(std::string_view text) { log_write(LogLevel::report, text); }

class Silent final : public ProgressLine {
 public:
  void begin_epoch(std::int64_t, std::int64_t) override {}
  bool due(double) override { return false; }
  void show(const ProgressAt&, const Logs&) override {}
  void finish(const ProgressAt&, const Logs&) override {}
  void message(std::string_view line) override { write(concat({line, "\n"})); }
};

void write_heading(std::int64_t epoch, std::int64_t epochs) {
  write(concat({"Epoch ", std::to_string(epoch + 1), "/", std::to_string(epochs), "\n"}));
}

/// verbose 2: "7/7 - 1.2s - 85us/step - accuracy: 0.9262 - loss: 0.2576".
class OneLine final : public ProgressLine {
 public:
  void begin_epoch(std::int64_t epoch, std::int64_t epochs) override { write_heading(epoch, epochs); }
  bool due(double) override { return false; }
  void show(const ProgressAt&, const Logs&) override {}
  void finish(const ProgressAt& at, const Logs& logs) override {
    std::string line = concat({counted(at), " - ", duration(at.seconds)});
    for (const std::string& part : {pace(at), shown_logs(logs)}) {
      if (!part.empty()) line += concat({" - ", part});
    }
    write(line + "\n");
  }
  void message(std::string_view line) override { write(concat({line, "\n"})); }
};

constexpr int kBarWidth = 20;  // as Keras

/// verbose 1: a bar that is redrawn on a terminal; elsewhere one line an epoch, and one every 10 s of a long epoch.
class Bar final : public ProgressLine {
 public:
  explicit Bar(const Screen& screen) : screen_(screen), redraws_(columns() > 0) {}
  ~Bar() override {
    if (open_) write("\n");
  }
  Bar(const Bar&) = delete;
  Bar& operator=(const Bar&) = delete;

  void begin_epoch(std::int64_t epoch, std::int64_t epochs) override {
    write_heading(epoch, epochs);
    last_ = 0;
  }

  bool due(double seconds) override {
    const double interval = redraws_ ? 0.05 : 10.0;
    if (seconds - last_ < interval) return false;
    last_ = seconds;
    return true;
  }

  void show(const ProgressAt& at, const Logs& logs) override {
    const double left = at.step_seconds * static_cast<double>(at.steps - at.step) / static_cast<double>(at.step);
    const std::string rest = tail(remaining(left), at, logs);
    if (!redraws_) return write(concat({counted(at), " ", bar(at, kBarWidth), " ", rest, "\n"}));
    // A line that wraps could not be drawn over; the "^C" that a terminal echoes must also fit.
    const int room = std::max(columns() - 3, 1);
    const int width = std::min(kBarWidth, room - characters(counted(at)) - characters(rest) - 2);
    std::string line = counted(at);
    if (width > 0) {
      line += concat({" ", bar(at, width), " ", rest});
    } else {
      line = cut(concat({line, " ", rest}), room);
    }
    redraw(line);
    open_ = true;
  }

  void finish(const ProgressAt& at, const Logs& logs) override {
    redraw(concat({counted(at), " ", bar(at, kBarWidth), " ", tail(duration(at.seconds), at, logs), "\n"}));
    open_ = false;
  }

  void message(std::string_view line) override {
    redraw(concat({line, "\n"}));
    open_ = false;
  }

 private:
  int columns() const { return screen_.columns != nullptr ? screen_.columns() : 0; }

  void redraw(const std::string& line) const { write(open_ ? concat({"\r\x1b[K", line}) : line); }

  std::string bar(const ProgressAt& at, int width) const {
    const double share = static_cast<double>(at.step) / static_cast<double>(std::max<std::int64_t>(at.steps, 1));
    const int done = std::clamp(static_cast<int>(share * width), 0, width);
    std::string full;
    std::string empty;
    for (int i = 0; i < done; ++i) full += "━";
    for (int i = done; i < width; ++i) empty += screen_.colors ? "━" : "─";
    if (!screen_.colors) return full + empty;
    return concat({"\x1b[32m", full, "\x1b[90m", empty, "\x1b[0m"});
  }

  static std::string tail(const std::string& time, const ProgressAt& at, const Logs& logs) {
    std::string out = time;
    if (const std::string each = pace(at); !each.empty()) out += concat({" ", each});
    if (!logs.empty()) out += concat({" - ", shown_logs(logs)});
    return out;
  }

  Screen screen_;
  bool redraws_;
  bool open_ = false;
  double last_ = 0;
};

}  // namespace

std::unique_ptr<ProgressLine> make_progress_line(int verbose, const Screen& screen) {
  if (verbose == 0) return std::make_unique<Silent>();
  if (verbose == 2) return std::make_unique<OneLine>();
  return std::make_unique<Bar>(screen);
}

}  // namespace report

std::unique_ptr<ProgressLine> make_progress_line(int verbose) {
  const char* plain = std::getenv("NO_COLOR");  // no-color.org
  const bool colors = report_columns() > 0 && (plain == nullptr || *plain == '\0');
  return report::make_progress_line(verbose, {.columns = report_columns, .colors = colors});
}

}  // namespace glia::detail
