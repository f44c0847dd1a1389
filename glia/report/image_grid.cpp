#include "glia/report/image_grid.hpp"

#include <algorithm>
#include <cmath>

#include "glia/base/ceil_div.hpp"
#include "glia/base/error.hpp"
#include "glia/report/labels.hpp"
#include "glia/report/png.hpp"
#include "glia/report/svg.hpp"
#include "glia/report/text.hpp"

namespace glia {
namespace {

using namespace detail::report;  // NOLINT: internals of this folder

constexpr std::int64_t kMostImages = 1'000;
constexpr double kEdge = 16;
constexpr double kGap = 10;
constexpr double kCaptionSize = 11.5;
constexpr double kCaptionLine = 14;
constexpr double kBold = 1.08;  // how much wider than regular text

struct Layout {
  std::int64_t count, height, width, channels, columns, rows;
  double scale;        // units a pixel
  std::int64_t gap_x;  // clear pixels between pictures
  std::int64_t gap_y;  // with room for the caption
  std::int64_t lines;  // of the tallest caption
  std::int64_t pitch_x() const { return width + gap_x; }
  std::int64_t pitch_y() const { return height + gap_y; }
};

std::vector<std::string_view> split(std::string_view caption) {
  std::vector<std::string_view> out;
  for (std::size_t end = 0; end != std::string_view::npos;) {
    end = caption.find('\n');
    out.push_back(caption.substr(0, end));
    caption.remove_prefix(end == std::string_view::npos ? caption.size() : end + 1);
  }
  return out;
}

double widest(const std::vector<std::string>& captions) {
  double width = 0;
  for (const std::string& caption : captions) {
    for (const std::string_view line : split(caption)) width = std::max(width, kBold * text_width(line, kCaptionSize));
  }
  return width;
}

std::int64_t caption_lines(const std::vector<std::string>& captions) {
  std::size_t lines = 0;
  for (const std::string& caption : captions) lines = std::max(lines, split(caption).size());
  return static_cast<std::int64_t>(lines);
}

void check(const Array& images, const ImageGridOptions& options) {
  const int rank = images.rank();
  const bool shaped = rank == 3 || (rank == 4 && (images.dim(3) == 1 || images.dim(3) == 3));
  if (!shaped) {
    throw ShapeError({.where = "image_grid",
                      .rule = "Pictures must be grey or RGB, channels last",
                      .expected = "shape (n, height, width) or (n, height, width, 1 or 3)",
                      .received = images.shape().str(),
                      .hint = "For flat rows: images.reshape({-1, 28, 28})"});
  }
  const std::int64_t count = images.dim(0);
  if (images.empty() || count > kMostImages) {
    throw ValueError({.where = "image_grid",
                      .rule = "A grid shows 1 to 1,000 pictures of at least one pixel",
                      .received = images.shape().str(),
                      .hint = "images.rows(0, 100) takes the first hundred"});
  }
  const auto fits = [&](std::size_t size) { return size == 0 || static_cast<std::int64_t>(size) == count; };
  if (!fits(options.captions.size()) || !fits(options.wrong.size())) {
    throw ValueError({.where = "image_grid",
                      .rule = "There must be as many captions as pictures",
                      .expected = std::to_string(count),
                      .received = concat({std::to_string(options.captions.size()), " captions and ",
                                          std::to_string(options.wrong.size()), " values of wrong"})});
  }
  if (options.columns < 0 || !(options.size >= 0 && options.size <= 2'000)) {
    throw ValueError({.where = "image_grid", .rule = "columns must be 0 or more, size must lie in 0…2,000"});
  }
}

Layout lay_out(const Array& images, const ImageGridOptions& options) {
  Layout out{};
  out.count = images.dim(0);
  out.height = images.dim(1);
  out.width = images.dim(2);
  out.channels = images.rank() == 4 ? images.dim(3) : 1;
  const double caption = std::min(widest(options.captions), 130.0);
  const double room = 560 - 2 * kEdge + kGap;
  const auto suitable = static_cast<std::int64_t>(std::ceil(std::sqrt(1.6 * static_cast<double>(out.count))));
  const auto most = static_cast<std::int64_t>(room / std::max(caption + 4, 56 + kGap));
  out.columns =
      options.columns > 0 ? std::int64_t{options.columns} : std::min(suitable, std::max<std::int64_t>(most, 1));
  out.columns = std::min(out.columns, out.count);
  out.rows = detail::ceil_div(out.count, out.columns);
  const double size =
      options.size > 0 ? options.size : std::clamp(room / static_cast<double>(out.columns) - kGap, 56.0, 120.0);
  // Whole units a pixel where pictures are small, so that pixels stay square and equal.
  out.scale = size / static_cast<double>(out.width);
  if (options.size == 0 && out.scale >= 2) out.scale = std::floor(out.scale * 2) / 2;
  const auto pixels = [&](double units) { return static_cast<std::int64_t>(std::ceil(units / out.scale)); };
  // Where a caption is wider than its picture, the pictures move apart.
  out.gap_x =
      pixels(std::max(kGap, options.columns > 0 ? 0 : caption + 4 - out.scale * static_cast<double>(out.width)));
  out.lines = caption_lines(options.captions);
  out.gap_y = pixels(options.captions.empty() ? kGap : kCaptionLine * static_cast<double>(out.lines) + 13);
  return out;
}

std::pair<double, double> tone_range(const Array& images, const ImageGridOptions& options) {
  double low = 0;
  double high = 255;
  if (images.dtype() == boolean) high = 1;
  if (images.dtype() != u8 && images.dtype() != boolean) {
    low = std::numeric_limits<double>::infinity();
    high = -low;
    for (const double v : images) {
      if (!std::isfinite(v)) continue;
      low = std::min(low, v);
      high = std::max(high, v);
    }
    if (low >= 0 && high <= 1) {
      low = 0;
      high = 1;
    } else if (low >= 0 && high <= 255) {
      low = 0;
      high = 255;
    }
  }
  if (!std::isnan(options.vmin)) low = options.vmin;
  if (!std::isnan(options.vmax)) high = options.vmax;
  if (low == high) high = low + 1;
  const bool given = !std::isnan(options.vmin) || !std::isnan(options.vmax);
  if (given && !(low < high && std::isfinite(high - low))) {
    throw ValueError({.where = "image_grid",
                      .rule = "vmin must be below vmax",
                      .received = concat({std::to_string(low), " and ", std::to_string(high)})});
  }
  return {low, high};
}

// All pictures in one, clear between them, with an opacity channel.
std::string mosaic(const Array& images, const Layout& at, std::pair<double, double> tones) {
  const std::int64_t stride = at.channels + 1;
  const std::int64_t width = at.columns * at.pitch_x() - at.gap_x;
  const std::int64_t height = at.rows * at.pitch_y() - at.gap_y;
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(checked_multiply(checked_multiply(width, height), stride)));
  const double span = tones.second - tones.first;
  std::int64_t source = 0;
  for (std::int64_t n = 0; n < at.count; ++n) {
    for (std::int64_t y = 0; y < at.height; ++y) {
      const std::int64_t row = n / at.columns * at.pitch_y() + y;
      auto* target = &pixels[static_cast<std::size_t>((row * width + n % at.columns * at.pitch_x()) * stride)];
      for (std::int64_t x = 0; x < at.width; ++x) {
        for (std::int64_t c = 0; c < at.channels; ++c) {
          const double tone = 255 * (images.get(source++) - tones.first) / span;
          *target++ = tone > 0 ? static_cast<std::uint8_t>(std::lround(std::min(tone, 255.0))) : std::uint8_t{0};
        }
        *target++ = 255;
      }
    }
  }
  return encode_png(pixels, width, height, static_cast<int>(stride));
}

}  // namespace

Figure image_grid(const Array& images, const ImageGridOptions& options) {
  check(images, options);
  const Layout at = lay_out(images, options);
  const auto units = [&](std::int64_t pixels) { return static_cast<double>(pixels) * at.scale; };
  const double top = kEdge + (options.title.empty() ? 0 : 28);
  const double inner = units(at.columns * at.pitch_x() - at.gap_x);
  const double width = std::max(inner + 2 * kEdge, options.title.empty() ? 0.0 : 240.0);
  const double bottom = options.captions.empty() ? kEdge : kEdge + kCaptionLine * static_cast<double>(at.lines);
  const double picture_height = units(at.rows * at.pitch_y() - at.gap_y);
  Svg svg(width, top + picture_height + bottom, options.title.empty() ? "pictures" : options.title);
  if (!options.title.empty()) {
    svg.text(kEdge, kEdge + 14, shortened(options.title, 17, width - 2 * kEdge),
             {.size = 16, .ink = kInk, .bold = true});
  }
  svg.raw(
      concat({"<image", attribute("x", kEdge), attribute("y", top), attribute("width", inner),
              attribute("height", picture_height), at.scale >= 1.5 ? " style=\"image-rendering:pixelated\"" : "",
              " href=\"data:image/png;base64,", base64(mosaic(images, at, tone_range(images, options))), "\"/>\n"}));
  for (std::size_t n = 0; n < options.captions.size(); ++n) {
    const auto i = static_cast<std::int64_t>(n);
    const double x = kEdge + units(i % at.columns * at.pitch_x()) + units(at.width) / 2;
    const double y = top + units(i / at.columns * at.pitch_y() + at.height) + kCaptionSize + 3;
    const bool wrong = !options.wrong.empty() && options.wrong[n];
    const std::vector<std::string_view> lines = split(options.captions[n]);
    for (std::size_t k = 0; k < lines.size(); ++k) {
      const std::string text = shortened(lines[k], kCaptionSize * kBold, units(at.pitch_x()) - 2);
      svg.text(x, y + kCaptionLine * static_cast<double>(k), text,
               {.size = kCaptionSize,
                .anchor = Anchor::middle,
                .ink = wrong ? kRed : kMuted,
                .bold = wrong,
                .tooltip = options.captions[n]});
    }
  }
  return {std::move(svg).finish()};
}

ImageGridOptions prediction_captions(const Array& y_true, const Array& y_pred,
                                     const std::vector<std::string>& class_names) {
  const std::vector<std::int64_t> is = class_numbers(y_true, false, "y_true");
  const std::vector<std::int64_t> read = class_numbers(y_pred, true, "y_pred");
  if (is.size() != read.size()) {
    throw ShapeError({.where = "prediction_captions",
                      .rule = "y_true and y_pred must have equally many rows",
                      .expected = std::to_string(is.size()),
                      .received = std::to_string(read.size())});
  }
  const auto name = [&](std::int64_t label) {
    return class_names.empty() ? std::to_string(label) : class_names[static_cast<std::size_t>(label)];
  };
  ImageGridOptions out;
  for (std::size_t i = 0; i < is.size(); ++i) {
    if (!class_names.empty()) {
      check_label(is[i], static_cast<std::int64_t>(class_names.size()), i, "y_true");
      check_label(read[i], static_cast<std::int64_t>(class_names.size()), i, "y_pred");
    }
    const bool wrong = is[i] != read[i];
    out.captions.push_back(
        wrong ? concat({"read ", name(read[i]), class_names.empty() ? ", is " : ",\nis ", name(is[i])}) : name(is[i]));
    out.wrong.push_back(wrong);
  }
  return out;
}

}  // namespace glia
