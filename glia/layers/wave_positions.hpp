// internal
#pragma once
#include <cstdint>

namespace glia::detail {

/// max_wavelength^(−k / features): the angle, in radians, by which the wave of feature k turns from step to step.
double wave_frequency(double max_wavelength, std::int64_t k, std::int64_t features);
void check_wavelength(double max_wavelength);  ///< ValueError unless it is above 0

}  // namespace glia::detail
