#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace glia::detail::report {

/// A PNG file with 8 bits a channel; `pixels` is row-major, height × width × channels; 1 = grey, 2 = grey and opacity,
/// 3 = RGB, 4 = RGB and opacity. Compressed where the build has zlib, else in stored blocks.
std::string encode_png(std::span<const std::uint8_t> pixels, std::int64_t width, std::int64_t height, int channels);

/// The zlib stream of encode_png without zlib: stored blocks, larger by about 0.01 %.
std::string stored_zlib(std::string_view bytes);

std::string base64(std::string_view bytes);

}  // namespace glia::detail::report
