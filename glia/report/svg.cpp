#include "glia/report/svg.hpp"

#include "glia/report/text.hpp"

namespace glia::detail::report {
namespace {

// A file opened on its own is shown larger than its units, which are made for half a page of a report.
constexpr double kNaturalScale = 1.5;

constexpr std::string_view kFonts =
    "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Noto Sans','Liberation Sans','PingFang SC',"
    "'Microsoft YaHei','Noto Sans CJK SC',sans-serif";

}  // namespace

std::string attribute(std::string_view name, double value) {
  return concat({" ", name, "=\"", coordinate(value), "\""});
}

Svg::Svg(double width, double height, std::string_view description) {
  const std::string w = coordinate(width);
  const std::string h = coordinate(height);
  body_ = concat({"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ", w, " ", h, "\"",
                  attribute("width", width * kNaturalScale), attribute("height", height * kNaturalScale),
                  " role=\"img\" aria-label=\"", escape(description), "\" font-family=\"", kFonts, "\">\n",
                  "<rect width=\"", w, "\" height=\"", h, "\"", paint(kPaper, "fill"), "/>\n"});
}

void Svg::text(double x, double y, std::string_view text, const TextStyle& style) {
  body_ += concat(
      {"<text", attribute("x", x), attribute("y", y), attribute("font-size", style.size), paint(style.ink, "fill")});
  if (style.anchor != Anchor::start)
    body_ += style.anchor == Anchor::middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"";
  if (style.bold) body_ += " font-weight=\"600\"";
  if (style.angle != 0) {
    body_ += concat({" transform=\"rotate(", coordinate(style.angle), " ", coordinate(x), " ", coordinate(y), ")\""});
  }
  body_ += concat({">", escape(text)});
  if (!style.tooltip.empty()) body_ += concat({"<title>", escape(style.tooltip), "</title>"});
  body_ += "</text>\n";
}

void Svg::line(double x1, double y1, double x2, double y2, const Ink& ink, double width) {
  body_ += concat({"<line", attribute("x1", x1), attribute("y1", y1), attribute("x2", x2), attribute("y2", y2),
                   paint(ink, "stroke"), attribute("stroke-width", width), "/>\n"});
}

std::string Svg::finish() && {
  body_ += "</svg>\n";
  return std::move(body_);
}

}  // namespace glia::detail::report
