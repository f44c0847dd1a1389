#include "glia/initializers/draws.hpp"

#include "glia/base/error.hpp"
#include "glia/base/random.hpp"

namespace glia::detail {
namespace {

std::uint64_t key_of(const InitialDraw& draw, Dim seed) {
  return seed < 0 ? draw.key : stream_key(static_cast<std::uint64_t>(static_cast<std::int64_t>(seed)), "", 0);
}

/// The shape of the rows that are wanted, and the first of their elements.
struct Wanted {
  explicit Wanted(const InitialDraw& draw) : shape(draw.shape) {
    if (draw.rows < 0) return;
    shape[0] = draw.rows;
    first = draw.first_row * draw.shape.sub(1, draw.shape.rank()).elements();
  }
  Shape shape;
  std::int64_t first = 0;
};

/// fill(data, first element, count, key) for f32 or f64.
template <class F>
Array drawn(const InitialDraw& draw, Dim seed, F&& fill) {
  const Wanted wanted(draw);
  Array out(wanted.shape, draw.dtype.is_real() ? draw.dtype : DType(f32));
  if (out.dtype() == f64) {
    fill(out.span<double>().data(), wanted.first, out.size(), key_of(draw, seed));
  } else {
    fill(out.span<float>().data(), wanted.first, out.size(), key_of(draw, seed));
  }
  return out;
}

void require_spread(double stddev) {
  if (!(stddev >= 0)) {
    throw ValueError({.where = "initializer",
                      .rule = "The standard deviation must not be below 0",
                      .received = std::to_string(stddev)});
  }
}

}  // namespace

Array drawn_value(const InitialDraw& draw, double value) {
  Array out(Wanted(draw).shape, draw.dtype);
  if (value != 0) out.fill(value);
  return out;
}

Array drawn_uniform(const InitialDraw& draw, Dim seed, double low, double high) {
  if (!(low <= high)) {
    throw ValueError({.where = "initializer",
                      .rule = "minval must not exceed maxval",
                      .received = std::to_string(low) + " and " + std::to_string(high)});
  }
  return drawn(draw, seed, [&]<class T>(T* data, std::int64_t first, std::int64_t count, std::uint64_t key) {
    fill_uniform(data, first, count, key, 0, static_cast<T>(low), static_cast<T>(high));
  });
}

Array drawn_normal(const InitialDraw& draw, Dim seed, double mean, double stddev) {
  require_spread(stddev);
  return drawn(draw, seed, [&]<class T>(T* data, std::int64_t first, std::int64_t count, std::uint64_t key) {
    fill_normal(data, first, count, key, 0, mean, stddev);
  });
}

Array drawn_truncated_normal(const InitialDraw& draw, Dim seed, double mean, double stddev) {
  require_spread(stddev);
  return drawn(draw, seed, [&]<class T>(T* data, std::int64_t first, std::int64_t count, std::uint64_t key) {
    fill_truncated_normal(data, first, count, key, 0, mean, stddev);
  });
}

}  // namespace glia::detail
