// internal
#pragma once
#include <memory>
#include <string>
#include <utility>
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
  Variable slot_from_weight(const Variable& variable, std::string_view name);
  const Slot* find(const Variable& variable, std::string_view name) const;

  /// Whether steps have a place for weight decay that can be set; without one they are shorter.
  bool decays() const { return body->weight_decay > 0; }
  /// What w·learning_rate is multiplied by and taken off w before an update; invalid for none.
  Tensor decay_of(const Variable& w) const;
  /// What the steps are made of: the inner optimizer's state, if there is one.
  OptimizerState& core() { return inner != nullptr ? *inner : *this; }
  const OptimizerState& core() const { return inner != nullptr ? *inner : *this; }
  /// All variables but the slots, with their names in a file: "iteration" first.
  std::vector<std::pair<std::string, Variable>> numbers() const;

  std::shared_ptr<OptimizerBody> body;
  OptimizerState* inner = nullptr;  ///< belongs to the body
  Variable iterations;              ///< steps; each gradient_accumulation_steps of them make an update
  Variable learning_rate;
  Variable weight_decay;   ///< read only by steps of an optimizer that decays
  Variable dynamic_scale;  ///< these two read only by steps of a LossScaleOptimizer
  Variable step_counter;   ///< steps since the scale last changed
  std::vector<Slot> slots;
  std::vector<Variable> undecayed;           ///< variables without weight decay,
  std::vector<std::string> undecayed_names;  ///< and regular expressions of names
  bool traced = false;                       ///< a step has been

 private:
  Variable make_slot(const Variable& variable, std::string_view name);
};

}  // namespace glia::detail
