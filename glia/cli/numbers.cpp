#include "glia/cli/numbers.hpp"

#include <cstdio>

namespace glia::cli {

std::string grouped(std::int64_t number) {
  std::string out = std::to_string(number);
  const std::size_t first = number < 0 ? 1 : 0;
  for (std::size_t at = out.size(); at > first + 3;) out.insert(at -= 3, ",");
  return out;
}

std::string decimals(double number, int count) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", count, number);
  return text;
}

std::string percent(double share, int count_decimals) { return decimals(100 * share, count_decimals) + " %"; }

std::string sizes(const Shape& shape) {
  std::string out;
  for (const std::int64_t size : shape) out += (out.empty() ? "" : " × ") + std::to_string(size);
  return out;
}

std::string bytes(std::int64_t count) {
  const char* const units[] = {"bytes", "KiB", "MiB", "GiB"};
  auto value = static_cast<double>(count);
  int unit = 0;
  for (; value >= 1024 && unit < 3; ++unit) value /= 1024;
  return decimals(value, unit > 0 && value < 10 ? 1 : 0) + " " + units[unit];
}

}  // namespace glia::cli
