// internal
#pragma once
#include "glia/graph/node.hpp"
#include "glia/ops/custom.hpp"

namespace glia::detail {

/// The user's functions behind a node; an error if it was read from text or a file, which hold none.
const std::shared_ptr<const CustomOp>& custom_of(const Node& node);

std::vector<CustomInput> custom_inputs(std::span<const Array> arrays);
std::vector<CustomOutput> custom_outputs(std::span<Array> arrays);  ///< filled with zeros

extern const Op op_custom_gradient;  ///< (x…, y, dy) → dx…

}  // namespace glia::detail
