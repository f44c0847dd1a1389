#pragma once
#include <functional>
#include <memory>
#include <string>

#include "glia/graph/tensor.hpp"

namespace glia::detail {
struct VariableState;
}

#pragma GCC visibility push(default)
namespace glia {

/// Numbers that live from step to step: weights, optimizer slots, metric totals, the learning rate.
/// A reference handle; inside a graph it reads as the value before the step.
class Variable {
 public:
  Variable() = default;
  Variable(std::string path, const Shape& shape, DType dtype = f32,
           double initial = 0);  ///< ready with one value everywhere
  explicit Variable(std::shared_ptr<detail::VariableState> state) : state_(std::move(state)) {}

  const std::string& path() const;  ///< "dense/kernel"
  const Shape& shape() const;
  DType dtype() const;
  bool trainable() const;
  void set_trainable(bool trainable);
  Array value() const;              ///< a row-major copy
  void assign(const Array& value);  ///< the same shape; numbers are converted to the variable's dtype
  void assign(double value);        ///< everywhere
  operator Tensor() const;          // NOLINT: reads it

  bool valid() const { return state_ != nullptr; }
  detail::VariableState& state() const { return *state_; }
  bool same(const Variable& other) const { return state_ == other.state_; }

 private:
  std::shared_ptr<detail::VariableState> state_;
};

}  // namespace glia
#pragma GCC visibility pop
