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

void VariableState::ensure(std::uint64_t seed) {
  if (ready()) return;
  Array value = initial ? initial({shape, dtype, stream_key(seed, path, 0)}) : Array(shape, dtype);
  if (!(value.shape() == shape)) {
    throw ShapeError({.where = path,
                      .rule = "An initializer must return the shape that it is asked for",
                      .expected = shape.str(),
                      .received = value.shape().str()});
  }
  storage = to_layout(value.dtype() == dtype ? value : value.cast(dtype), layout);
}

void VariableState::relayout(Layout target) {
  if (target == layout) return;
  if (ready()) storage = to_layout(from_layout(storage, shape, layout), target);
  layout = target;
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
  state_->storage = Array(shape, dtype);
  if (initial != 0) state_->storage.fill(initial);
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
  if (!(value.shape() == shape())) {
    throw ShapeError({.where = path(),
                      .rule = "A variable keeps its shape",
                      .expected = shape().str(),
                      .received = value.shape().str()});
  }
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
