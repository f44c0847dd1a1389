#pragma once
#include <gtest/gtest.h>

#include "glia/base/array.hpp"

namespace glia::tests {

/// a and b are close if |a − b| ≤ rel · max(|b|, rms(b)) + abs; NaN equals NaN, ∞ equals ∞ of its sign.
struct Tolerance {
  double rel = 0;
  double abs = 0;
};

/// A function of `length` summed products in f32: 2·ε·√length, `factor` times.
Tolerance f32_tolerance(double length = 1, double factor = 1);

double rms(const Array& array);  ///< over the finite elements

/// Compares shapes and all elements; says where the largest excess is.
::testing::AssertionResult near(const Array& got, const Array& expected, const Tolerance& tolerance);

}  // namespace glia::tests
