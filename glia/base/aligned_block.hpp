// internal
#pragma once
#include <cstdint>

namespace glia::detail {

/// Memory that begins a cache line; nullptr if there is none. From `huge_from` bytes on it asks for pages of 2 MB, so
/// that what lies anywhere in it is found without a walk through tables of addresses.
void* allocate_block(std::int64_t bytes, std::int64_t huge_from) noexcept;
/// With the numbers that it was asked for by.
void release_block(void* block, std::int64_t bytes, std::int64_t huge_from) noexcept;

}  // namespace glia::detail
