// internal
#pragma once
#include <string>

#include "glia/files/safetensors.hpp"
#include "glia/graph/variable_state.hpp"

namespace glia::detail {

/// The variable's numbers, which are drawn now if they have not been.
inline TensorSource source_of(const std::string& name, const Variable& variable) {
  if (!variable.state().ready()) variable.state().ensure();
  return {name, variable.dtype(), variable.shape(), [variable](const ByteSink& sink) { variable.state().read(sink); }};
}

}  // namespace glia::detail
