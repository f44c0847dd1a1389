// internal
#pragma once
#include "glia/graph/trace.hpp"
#include "glia/layers/layer.hpp"

namespace glia::detail {

struct LayerState : Callable, std::enable_shared_from_this<LayerState> {
  std::shared_ptr<LayerBody> body;
  VariableStore store;
  bool applied = false;
  bool trainable = true;
  const char* file = nullptr;
  int line = 0;

  std::string name() const override;
  Tensors trace(const Tensors& inputs) const override;
};

}  // namespace glia::detail
