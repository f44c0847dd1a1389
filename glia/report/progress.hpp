// internal
#pragma once
#include <memory>
#include <string>

#include "glia/model/progress.hpp"

namespace glia::detail::report {

/// Where a progress line is drawn.
struct Screen {
  int (*columns)() = nullptr;  ///< asked at each drawing: width of a terminal, 0 = lines are only added
  bool colors = false;
};
std::unique_ptr<ProgressLine> make_progress_line(int verbose, const Screen& screen);

}  // namespace glia::detail::report
