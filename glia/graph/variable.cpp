#include "glia/graph/variable.hpp"

#include <algorithm>
#include <cstring>

#include "glia/base/error.hpp"
#include "glia/base/random.hpp"
#include "glia/graph/node.hpp"
#include "glia/graph/variable_state.hpp"

namespace glia::detail {
namespace {

constexpr std::int64_t kPanel = 16;  // columns of a panel: one cache line of f32

std::int64_t panels_of(std::int64_t columns) { return (columns + kPanel - 1) / kPanel; }

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

std::int64_t storage_elements(const Spec& concrete) {
  if (concrete.layout == Layout::row_major) return concrete.shape.elements();
  return checked_multiply(concrete.shape[0], panels_of(concrete.shape[1]) * kPanel);
}

Array to_layout(const Array& row_major, Layout layout) {
  if (layout == Layout::row_major) return row_major;
  const std::int64_t rows = row_major.dim(0);
  const std::int64_t columns = row_major.dim(1);
  Array out(Shape{panels_of(columns), rows, kPanel});
  convert<true>(row_major.span<float>().data(), out.span<float>().data(), rows, columns);
  return out;
}

Array from_layout(const Array& storage, const Shape& shape, Layout layout) {
  if (layout == Layout::row_major) return storage.copy();
  Array out(shape);
  convert<false>(storage.span<float>().data(), out.span<float>().data(), shape[0], shape[1]);
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
  constexpr std::int64_t kBytes = 4 << 20;
  const std::int64_t rows = state.shape[0];
  const std::int64_t columns = state.shape[1];
  const std::int64_t step = std::max<std::int64_t>(1, kBytes / (columns * static_cast<std::int64_t>(sizeof(float))));
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
  return Array(Shape{panels_of(state.shape[1]), state.shape[0], kPanel});
}

}  // namespace

void VariableState::ensure(std::uint64_t seed) {
  if (ready()) return;
  if (!initial) {
    Array filled = empty_storage(*this);
    if (initial_fill != 0) filled.fill(initial_fill);
    storage = filled;
    return;
  }
  const std::uint64_t key = stream_key(seed, path, 0);
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

void VariableState::relayout(Layout target) {
  if (target == layout) return;
  if (ready()) {
    const Array rows = layout == Layout::row_major ? storage : from_layout(storage, shape, layout);
    storage = to_layout(rows, target);
  }
  layout = target;
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
  if (!state_->ready()) state_->ensure(detail::global_seed());
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
