// internal
#pragma once
#include "glia/graph/trace.hpp"
#include "glia/layers/layer.hpp"
#include "glia/layers/remat_mode.hpp"

namespace glia::detail {

struct LayerState : Callable, std::enable_shared_from_this<LayerState> {
  std::shared_ptr<LayerBody> body;
  VariableStore store;
  bool applied = false;
  const char* file = nullptr;
  int line = 0;
  std::shared_ptr<const RematMode> remat;  ///< null: everything inside is kept for the gradient

  std::string name() const override;
  Tensors trace(const Tensors& inputs) const override;
};

/// The variables of a layer, then those of the layers inside it, in Keras's order: all, or those that (do not) learn.
/// For that only the flags of a variable and of the very layer that made it count: freezing a layer sets the flags of
/// all inside it, and one of them may be set again afterwards.
std::vector<Variable> variables_of(const VariableStore& store, std::optional<bool> learning = {});

}  // namespace glia::detail
