// internal
#pragma once
#include <vector>

#include "glia/graph/scope.hpp"

namespace glia::detail {

/// The states of a stateful layer: variables (batch, …), zeros at first, that live from batch to batch. They are no
/// weights: neither listed nor saved.
class KeptStates {
 public:
  /// For inputs like x and states of one sample of these shapes. ValueError unless the size of the batch is known, and
  /// the same each time.
  KeptStates(Scope& scope, const Tensor& x, const std::vector<Shape>& shapes);
  /// The states before this batch, one row for each of x. A DataError at run time if x has another number of rows.
  Tensors read() const;
  void write(const Tensors& states) const;

 private:
  Tensor rows_of_x() const;

  Scope& scope_;
  Tensor x_;
  std::int64_t batch_ = 0;
  std::vector<Variable> variables_;
};

}  // namespace glia::detail
