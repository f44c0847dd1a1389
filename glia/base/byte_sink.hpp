// internal
#pragma once
#include <cstddef>
#include <functional>
#include <span>

namespace glia::detail {

/// Takes bytes that are handed out piece by piece.
using ByteSink = std::function<void(std::span<const std::byte>)>;

}  // namespace glia::detail
