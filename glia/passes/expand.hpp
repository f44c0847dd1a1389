// internal
#pragma once
#include "glia/graph/trace.hpp"

namespace glia::detail {

/// Inlines the call nodes below `roots` for the mode of `trace`; what layers leave (updates, losses) goes into the
/// trace. A call that was inlined before in this trace is not traced again.
Tensors expand(const Tensors& roots, Trace& trace);
Tensors expand_in_current_trace(const Tensors& roots);  ///< outside of tracing: for inference

}  // namespace glia::detail
