#include "glia/layers/recurrence.hpp"

#include <optional>

#include "glia/base/error.hpp"
#include "glia/layers/kept_states.hpp"
#include "glia/layers/layer_inputs.hpp"
#include "glia/layers/layer_state.hpp"
#include "glia/ops/control.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

Tensor time_first(const Tensor& x) { return ops::swapaxes(x, 0, 1); }

/// Shapes of the states of one sample.
std::vector<Shape> shapes_of_states(const Layer& cell) {
  std::vector<Shape> out;
  for (const Dim size : cell.state().body->state_size()) out.push_back({size});
  if (!out.empty()) return out;
  throw ValueError({.rule = "A cell states the sizes of its states",
                    .received = cell.class_name(),
                    .hint = "Give it a function `std::vector<Dim> state_size() const`"});
}

Shape with_batch(Shape sample, std::int64_t rows) {
  sample.insert(0, rows);
  return sample;
}

Tensors given_states(const Tensors& inputs, const std::vector<Shape>& shapes) {
  if (inputs.size() != shapes.size() + 1) {
    throw ValueError({.rule = "A recurrent layer takes a sequence, or a sequence and all initial states",
                      .expected = std::to_string(shapes.size()) + " states",
                      .received = std::to_string(inputs.size() - 1)});
  }
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const Shape expected = with_batch(shapes[i], inputs[0].shape()[0]);
    if (!(inputs[i + 1].shape() == expected)) {
      throw ShapeError({.rule = "Initial state " + std::to_string(i) + " has the shape of the cell's state",
                        .expected = expected.str(),
                        .received = inputs[i + 1].shape().str()});
    }
  }
  return {inputs.begin() + 1, inputs.end()};
}

void check_mask(const Shape& mask, const Shape& sequence) {
  const Shape steps = sequence.sub(0, 2);
  if (mask == steps) return;
  throw ShapeError({.rule = "The mask that a sequence carries says of each step whether it counts",
                    .expected = steps.str(),
                    .received = mask.str() + " for " + sequence.str(),
                    .hint = "Put Masking{} where each step is one row of features"});
}

/// Asked last: a cell that knows its own arguments says better what is wrong with them.
void check_sizes(const Layer& cell) {
  for (const Dim size : cell.state().body->state_size()) {
    if (size >= 1) continue;
    throw ValueError({.rule = "Each state of a cell has a size",
                      .expected = "1 or more",
                      .received = std::to_string(std::int64_t{size}) + " from state_size() of " + cell.class_name()});
  }
}

/// A mask (n, 1) for values of any rank.
Tensor mask_for(Tensor mask, const Tensor& values) {
  while (mask.rank() < values.rank()) mask = ops::expand_dims(mask, -1);
  return mask;
}

}  // namespace

Tensor flipped(const Tensor& x, int axis) {
  const Dim count = x.dim(axis);
  return ops::take(x, (count - 1) - ops::arange(count), axis);
}

Tensors Recurrence::run(Scope& scope, const Layer& cell, const Regularizer& activity, const Tensors& inputs) const {
  if (inputs.empty() || inputs[0].rank() < 3) {
    throw ShapeError({.rule = "A recurrent layer reads a sequence",
                      .expected = "(n, steps, …)",
                      .received = inputs.empty() ? "nothing" : inputs[0].shape().str(),
                      .hint = "Reshape to one step after the other, for instance Reshape{{steps, features}}"});
  }
  const Tensor sequence = time_first(in_dtype_of(scope, inputs[0]));
  const std::vector<Shape> shapes = state_shapes.empty() ? shapes_of_states(cell) : state_shapes;
  std::optional<KeptStates> kept;
  if (stateful) kept.emplace(scope, inputs[0], shapes);
  Tensors states;
  if (inputs.size() > 1) {
    for (const Tensor& s : given_states(inputs, shapes)) states.push_back(in_dtype_of(scope, s));
  } else if (kept) {
    states = kept->read();
  } else {
    for (const Shape& s : shapes) states.push_back(ops::zeros(with_batch(s, inputs[0].shape()[0]), scope.dtype()));
  }
  const Tensor mask = scope.mask(inputs[0]);
  if (mask.valid()) check_mask(mask.shape(), inputs[0].shape());
  Tensors walked{sequence};
  if (mask.valid()) walked.push_back(ops::expand_dims(time_first(mask), -1));

  const std::size_t previous = cell.state().body->output_state();
  bool output_is_state = false;
  const auto step = [&](const Tensors& carry, const Tensors& now) -> ops::ScanResult {
    Tensors arguments{now[0]};
    arguments.insert(arguments.end(), carry.begin(), carry.end());
    Tensors out = cell.apply(arguments);
    if (out.size() != carry.size() + 1) {
      throw ValueError({.rule = "A cell returns its output and its states",
                        .expected = std::to_string(carry.size() + 1) + " tensors",
                        .received = std::to_string(out.size())});
    }
    output_is_state = out[0].same(out[previous + 1]) && !(now.size() > 1 && zero_output_for_mask);
    if (now.size() > 1) {
      for (std::size_t i = 0; i < carry.size(); ++i)
        out[i + 1] = ops::where(mask_for(now[1], carry[i]), out[i + 1], carry[i]);
      out[0] = ops::where(mask_for(now[1], out[0]), out[0],
                          zero_output_for_mask ? ops::zeros_like(out[0]) : carry[previous]);
    }
    if (output_is_state) out[0] = out[previous + 1];
    return {{out.begin() + 1, out.end()}, {out[0]}};
  };
  const ops::ScanResult result = ops::scan(step, states, walked, -1, go_backwards);
  check_sizes(cell);
  if (kept) kept->write(result.carry);

  Tensor y = result.ys[0];
  const Dim steps = sequence.dim(0);
  if (return_sequences) {
    y = time_first(go_backwards ? flipped(y, 0) : y);
  } else if (output_is_state && steps > 0) {
    y = result.carry[previous];  // so that the gradient walks along no sequence that is zero but for its end
  } else {
    const std::int64_t last = go_backwards ? 0 : steps - 1;
    y = ops::squeeze(ops::slice(y, {last}, {last + 1}), 0);
  }
  add_activity_loss(scope, activity, y);
  Tensors out{y};
  if (return_state) out.insert(out.end(), result.carry.begin(), result.carry.end());
  if (mask.valid() && return_sequences) scope.set_mask(y, mask);
  return out;
}

}  // namespace glia::detail
