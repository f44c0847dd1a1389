#pragma once
#include <span>

namespace glia::detail {

struct Point {
  double x = 0;
  double y = 0;
};

/// One movement of the pen through `points`. Where `corner` is set the pen turns sharply; elsewhere it runs smoothly.
struct PenPoint {
  double x;
  double y;
  bool corner = false;
};

using Stroke = std::span<const PenPoint>;

/// One way to write a digit, in a box of 0…1 to the right and 0…1 downwards; its weight says how often it is chosen.
struct DigitShape {
  int digit;
  double weight;
  double width;  ///< of the box, its height being 1
  Stroke strokes[2];
};

std::span<const DigitShape> digit_shapes();

}  // namespace glia::detail
