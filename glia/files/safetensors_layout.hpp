#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "glia/base/dtype.hpp"
#include "glia/base/load_limits.hpp"
#include "glia/base/shape.hpp"
#include "glia/files/safetensors.hpp"

namespace glia::detail {

inline constexpr std::int64_t kSafetensorsLongestHeader = 100'000'000;  // the format's own limit
inline constexpr std::string_view kSafetensorsMetadata = "__metadata__";
inline constexpr std::string_view kSafetensorsCrc = "glia.crc32c";

/// Where one tensor lies.
struct SafetensorsEntry {
  std::string name;
  DType dtype = f32;
  Shape shape;
  std::int64_t begin = 0;  ///< from the end of the header
  std::int64_t end = 0;
  std::optional<std::uint32_t> crc = {};
};

/// A header that keeps every rule of the format, for a file of exactly `begin` + `bytes` bytes.
struct SafetensorsLayout {
  std::vector<SafetensorsEntry> entries;  ///< in the order of their bytes
  Metadata metadata;
  bool has_crc = false;
  std::int64_t begin = 0;  ///< of the tensors' bytes in the file
  std::int64_t bytes = 0;  ///< of all tensors
};

/// Length of the header from the first 8 bytes of a file of `file_size` bytes.
std::int64_t safetensors_header_length(std::span<const std::byte> first, std::int64_t file_size,
                                       const std::string& file);

SafetensorsLayout safetensors_layout(std::string_view header, std::int64_t file_size, const std::string& file,
                                     LoadLimits limits);

/// "F32" for f32.
std::string_view safetensors_dtype(DType dtype);

/// CRC-32C of names, dtypes, shapes and metadata in one fixed order, independent of how the header spells them.
std::uint32_t safetensors_description_crc(const std::vector<SafetensorsEntry>& entries, const Metadata& metadata);

/// 8 small hexadecimal digits.
std::string crc_text(std::uint32_t crc);

}  // namespace glia::detail
