// internal
#pragma once
#include <cstdint>

namespace glia::detail {

/// How a value lies in memory. `panels`: a matrix (K, N) as ceil(N/16) panels of K rows × 16 columns, tail columns
/// zero; of more axes, K is the product of all but the last.
enum class Layout : std::uint8_t { row_major, panels };

/// Columns in a panel: 16 floats are one cache line and one AVX-512 vector.
constexpr std::int64_t kPanel = 16;

}  // namespace glia::detail
