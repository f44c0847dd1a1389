#pragma once
#include <string>
#include <vector>

#include "glia/layers/layer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Cells on top of each other as one: each reads the output of the one below at the same step. States: those of all
/// cells, the lowest first. ValueError without cells.
struct StackedRNNCells {
  std::vector<Layer> cells = {};
  std::string name = {};
  bool trainable = true;
  DType dtype = f32;

  static void fields(Fields& f);
  std::vector<Dim> state_size() const;
  std::size_t output_state() const;  ///< the first of the last cell's
  Tensors call(Scope& scope, const Tensors& x_and_states) const;
};

}  // namespace glia
#pragma GCC visibility pop
