#pragma once
#include <cstddef>
#include <span>

namespace glia::detail {

inline constexpr std::size_t kMostPoints = 12;  ///< of a stroke

/// A place that the pen passes: smoothly, or turning sharply at a corner.
struct PenPoint {
  double x;
  double y;
  bool corner = false;
};

using Stroke = std::span<const PenPoint>;  ///< one movement of the pen, 2 to 12 points

/// One way to write a digit, in a box of 0…1 to the right and 0…1 downwards; its weight says how often it is chosen.
struct DigitShape {
  int digit;
  double weight;
  double width;  ///< of the box, its height being 1
  Stroke strokes[2];
};

std::span<const DigitShape> digit_shapes();

}  // namespace glia::detail
