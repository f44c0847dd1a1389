#pragma once
#include <cstdint>
#include <string>

#include "glia/files/safetensors_layout.hpp"

namespace glia::detail {

/// Moves the metadata "glia.crc32c", if there is one, into the entries; checks names, dtypes, shapes and metadata by
/// it.
void take_safetensors_crc(SafetensorsLayout& layout, const std::string& file, LoadLimits limits);

}  // namespace glia::detail
