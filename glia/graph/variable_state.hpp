// internal
#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "glia/graph/op.hpp"
#include "glia/graph/scope.hpp"

namespace glia::detail {

struct VariableState {
  std::string path;
  Shape shape;
  DType dtype = f32;
  bool trainable = true;
  bool is_weight = true;  ///< belongs to model.weights(); false for slots, metric totals and the like
  InitialValue initial;   ///< empty = `initial_fill` everywhere
  double initial_fill = 0;
  TensorFunction constraint;   ///< applied after each update; may be empty
  TensorFunction regularizer;  ///< its value is added to the loss; may be empty
  Layout layout = Layout::row_major;
  bool layout_is_fixed = false;  ///< set by the first program that uses it
  Array storage;                 ///< in `layout`; empty before it is drawn

  /// Draws the initial value for `seed` unless there is a value already.
  void ensure(std::uint64_t seed);
  bool ready() const { return storage.raw() != nullptr; }
  /// Moves the numbers into another layout; programs that hold the old one must not run any more.
  void relayout(Layout target);
};

/// Bytes of a value in a layout: panels are padded to whole panels of 16 columns.
std::int64_t storage_elements(const Spec& concrete);
/// A ShapeError unless `value` can be assigned to `variable`.
void require_shape(const Variable& variable, const Array& value);
Array to_layout(const Array& row_major, Layout layout);
Array from_layout(const Array& storage, const Shape& shape, Layout layout);

}  // namespace glia::detail
