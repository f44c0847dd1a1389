#include "glia/data/digits.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "glia/base/error.hpp"
#include "glia/data/digit_shapes.hpp"
#include "glia/data/split_mix.hpp"

namespace glia::datasets {
namespace {

using detail::DigitShape;
using detail::kMostPoints;
using detail::PenPoint;
using detail::SplitMix;
using detail::Stroke;

constexpr int kSide = 28;
constexpr int kBox = 20;    // MNIST scales a digit to this box, then centres its mass
constexpr int kPieces = 5;  // straight pieces between two points of a stroke: under 0.1 pixel off the curve

struct Point {
  double x = 0;
  double y = 0;
};

struct Segment {
  Point from, to;
};

/// The straight pieces of a digit; room for two strokes of the longest kind.
struct Drawing {
  std::array<Segment, 2 * kMostPoints * kPieces> segments;
  std::size_t count = 0;
};

using Canvas = std::array<double, kSide * kSide>;

std::size_t place(int x, int y) { return static_cast<std::size_t>(y) * kSide + static_cast<std::size_t>(x); }

const DigitShape& choose_shape(int digit, SplitMix& random) {
  double all = 0;
  for (const DigitShape& shape : detail::digit_shapes()) all += shape.digit == digit ? shape.weight : 0;
  double place = random.uniform(0, all);
  const DigitShape* chosen = nullptr;
  for (const DigitShape& shape : detail::digit_shapes()) {
    if (shape.digit != digit) continue;
    chosen = &shape;
    place -= shape.weight;
    if (place < 0) break;
  }
  return *chosen;
}

/// How one hand writes this time: slant, turn, proportions, and a bend of the whole plane.
struct Hand {
  double slant, sine, cosine, width, bend_x, bend_y, shake;

  Hand(double shape_width, SplitMix& random) {
    slant = 0.1 + 0.22 * random.bell();
    const double t = 0.06 * random.bell();  // tan(angle / 2): rational, so no libm and the same bits everywhere
    cosine = (1 - t * t) / (1 + t * t);
    sine = 2 * t / (1 + t * t);
    width = shape_width * (1 + 0.16 * random.bell());
    bend_x = 0.12 * random.bell();
    bend_y = 0.1 * random.bell();
    shake = random.uniform(0.01, 0.04);
  }

  Point place(const PenPoint& p, SplitMix& random) const {
    const double u = p.x - 0.5 + shake * random.bell();
    const double v = p.y - 0.5 + shake * random.bell();
    const double x = (u + bend_x * (4 * v * v - 0.5)) * width - slant * v;
    const double y = v + bend_y * (4 * u * u - 0.5);
    return {cosine * x - sine * y, sine * x + cosine * y};
  }
};

/// A Catmull-Rom curve through the points, cut into straight pieces; it starts anew at every corner.
void add_stroke(Stroke stroke, const Hand& hand, SplitMix& random, Drawing& drawing) {
  std::array<Point, kMostPoints> p;
  for (std::size_t i = 0; i < stroke.size(); ++i) p[i] = hand.place(stroke[i], random);
  for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
    const Point& a = p[i];
    const Point& b = p[i + 1];
    const Point& before = i == 0 || stroke[i].corner ? a : p[i - 1];
    const Point& after = i + 2 == stroke.size() || stroke[i + 1].corner ? b : p[i + 2];
    const auto curve = [&](double t, double w, double x, double y, double z) {
      return x + 0.5 * t * (y - w + t * (2 * w - 5 * x + 4 * y - z + t * (3 * (x - y) + z - w)));
    };
    Point last = a;
    for (int k = 1; k <= kPieces; ++k) {
      const double t = static_cast<double>(k) / kPieces;
      const Point next{curve(t, before.x, a.x, b.x, after.x), curve(t, before.y, a.y, b.y, after.y)};
      drawing.segments[drawing.count++] = {last, next};
      last = next;
    }
  }
}

/// Scales so that ink of radius `radius` fills the 20×20 box in its longer direction, in the middle of the canvas.
void frame(Drawing& drawing, double radius) {
  Point low = drawing.segments[0].from;
  Point high = low;
  for (std::size_t i = 0; i < drawing.count; ++i) {
    for (const Point& p : {drawing.segments[i].from, drawing.segments[i].to}) {
      low = {std::min(low.x, p.x), std::min(low.y, p.y)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
  }
  const double scale = (kBox - 2 * radius - 0.5) / std::max(high.x - low.x, high.y - low.y);
  const auto move = [&](Point& p) {
    p = {kSide / 2.0 + (p.x - (low.x + high.x) / 2) * scale, kSide / 2.0 + (p.y - (low.y + high.y) / 2) * scale};
  };
  for (std::size_t i = 0; i < drawing.count; ++i) {
    move(drawing.segments[i].from);
    move(drawing.segments[i].to);
  }
}

double squared_distance(const Segment& s, double x, double y) {
  const double dx = s.to.x - s.from.x;
  const double dy = s.to.y - s.from.y;
  const double length = dx * dx + dy * dy;
  const double along = (x - s.from.x) * dx + (y - s.from.y) * dy;
  const double t = length > 0 ? std::clamp(along / length, 0.0, 1.0) : 0;
  const double ex = x - s.from.x - t * dx;
  const double ey = y - s.from.y - t * dy;
  return ex * ex + ey * ey;
}

/// Ink by distance to the nearest piece: full within radius − soft, none beyond radius + soft.
void draw(const Drawing& drawing, double radius, double soft, Canvas& canvas) {
  const double reach = radius + soft;
  canvas.fill(reach * reach);
  const auto pixel = [](double v) { return std::clamp(static_cast<int>(v), 0, kSide - 1); };
  for (std::size_t i = 0; i < drawing.count; ++i) {
    const Segment& s = drawing.segments[i];
    const int left = pixel(std::min(s.from.x, s.to.x) - reach);
    const int right = pixel(std::max(s.from.x, s.to.x) + reach);
    const int bottom = pixel(std::max(s.from.y, s.to.y) + reach);
    for (int y = pixel(std::min(s.from.y, s.to.y) - reach); y <= bottom; ++y) {
      for (int x = left; x <= right; ++x) {
        double& nearest = canvas[place(x, y)];
        nearest = std::min(nearest, squared_distance(s, x + 0.5, y + 0.5));
      }
    }
  }
  for (double& value : canvas) {
    value = value >= reach * reach ? 0 : std::min(1.0, (reach - std::sqrt(value)) / (2 * soft));
  }
}

/// Whole pixels from the centre of mass to the centre of the image, as MNIST was centred.
std::array<int, 2> shift_to_centre(const Canvas& canvas) {
  double mass = 0, mass_x = 0, mass_y = 0;
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      const double value = canvas[place(x, y)];
      mass += value;
      mass_x += value * (x + 0.5);
      mass_y += value * (y + 0.5);
    }
  }
  return {static_cast<int>(std::floor(kSide / 2.0 - mass_x / mass + 0.5)),
          static_cast<int>(std::floor(kSide / 2.0 - mass_y / mass + 0.5))};
}

void draw_digit(int digit, SplitMix& random, std::uint8_t* image) {
  const DigitShape& shape = choose_shape(digit, random);
  const Hand hand(shape.width, random);
  Drawing drawing;
  for (const Stroke& stroke : shape.strokes) {
    if (!stroke.empty()) add_stroke(stroke, hand, random, drawing);
  }
  const double radius = random.uniform(0.8, 1.9);
  const double soft = random.uniform(0.5, 0.9);
  frame(drawing, radius);
  Canvas canvas;
  draw(drawing, radius, soft, canvas);
  const auto [right, down] = shift_to_centre(canvas);
  const double peak = *std::max_element(canvas.begin(), canvas.end());  // below 1 for the thinnest of strokes
  const double noise = random.uniform(0, 0.08);  // of the ink only: the paper is black in MNIST too
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      const int from_x = x - right;
      const int from_y = y - down;
      if (from_x < 0 || from_x >= kSide || from_y < 0 || from_y >= kSide) continue;
      const double ink = canvas[place(from_x, from_y)] / peak;
      if (ink == 0) continue;
      const double value = ink == 1 ? 1 : ink * (1 + noise * random.bell());
      image[place(x, y)] = static_cast<std::uint8_t>(std::lround(255 * std::clamp(value, 0.0, 1.0)));
    }
  }
}

}  // namespace

Split digits(Dim count, std::uint64_t seed) {
  if (count < 0) {
    throw ValueError({.where = "datasets::digits",
                      .rule = "The number of digits cannot be negative",
                      .received = std::to_string(static_cast<std::int64_t>(count))});
  }
  Split out{.x = Array(Shape{count, kSide, kSide}, u8), .y = Array(Shape{count}, u8)};
  std::uint8_t* image = out.x.span<std::uint8_t>().data();
  std::uint64_t index = 0;
  for (std::uint8_t& label : out.y.span<std::uint8_t>()) {
    SplitMix random(seed, index++);
    label = static_cast<std::uint8_t>(random.below(10));
    draw_digit(label, random, image);
    image += kSide * kSide;
  }
  return out;
}

}  // namespace glia::datasets
