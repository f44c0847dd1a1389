// internal
#pragma once
#include "glia/graph/node.hpp"
#include "glia/ops/control.hpp"
#include "glia/ops/region_ops.hpp"

namespace glia::detail {

/// How the operands of a scan divide. Inputs, and parameters of the body: carries, sequences (the body sees a slice),
/// captured values. Outputs: carries, then ys; the body gives one step of each.
struct ScanParts {
  std::size_t carries, sequences, captured, ys;
  std::int64_t length;
  bool reverse;

  explicit ScanParts(const Node& node);
  std::size_t first_sequence() const { return carries; }
  std::size_t first_captured() const { return carries + sequences; }
};

/// (T, shape…)
Shape stacked(const Shape& shape, std::int64_t length);
/// Emits a scan of the body that was traced from `arguments` (carries, then slices) to `results` (carries, then ys).
ops::ScanResult emit_scan(const Tensors& init, const Tensors& xs, std::int64_t length, bool reverse,
                          const Tensors& arguments, const Tensors& results);
/// Columns of a product, as the gates of a cell are, become products with columns of the matrix: the gates then lie
/// where they are read instead of being copied out. Changes `results`, traced from `arguments`.
void split_products(const Tensors& arguments, Tensors& results);
/// Moves products of a slice with a captured matrix out of a loop: all steps at once are one tall product. Changes
/// `xs`, `arguments` and `results`.
void lift_products(Tensors& xs, std::int64_t length, std::size_t carries, Tensors& arguments, Tensors& results);
Tensors scan_gradient(const GradientCall& c);

}  // namespace glia::detail
