#include "glia/layers/kept_states.hpp"

#include "glia/base/error.hpp"
#include "glia/base/shape.hpp"
#include "glia/graph/fixed_batch.hpp"
#include "glia/graph/trace.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

std::string name_of(std::size_t i) { return i == 0 ? "rnn_state" : "rnn_state_" + std::to_string(i); }

std::int64_t batch_of(const Scope& scope, const Tensor& x) {
  const std::int64_t rows = x.shape()[0];
  const Variable* known = scope.store().find(name_of(0));
  const std::int64_t batch = known != nullptr ? known->shape()[0] : 0;
  if (rows >= 0) {
    if (batch == 0 || batch == rows) return rows;
    throw ValueError({.rule = "A stateful layer has one size of batch",
                      .expected = "the " + std::to_string(batch) + " rows of its states",
                      .received = std::to_string(rows) + " rows"});
  }
  if (batch > 0) return batch;
  if (const std::int64_t fixed = fixed_batch_below(x); fixed > 0) return checked_multiply(fixed, -rows);
  throw ValueError({.rule = "A stateful layer keeps states for batches of one size, which it must know",
                    .received = x.shape().str(),
                    .hint = "Say it where the model begins: Input({5, 3}, {.batch_size = 32})"});
}

}  // namespace

KeptStates::KeptStates(Scope& scope, const Tensor& x, const std::vector<Shape>& shapes)
    : scope_(scope), x_(x), batch_(batch_of(scope, x)) {
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    Shape shape = shapes[i];
    shape.insert(0, batch_);
    variables_.push_back(scope.state(name_of(i), shape, 0, scope.dtype()));
    variables_.back().state().is_weight = false;
  }
}

/// 0, 1, …, but all of them outside of the states if x has another number of rows than these.
Tensor KeptStates::rows_of_x() const {
  const Tensor surplus = ops::cast(ops::count(x_, {0}), i64) - batch_;
  return ops::arange(x_.dim(0)) + surplus * batch_;
}

Tensors KeptStates::read() const {
  Tensors out;
  for (const Variable& v : variables_) out.push_back(x_.shape()[0] >= 0 ? Tensor(v) : ops::take(v, rows_of_x()));
  return out;
}

void KeptStates::write(const Tensors& states) const {
  for (std::size_t i = 0; i < variables_.size(); ++i) {
    const Variable& v = variables_[i];
    scope_.update(v, x_.shape()[0] >= 0 ? states[i] : ops::scatter_add(rows_of_x(), states[i], v.shape()));
  }
}

}  // namespace glia::detail
