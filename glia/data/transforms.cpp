#include "glia/data/transforms.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <string>

#include "glia/base/error.hpp"
#include "glia/data/split_mix.hpp"

namespace glia::utils {
namespace {

std::string text(double value) {
  std::string out = std::to_string(value);
  if (out.find('.') != std::string::npos) out.erase(std::max(out.find_last_not_of('0'), out.find('.') + 1) + 1);
  return value == std::floor(value) && out.ends_with(".0") ? out.substr(0, out.size() - 2) : out;
}

DType real_type(const Array& x) { return x.dtype() == f64 ? f64 : f32; }

void require_rows(const char* where, const Array& x) {
  if (x.rank() == 0)
    throw ShapeError({.where = where, .rule = "Data have at least one axis, the rows", .received = "a single number"});
  if (x.empty()) throw DataError({.where = where, .rule = "There are no data", .received = "shape " + x.shape().str()});
}

[[noreturn]] void throw_not_finite(const char* where, std::int64_t position, double value) {
  throw DataError({.where = where,
                   .rule = "All values must be finite",
                   .received = text(value) + " at element " + std::to_string(position),
                   .hint = "Remove or replace missing values first"});
}

Shape row_shape(const Array& x) { return x.shape().sub(1, x.rank()); }

}  // namespace

Array to_categorical(const Array& y, Dim num_classes) {
  const char* where = "to_categorical";
  Shape shape = y.shape();
  if (shape.rank() > 1 && shape[shape.rank() - 1] == 1) shape.erase(shape.rank() - 1);
  double largest = -1;
  for (std::int64_t i = 0; i < y.size(); ++i) {
    const double label = y.get(i);
    if (!(label >= 0 && label == std::floor(label))) {
      throw DataError({.where = where,
                       .rule = "Labels are whole numbers from 0 on",
                       .received = text(label) + " at element " + std::to_string(i)});
    }
    if (num_classes != -1 && label >= static_cast<double>(num_classes)) {
      throw DataError(
          {.where = where,
           .rule = "A label is too large for " + std::to_string(static_cast<std::int64_t>(num_classes)) + " classes",
           .expected = "0 to " + std::to_string(num_classes - 1),
           .received = text(label) + " at element " + std::to_string(i)});
    }
    largest = std::max(largest, label);
  }
  if (num_classes == -1 && y.empty()) {
    throw DataError(
        {.where = where, .rule = "No labels, so the number of classes is unknown", .hint = "Give num_classes"});
  }
  if (num_classes != -1 && num_classes < 1) {
    throw ValueError({.where = where,
                      .rule = "There is at least one class",
                      .received = std::to_string(static_cast<std::int64_t>(num_classes))});
  }
  if (largest >= 0x1p53)
    throw DataError({.where = where, .rule = "A label is too large to be a class", .received = text(largest)});
  const std::int64_t classes = num_classes == -1 ? static_cast<std::int64_t>(largest) + 1 : std::int64_t{num_classes};
  shape.push_back(classes);
  Array out(shape, f32);
  float* values = out.span<float>().data();
  for (std::int64_t i = 0; i < y.size(); ++i) values[i * classes + static_cast<std::int64_t>(y.get(i))] = 1;
  return out;
}

Array normalize(const Array& x) {
  require_rows("normalize", x);
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (std::int64_t i = 0; i < x.size(); ++i) {
    const double value = x.get(i);
    if (!std::isfinite(value)) throw_not_finite("normalize", i, value);
    low = std::min(low, value);
    high = std::max(high, value);
  }
  Array out(x.shape(), real_type(x));
  // Halves first: max − min of two large values of opposite sign would overflow.
  const double range = high / 2 - low / 2;
  if (range == 0) return out;
  for (std::int64_t i = 0; i < x.size(); ++i) out.set(i, (x.get(i) / 2 - low / 2) / range);
  return out;
}

Array ColumnScale::apply(const Array& x) const {
  require_rows("standardize", x);
  if (row_shape(x) != mean.shape()) {
    throw ShapeError({.where = "standardize",
                      .rule = "The rows must have the shape of those that the scale was made from",
                      .expected = mean.shape().str(),
                      .received = row_shape(x).str()});
  }
  Array out(x.shape(), real_type(x));
  const std::int64_t columns = mean.size();
  for (std::int64_t i = 0; i < x.size(); ++i) {
    const double deviation = std.get(i % columns);
    out.set(i, (x.get(i) - mean.get(i % columns)) / (deviation == 0 ? 1 : deviation));
  }
  return out;
}

Standardized standardize(const Array& x) {
  require_rows("standardize", x);
  ColumnScale scale{.mean = Array(row_shape(x), f64), .std = Array(row_shape(x), f64)};
  const auto mean = scale.mean.span<double>();
  const auto deviation = scale.std.span<double>();
  // Welford's update: one pass, no cancellation, and a constant column keeps a deviation of exactly zero.
  for (std::int64_t i = 0; i < x.size(); ++i) {
    const double value = x.get(i);
    if (!std::isfinite(value)) throw_not_finite("standardize", i, value);
    const std::size_t row = static_cast<std::size_t>(i) / mean.size();
    const std::size_t column = static_cast<std::size_t>(i) % mean.size();
    const double above = value - mean[column];
    mean[column] += above / static_cast<double>(row + 1);
    deviation[column] += above * (value - mean[column]);
  }
  for (double& d : deviation) d = std::sqrt(d / static_cast<double>(x.dim(0)));
  return {.x = scale.apply(x), .scale = scale};
}

Array take_rows(const Array& x, const std::vector<std::int64_t>& rows) {
  if (x.rank() == 0) throw ShapeError({.where = "take_rows", .rule = "A single number has no rows"});
  Shape shape = x.shape();
  shape[0] = static_cast<std::int64_t>(rows.size());
  Array out(shape, x.dtype());
  const std::int64_t count = x.dim(0);
  const std::int64_t row_bytes = checked_multiply(row_shape(x).elements(), static_cast<std::int64_t>(x.dtype().size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::int64_t row = rows[i] < 0 ? rows[i] + count : rows[i];
    if (row < 0 || row >= count) {
      throw ValueError({.where = "take_rows",
                        .rule = "Row " + std::to_string(rows[i]) + " does not exist",
                        .expected = std::to_string(-count) + " to " + std::to_string(count - 1)});
    }
    if (row_bytes > 0) {
      std::memcpy(out.raw() + static_cast<std::int64_t>(i) * row_bytes, x.raw() + row * row_bytes,
                  static_cast<std::size_t>(row_bytes));
    }
  }
  return out;
}

datasets::Dataset train_test_split(const Array& x, const Array& y, double test_size, std::uint64_t seed) {
  const char* where = "train_test_split";
  require_rows(where, x);
  require_rows(where, y);
  if (x.dim(0) != y.dim(0)) {
    throw ShapeError({.where = where,
                      .rule = "x and y must have the same number of rows",
                      .expected = std::to_string(x.dim(0)),
                      .received = std::to_string(y.dim(0))});
  }
  if (!(test_size > 0 && test_size < 1)) {
    throw ValueError(
        {.where = where, .rule = "test_size is a part of the rows, between 0 and 1", .received = text(test_size)});
  }
  const std::int64_t rows = x.dim(0);
  const auto held_out = static_cast<std::int64_t>(std::ceil(test_size * static_cast<double>(rows)));
  if (held_out >= rows) {
    throw DataError({.where = where,
                     .rule = "No row would be left to train on",
                     .received = std::to_string(rows) + " rows, test_size " + text(test_size)});
  }
  std::vector<std::int64_t> order(static_cast<std::size_t>(rows));
  std::iota(order.begin(), order.end(), std::int64_t{0});
  detail::SplitMix random(seed);
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  const std::vector<std::int64_t> test(order.begin(), order.begin() + held_out);
  const std::vector<std::int64_t> train(order.begin() + held_out, order.end());
  return {.train = {take_rows(x, train), take_rows(y, train)}, .test = {take_rows(x, test), take_rows(y, test)}};
}

}  // namespace glia::utils
