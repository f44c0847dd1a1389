#pragma once
#include <functional>

#include "glia/graph/tensor.hpp"

// Loops and branches.
#pragma GCC visibility push(default)
namespace glia {
namespace ops {

struct ScanResult {
  Tensors carry;
  Tensors ys;
};
using ScanFunction = std::function<ScanResult(const Tensors& carry, const Tensors& x)>;

/// Runs `f` over the first axis of `xs`: for t = 0 … T − 1, (carry, y[t]) = f(carry, x[t]); with `reverse` from T − 1
/// down to 0, where y[t] still lies in place t. Returns the last carry and the stacked ys, (T, …) each. `f` is traced
/// once: the carry keeps its shapes and dtypes, and what does not depend on its arguments is computed once, random
/// numbers, too. Without xs, `length` says how often `f` runs. Reverse mode keeps the values of each step that its
/// gradient reads. ShapeError if lengths differ or a carry changes; UnsupportedError if `f` updates a state.
ScanResult scan(const ScanFunction& f, const Tensors& init, const Tensors& xs, Dim length = -1, bool reverse = false);

using TensorsFunction = std::function<Tensors(const Tensors&)>;

/// `on_true(operands)` where the scalar `pred` is true, else `on_false(operands)`; only that one runs. Both are traced,
/// and give the same shapes and dtypes. What does not depend on the operands is computed in any case, so what is costly
/// should be made of them. TypeError unless pred is a bool scalar; ShapeError if the branches differ.
Tensors cond(const Tensor& pred, const TensorsFunction& on_true, const TensorsFunction& on_false,
             const Tensors& operands);

using Condition = std::function<Tensor(const Tensors&)>;

/// vars = body(vars) as long as condition(vars), a bool scalar, is true, but at most `maximum_iterations` times (−1 =
/// no limit). The vars keep their shapes and dtypes. Only with a limit is there a gradient: it keeps that many steps.
/// TypeError unless the condition is a bool scalar; ShapeError if a var changes.
Tensors while_loop(const Condition& condition, const TensorsFunction& body, const Tensors& loop_vars,
                   Dim maximum_iterations = -1);

}  // namespace ops
}  // namespace glia
#pragma GCC visibility pop
