#pragma once
#include <string>
#include <string_view>

#include "glia/report/colors.hpp"

namespace glia::detail::report {

enum class Anchor { start, middle, end };

struct TextStyle {
  double size = 12;
  Anchor anchor = Anchor::start;
  Ink ink = kMuted;
  bool bold = false;
  double angle = 0;               ///< degrees, clockwise, about the anchor
  std::string_view tooltip = {};  ///< shown by browsers; not escaped yet
};

/// Collects one drawing. Every colour is an attribute that any viewer understands, and a class that the HTML report's
/// style sheet overrides; there are no ids, so that several drawings can share a page.
class Svg {
 public:
  Svg(double width, double height, std::string_view description);

  void text(double x, double y, std::string_view text, const TextStyle& style);
  void line(double x1, double y1, double x2, double y2, const Ink& ink, double width = 1);
  void raw(std::string_view markup) { body_ += markup; }
  std::string finish() &&;

 private:
  std::string body_;
};

/// ` name="12.5"`.
std::string attribute(std::string_view name, double value);

}  // namespace glia::detail::report
