#pragma once
#include <string>
#include <vector>

namespace glia::detail::report {

struct Tick {
  double value = 0;
  std::string label = {};  ///< empty: a minor tick, a fainter grid line only
};

/// Multiples of 1, 2 or 5 times a power of ten inside [low, high], at most `most` (≥ 2) of them: the finest such step,
/// after Heckbert, "Nice Numbers for Graph Labels", Graphics Gems (1990). `whole` keeps the step at 1 or above.
std::vector<Tick> linear_ticks(double low, double high, int most, bool whole = false);

/// Powers of ten inside [low, high], 0 < low; every k-th if they are more than `most`; with 2 and 5 (or linear ticks)
/// between them if they are fewer than 3.
std::vector<Tick> log_ticks(double low, double high, int most);

}  // namespace glia::detail::report
