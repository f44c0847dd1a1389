#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace glia::detail {

/// CRC-32C (Castagnoli, RFC 3720 B.4, as in iSCSI and ext4). `before` is the CRC of the bytes that came before these.
std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t before = 0);

/// The same without the processor's instruction.
std::uint32_t crc32c_portable(std::span<const std::byte> bytes, std::uint32_t before = 0);

}  // namespace glia::detail
