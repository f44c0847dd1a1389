#pragma once
#include <string>
#include <vector>

#include "glia/schedules/schedule.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace schedules {

/// values[i] while boundaries[i − 1] < step ≤ boundaries[i]. ValueError unless there is one more value than boundaries
/// and these increase.
struct PiecewiseConstantDecay {
  std::vector<double> boundaries = {};
  std::vector<double> values = {};
  std::string name = "PiecewiseConstant";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& step) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
