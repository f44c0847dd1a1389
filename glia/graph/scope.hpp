#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "glia/graph/variable.hpp"

namespace glia::detail {
struct VariableStore;
struct Trace;
}  // namespace glia::detail

#pragma GCC visibility push(default)
namespace glia {

/// Where the numbers of a random op come from: the model's seed, its iteration, and a key for this place in the model.
struct RandomSource {
  Tensor seed;       ///< i64 scalar
  Tensor iteration;  ///< i64 scalar
  std::uint64_t key = 0;
};

/// How a variable is drawn: from its shape, dtype and a key that depends on (seed, enclosing models, path) alone.
struct InitialDraw {
  Shape shape;
  DType dtype = f32;
  std::uint64_t key = 0;
  /// Large matrices are drawn a few rows of the first axis at a time. A function may ignore this and return all of
  /// `shape`.
  std::int64_t first_row = 0;
  std::int64_t rows = -1;  ///< −1 = all
};
using InitialValue = std::function<Array(const InitialDraw&)>;
using TensorFunction = std::function<Tensor(const Tensor&)>;

/// What a layer sees while its call() is traced. weight() and state() give the same variable each time they are called
/// with the same name in the same layer.
class Scope {
 public:
  /// A trainable variable. `initializer` is anything that maps an InitialDraw to an Array (an Initializer);
  /// regularizer and constraint map the weight to its penalty and to its projected value; both may be empty.
  Variable weight(std::string_view name, const Shape& shape, const InitialValue& initializer,
                  const TensorFunction& regularizer = {}, const TensorFunction& constraint = {});
  /// A variable that training does not touch; update() sets it.
  Variable state(std::string_view name, const Shape& shape, const InitialValue& initializer, DType dtype = f32);
  Variable state(std::string_view name, const Shape& shape, double initial = 0, DType dtype = f32);
  /// The value that `state` has after the step; every read in this step sees the value before it.
  void update(const Variable& state, const Tensor& value);
  bool training() const;                ///< tracing for fit, as opposed to evaluate and predict
  bool trainable() const;               ///< false in a layer that is frozen
  void add_loss(const Tensor& scalar);  ///< added to the loss that is minimised
  /// Which steps of `x` (n, steps, …) count: bool (n, steps), as Masking or Embedding made it, or an empty Tensor.
  Tensor mask(const Tensor& x) const;
  void set_mask(const Tensor& y, const Tensor& mask);  ///< for the layers and losses that read `y`
  RandomSource random();  ///< a source of its own for each call, also of one layer applied twice
  DType dtype() const;    ///< dtype in which the layer computes

  Scope(detail::Trace& trace, detail::VariableStore& store) : trace_(&trace), store_(&store) {}
  detail::Trace& trace() const { return *trace_; }
  detail::VariableStore& store() const { return *store_; }

 private:
  detail::Trace* trace_;
  detail::VariableStore* store_;
};

}  // namespace glia
#pragma GCC visibility pop
