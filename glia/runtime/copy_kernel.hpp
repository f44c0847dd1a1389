// internal
#pragma once
#include <memory>

#include "glia/runtime/kernel.hpp"

namespace glia::detail {

/// Copies a value, from one layout into another if they differ.
std::unique_ptr<Kernel> make_copy_kernel(const Spec& from, const Spec& to);

}  // namespace glia::detail
