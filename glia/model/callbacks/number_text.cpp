#include "glia/model/callbacks/number_text.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace glia::detail {
namespace {

using Buffer = std::array<char, 1200>;  // 309 digits before the point and kMostPrecision after it

}  // namespace

std::string number_text(double value) {
  if (std::isnan(value)) return "nan";  // whatever its sign bit
  Buffer buffer;
  return {buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr};
}

std::string number_text(double value, char kind, int precision) {
  if (std::isnan(value)) return "nan";
  constexpr int kMostPrecision = 800;
  const std::chars_format format = kind == 'f'   ? std::chars_format::fixed
                                   : kind == 'e' ? std::chars_format::scientific
                                                 : std::chars_format::general;
  Buffer buffer;
  const int digits = precision < kMostPrecision ? precision : kMostPrecision;
  return {buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format, digits).ptr};
}

}  // namespace glia::detail
