#include "glia/graph/variable.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "glia/base/ceil_div.hpp"
#include "glia/base/error.hpp"
#include "glia/base/random.hpp"
#include "glia/base/seed.hpp"
#include "glia/graph/node.hpp"
#include "glia/graph/variable_state.hpp"

namespace glia::detail {
namespace {

// Rows of a large matrix go through a buffer of this size where both orders would take twice its memory. The heap may
// keep several released ones: of 4 MB each it kept up to four, which the bill does not name.
constexpr std::int64_t kBuffer = 256 << 10;

std::int64_t panels_of(std::int64_t columns) { return ceil_div(columns, kPanel); }

std::int64_t rows_in_buffer(std::int64_t columns) {
  return std::max<std::int64_t>(1, kBuffer / std::max<std::int64_t>(1, columns * std::int64_t{sizeof(float)}));
}

/// Copies between row-major (k, n) and panels, four bytes an element.
template <bool ToPanels>
void convert(const float* from, float* to, std::int64_t rows, std::int64_t columns) {
  for (std::int64_t p = 0; p < panels_of(columns); ++p) {
    const std::int64_t width = std::min(kPanel, columns - p * kPanel);
    for (std::int64_t r = 0; r < rows; ++r) {
      const std::int64_t flat = r * columns + p * kPanel;
      const std::int64_t packed = (p * rows + r) * kPanel;
      const auto bytes = static_cast<std::size_t>(width) * sizeof(float);
      std::memcpy(to + (ToPanels ? packed : flat), from + (ToPanels ? flat : packed), bytes);
    }
  }
}

}  // namespace

std::int64_t matrix_rows(const Shape& concrete) { return concrete.sub(0, concrete.rank() - 1).elements(); }

std::int64_t storage_elements(const Spec& concrete) {
  if (concrete.layout == Layout::row_major) return concrete.shape.elements();
  return checked_multiply(matrix_rows(concrete.shape), panels_of(concrete.shape.dim(-1)) * kPanel);
}

Array to_layout(const Array& row_major, Layout layout) {
  if (layout == Layout::row_major) return row_major;
  const std::int64_t rows = matrix_rows(row_major.shape());
  const std::int64_t columns = row_major.dim(-1);
  Array out(Shape{panels_of(columns), rows, kPanel});
  convert<true>(row_major.span<float>().data(), out.span<float>().data(), rows, columns);
  return out;
}

Array from_layout(const Array& storage, const Shape& shape, Layout layout) {
  if (layout == Layout::row_major) return storage.copy();
  Array out(shape);
  convert<false>(storage.span<float>().data(), out.span<float>().data(), matrix_rows(shape), shape.dim(-1));
  return out;
}

namespace {

[[noreturn]] void throw_wrong_draw(const VariableState& state, const Shape& received) {
  throw ShapeError({.where = state.path,
                    .rule = "An initializer must return the shape that it is asked for",
                    .expected = state.shape.str(),
                    .received = received.str()});
}

/// Draws a matrix into panels some rows at a time, so that it never stands in memory twice. False if the initializer
/// knows only how to draw all of it.
bool draw_into_panels(const VariableState& state, std::uint64_t key, Array& storage) {
  if (state.shape.rank() != 2) return false;
  const std::int64_t rows = state.shape[0];
  const std::int64_t columns = state.shape[1];
  const std::int64_t step = rows_in_buffer(columns);
  if (step >= rows) return false;
  for (std::int64_t first = 0; first < rows; first += step) {
    const std::int64_t count = std::min(step, rows - first);
    const Array drawn = state.initial({state.shape, state.dtype, key, first, count});
    if (drawn.shape() == state.shape) return false;
    if (!(drawn.shape() == Shape{count, columns}) || drawn.dtype() != f32) throw_wrong_draw(state, drawn.shape());
    const float* from = drawn.span<float>().data();
    float* to = storage.span<float>().data();
    for (std::int64_t p = 0; p < panels_of(columns); ++p) {
      const auto bytes = static_cast<std::size_t>(std::min(kPanel, columns - p * kPanel)) * sizeof(float);
      for (std::int64_t r = 0; r < count; ++r) {
        std::memcpy(to + (p * rows + first + r) * kPanel, from + r * columns + p * kPanel, bytes);
      }
    }
  }
  return true;
}

Array empty_storage(const VariableState& state) {
  if (state.layout == Layout::row_major) return Array(state.shape, state.dtype);
  return Array(Shape{panels_of(state.shape.dim(-1)), matrix_rows(state.shape), kPanel});
}

}  // namespace

void VariableState::ensure(std::uint64_t from, std::uint64_t number) {
  if (ready()) return;
  if (!initial) {
    Array filled = empty_storage(*this);
    if (initial_fill != 0) filled.fill(initial_fill);
    storage = filled;
    return;
  }
  const std::uint64_t key = stream_key(from, enclosing + path, number);
  if (layout == Layout::panels) {
    Array panels = empty_storage(*this);
    if (draw_into_panels(*this, key, panels)) {
      storage = panels;
      return;
    }
  }
  const Array value = initial({shape, dtype, key, 0, -1});
  if (!(value.shape() == shape)) throw_wrong_draw(*this, value.shape());
  storage = to_layout(value.dtype() == dtype ? value : value.cast(dtype), layout);
}

namespace {

/// Turns `rows` × `columns` lines of 16 numbers into `columns` × `rows`, where they lie: each line goes along its cycle
/// of the permutation. Beside them it needs one bit a line.
void transpose_lines(float* lines, std::int64_t rows, std::int64_t columns) {
  using Line = std::array<float, kPanel>;
  std::vector<bool> done(static_cast<std::size_t>(rows * columns));
  for (std::int64_t start = 0; start < rows * columns; ++start) {
    if (done[static_cast<std::size_t>(start)]) continue;
    Line moving, waiting;
    std::memcpy(moving.data(), lines + start * kPanel, sizeof(Line));
    std::int64_t at = start;
    do {
      at = at % columns * rows + at / columns;
      float* const place = lines + at * kPanel;
      std::memcpy(waiting.data(), place, sizeof(Line));
      std::memcpy(place, moving.data(), sizeof(Line));
      moving = waiting;
      done[static_cast<std::size_t>(at)] = true;
    } while (at != start);
  }
}

}  // namespace

void VariableState::ensure() {
  if (ready()) return;
  if (!seed && initial) seed = next_seed();
  ensure(seed.value_or(0));
}

void VariableState::relayout(Layout target) {
  if (target == layout) return;
  if (ready() && shape.dim(-1) % kPanel == 0) {  // a large matrix must not stand in memory twice
    const bool to_panels = target == Layout::panels;
    const std::int64_t panels = panels_of(shape.dim(-1));
    const std::int64_t rows = matrix_rows(shape);
    transpose_lines(storage.span<float>().data(), to_panels ? rows : panels, to_panels ? panels : rows);
    storage = storage.reshape(to_panels ? Shape{panels, rows, kPanel} : shape);
  } else if (ready()) {
    const Array rows = layout == Layout::row_major ? storage : from_layout(storage, shape, layout);
    storage = to_layout(rows, target);
  }
  layout = target;
}

void VariableState::read(const ByteSink& sink) const {
  if (layout == Layout::row_major) return sink({storage.raw(), static_cast<std::size_t>(storage.bytes())});
  const std::int64_t rows = matrix_rows(shape), columns = shape.dim(-1), step = rows_in_buffer(columns);
  std::vector<float> buffer(static_cast<std::size_t>(std::min(step, rows) * columns));
  const float* from = storage.span<float>().data();
  for (std::int64_t first = 0; first < rows; first += step) {
    const std::int64_t count = std::min(step, rows - first);
    for (std::int64_t p = 0; p < panels_of(columns); ++p) {
      const auto bytes = static_cast<std::size_t>(std::min(kPanel, columns - p * kPanel)) * sizeof(float);
      for (std::int64_t r = 0; r < count; ++r) {
        std::memcpy(buffer.data() + r * columns + p * kPanel, from + (p * rows + first + r) * kPanel, bytes);
      }
    }
    sink(std::as_bytes(std::span(buffer).first(static_cast<std::size_t>(count * columns))));
  }
}

void require_shape(const Variable& variable, const Array& value) {
  if (value.shape() == variable.shape()) return;
  throw ShapeError({.where = variable.path(),
                    .rule = "A variable keeps its shape",
                    .expected = variable.shape().str(),
                    .received = value.shape().str()});
}

}  // namespace glia::detail

namespace glia {

Variable::Variable(std::string path, const Shape& shape, DType dtype, double initial)
    : state_(std::make_shared<detail::VariableState>()) {
  state_->path = std::move(path);
  state_->shape = shape;
  state_->dtype = dtype;
  state_->trainable = false;
  state_->is_weight = false;
  state_->initial_fill = initial;
}

const std::string& Variable::path() const { return state_->path; }
const Shape& Variable::shape() const { return state_->shape; }
DType Variable::dtype() const { return state_->dtype; }
bool Variable::trainable() const { return state_->trainable; }
void Variable::set_trainable(bool trainable) { state_->trainable = trainable; }

Array Variable::value() const {
  state_->ensure();
  return detail::from_layout(state_->storage, state_->shape, state_->layout);
}

void Variable::assign(const Array& value) {
  detail::require_shape(*this, value);
  const Array converted = detail::to_layout(value.dtype() == dtype() ? value : value.cast(dtype()), state_->layout);
  if (!state_->ready()) {
    state_->storage = converted.copy();
  } else {  // programs hold the address
    std::memcpy(state_->storage.raw(), converted.raw(), static_cast<std::size_t>(converted.bytes()));
  }
}

void Variable::assign(double value) {
  Array all(shape(), dtype());
  all.fill(value);
  assign(all);
}

Variable::operator Tensor() const { return detail::read(*this); }

}  // namespace glia
