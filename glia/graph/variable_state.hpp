// internal
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "glia/base/byte_sink.hpp"
#include "glia/graph/op.hpp"
#include "glia/graph/scope.hpp"

namespace glia::detail {

struct VariableState {
  std::string path;
  Shape shape;
  DType dtype = f32;
  bool trainable = true;
  std::string enclosing;              ///< models that the path is inside of: "outer/left/", or empty
  std::optional<std::uint64_t> seed;  ///< of the model it belongs to; none = of no model
  bool is_weight = true;              ///< belongs to model.weights(); false for slots, metric totals and the like
  InitialValue initial;               ///< empty = `initial_fill` everywhere
  double initial_fill = 0;
  TensorFunction constraint;   ///< applied after each update; may be empty
  TensorFunction regularizer;  ///< its value is added to the loss; may be empty
  Layout layout = Layout::row_major;
  bool layout_is_fixed = false;  ///< set by the first program that uses it
  Array storage;                 ///< in `layout`; empty before it is drawn

  /// Draws the initial value unless there is one already, from `seed` and the path; `number` tells apart variables of
  /// one path. Without a seed from the model's, or, of no model, from a seed that is taken for it alone.
  void ensure(std::uint64_t from, std::uint64_t number = 0);
  void ensure();
  bool ready() const { return storage.raw() != nullptr; }
  /// Moves the numbers into another layout; programs that hold the old one must not run any more.
  void relayout(Layout target);
  /// Hands out the numbers row-major, whatever the layout, in pieces of some megabytes at most unless they lie so.
  void read(const ByteSink& sink) const;
};

/// The rows of a value seen as a matrix of its last axis.
std::int64_t matrix_rows(const Shape& concrete);
/// Bytes of a value in a layout: panels are padded to whole panels of 16 columns.
std::int64_t storage_elements(const Spec& concrete);
/// A ShapeError unless `value` can be assigned to `variable`.
void require_shape(const Variable& variable, const Array& value);
Array to_layout(const Array& row_major, Layout layout);
Array from_layout(const Array& storage, const Shape& shape, Layout layout);

}  // namespace glia::detail
