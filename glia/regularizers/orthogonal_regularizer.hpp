#pragma once
#include <string>

#include "glia/regularizers/regularizer.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace regularizers {

/// factor times the mean of |cos| over all pairs of rows (mode "rows") or columns ("columns") of a matrix.
/// A ShapeError unless the weight has two axes and at least two such rows; a ValueError for another mode.
struct OrthogonalRegularizer {
  double factor = 0.01;
  std::string mode = "rows";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& w) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
