#include "glia/layers/wave_positions.hpp"

#include <cmath>

#include "glia/base/error.hpp"

namespace glia::detail {

double wave_frequency(double max_wavelength, std::int64_t k, std::int64_t features) {
  return std::pow(max_wavelength, -static_cast<double>(k) / static_cast<double>(features));
}

void check_wavelength(double max_wavelength) {
  if (max_wavelength > 0 && std::isfinite(max_wavelength)) return;
  throw ValueError({.rule = "max_wavelength must be above 0",
                    .expected = "such as 10000",
                    .received = std::to_string(max_wavelength)});
}

}  // namespace glia::detail
