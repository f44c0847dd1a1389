// internal
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "glia/optimizers/optimizer.hpp"

namespace glia::detail {

struct OptimizerState {
  struct Slot {
    Variable owner;
    std::string name;
    Variable variable;
  };

  explicit OptimizerState(std::shared_ptr<OptimizerBody> body);
  Variable slot(const Variable& variable, std::string_view name, double initial);

  std::shared_ptr<OptimizerBody> body;
  Variable iterations;
  Variable learning_rate;
  std::vector<Slot> slots;
};

}  // namespace glia::detail
