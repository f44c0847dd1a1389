#pragma once
#include <cstdint>
#include <string>

#include "glia/base/shape.hpp"

namespace glia::cli {

std::string grouped(std::int64_t number);               ///< "60,000"
std::string decimals(double number, int count);         ///< "0.0812" for 4
std::string percent(double share, int count_decimals);  ///< "97.5 %"
std::string sizes(const Shape& shape);                  ///< "28 × 28"
std::string bytes(std::int64_t count);                  ///< "398 KiB"

}  // namespace glia::cli
