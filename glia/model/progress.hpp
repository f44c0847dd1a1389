// internal
#pragma once
#include <cstdint>
#include <memory>
#include <string_view>

#include "glia/model/logs.hpp"

namespace glia::detail {

struct ProgressAt {
  std::int64_t step = 0;    ///< steps done
  std::int64_t steps = 0;   ///< of so many
  double seconds = 0;       ///< since the epoch, or evaluate(), began
  double step_seconds = 0;  ///< of these, spent on steps and not on validation
};

/// What one call of fit() or evaluate() shows; report/ defines it.
class ProgressLine {
 public:
  virtual ~ProgressLine() = default;  ///< ends a line that is still open, so that an error starts on its own
  virtual void begin_epoch(std::int64_t epoch, std::int64_t epochs) = 0;  ///< from 0; heads it by "Epoch 1/5"
  virtual bool due(double seconds) = 0;  ///< asked after each step: whether show() is wanted `seconds` after the start
  virtual void show(const ProgressAt& at, const Logs& logs) = 0;
  virtual void finish(const ProgressAt& at, const Logs& logs) = 0;
  virtual void message(std::string_view line) = 0;  ///< a line of its own, above an open one; in every verbosity
};

/// verbose: 0 silent, 1 a bar, 2 one line an epoch.
std::unique_ptr<ProgressLine> make_progress_line(int verbose);

}  // namespace glia::detail
