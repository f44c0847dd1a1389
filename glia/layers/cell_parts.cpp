#include "glia/layers/cell_parts.hpp"

#include "glia/base/error.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {

void check_cell(Dim units, const Tensors& inputs, std::size_t states) {
  if (units <= 0) {
    throw ValueError({.rule = "The number of units must be above 0",
                      .expected = "1 or more",
                      .received = std::to_string(units),
                      .hint = "Write LSTM{32}"});
  }
  if (inputs.size() != states + 1) {
    throw ValueError({.rule = "A cell takes the input of one step and its states",
                      .expected = std::to_string(states + 1) + " tensors",
                      .received = std::to_string(inputs.size())});
  }
}

Tensor part(const Tensor& x, std::int64_t index, Dim units) {
  return ops::slice(x, {0, index * units}, {ops::kEnd, (index + 1) * units});
}

InitialValue with_forget_ones(const Initializer& rest, Dim units) {
  return [rest, units](const InitialDraw& draw) {
    InitialDraw part = draw;
    part.first_row = 0;
    part.rows = -1;
    const Array numbers = rest(part).copy();
    Array out = numbers;
    for (std::int64_t i = units; i < 2 * units; ++i) out.set(i, 1);
    return out;
  };
}

}  // namespace glia::detail
