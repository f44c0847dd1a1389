#pragma once
#include "glia/model/callback.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Ends training, instead of throwing, at the first step whose loss is not finite. That step's update is skipped, so
/// the weights are those before it.
struct TerminateOnNaN {
  void on_nan(FitContext& context) const;
};

}  // namespace glia
#pragma GCC visibility pop
