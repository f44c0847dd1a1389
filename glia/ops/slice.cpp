#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/positions.hpp"
#include "glia/ops/shape_ops.hpp"

// Attributes start, stop and step have one entry for each axis. On an axis of k·n rows, start and stop are multiples of
// n and written like sizes: −a is a·n. The functions below only make the whole axis; concatenate's gradient makes
// parts.
namespace glia::detail {

namespace {

[[noreturn]] void throw_range(int axis, const Shape& shape) {
  throw ShapeError({.rule = "A slice lies inside its axis and has a step above 0",
                    .received = "axis " + std::to_string(axis) + " of " + shape.str()});
}

std::vector<Spec> infer(const Call& call) {
  const auto& start = call.attributes.integers("start");
  const auto& stop = call.attributes.integers("stop");
  const auto& step = call.attributes.integers("step");
  Shape out = call.inputs[0].shape;
  const auto rank = static_cast<std::size_t>(out.rank());
  if (start.size() != rank || stop.size() != rank || step.size() != rank) {
    throw ShapeError({.rule = "A slice states start, stop and step for each axis", .received = out.str()});
  }
  for (int i = 0; i < out.rank(); ++i) {
    const auto axis = static_cast<std::size_t>(i);
    const std::int64_t sign = out[i] < 0 ? -1 : 1;
    const std::int64_t from = start[axis] * sign;
    const std::int64_t to = stop[axis] * sign;
    if (from < 0 || to < from || to > out[i] * sign || step[axis] < 1) throw_range(i, out);
    if (sign < 0 && (step[axis] != 1 || to == from)) throw_range(i, out);
    out[i] = sign * ((to - from + step[axis] - 1) / step[axis]);
  }
  return {{out, call.inputs[0].dtype}};
}

void reference(const ReferenceCall& c) {
  const auto& start = c.attributes.integers("start");
  const auto& stop = c.attributes.integers("stop");
  const auto& step = c.attributes.integers("step");
  const Shape& out = c.out[0].shape();
  for (std::int64_t flat = 0; flat < c.out[0].size(); ++flat) {
    Position at = position_of(flat, out);
    for (int i = 0; i < out.rank(); ++i) {
      const auto axis = static_cast<std::size_t>(i);
      const std::int64_t n = stop[axis] < 0 ? out[i] / (start[axis] - stop[axis]) : -1;
      at[axis] = stop[axis] < 0 ? at[axis] - start[axis] * n : start[axis] + at[axis] * step[axis];
    }
    c.out[0].set(flat, c.in[0].get(flat_of(at, c.in[0].shape())));
  }
}

/// Spreads `t` along each axis with step − 1 zeros behind every element.
Tensor spread(Tensor t, const std::vector<std::int64_t>& step) {
  for (int i = 0; i < t.rank(); ++i) {
    const std::int64_t s = step[static_cast<std::size_t>(i)];
    if (s == 1) continue;
    Shape flat = t.shape();
    const std::vector<std::int64_t> none(static_cast<std::size_t>(t.rank()) + 1, 0);
    std::vector<std::int64_t> after = none;
    after[static_cast<std::size_t>(i) + 1] = s - 1;
    t = ops::pad(ops::expand_dims(t, i + 1), none, after);
    flat[i] *= s;
    t = ops::reshape(t, flat);
  }
  return t;
}

Tensors gradient(const GradientCall& c) {
  const Shape& whole = c.x[0].shape();
  const auto& start = c.attributes.integers("start");
  Tensor dy = spread(c.dy[0], c.attributes.integers("step"));
  std::vector<std::int64_t> after, keep_from, keep_to;
  for (int i = 0; i < whole.rank(); ++i) {
    // The zeros behind the last element may reach beyond the axis: they are cut off again.
    const std::int64_t room = whole[i] - start[static_cast<std::size_t>(i)];
    keep_from.push_back(0);
    keep_to.push_back(whole[i] < 0 ? dy.shape()[i] : std::min(dy.shape()[i], room));
    after.push_back(room - keep_to.back());
  }
  if (!std::ranges::equal(keep_to, dy.shape())) {
    dy = emit(op_slice, {dy},
              {{"start", keep_from}, {"stop", keep_to}, {"step", std::vector<std::int64_t>(keep_to.size(), 1)}});
  }
  return {ops::pad(dy, start, after)};
}

}  // namespace

extern constinit const Op op_slice{
    .name = "slice",
    .arity = 1,
    .infer = infer,
    .gradient = gradient,
    .reference = reference,
    .onnx = "Slice",
};

}  // namespace glia::detail

namespace glia::ops {

Tensor slice(const Tensor& x, const std::vector<std::int64_t>& start, const std::vector<std::int64_t>& stop,
             const std::vector<std::int64_t>& step) {
  const ErrorPath path("slice");
  const auto rank = static_cast<std::size_t>(x.rank());
  if (start.size() > rank || stop.size() > rank || step.size() > rank) {
    throw ShapeError({.rule = "A slice states no more axes than its input has", .received = x.shape().str()});
  }
  std::vector<std::int64_t> from(rank, 0), to(rank, kEnd), by(rank, 1);
  std::copy(start.begin(), start.end(), from.begin());
  std::copy(stop.begin(), stop.end(), to.begin());
  std::copy(step.begin(), step.end(), by.begin());
  for (std::size_t i = 0; i < rank; ++i) {
    const std::int64_t size = x.shape()[static_cast<int>(i)];
    if (size < 0) {
      if (from[i] != 0 || (to[i] != kEnd && to[i] != size) || by[i] != 1) {
        throw ShapeError({.rule = "An axis that depends on the batch can only be taken whole",
                          .received = "axis " + std::to_string(i) + " of " + x.shape().str()});
      }
      to[i] = size;
      continue;
    }
    // As in Python, what lies outside is cut off.
    const auto inside = [size](std::int64_t p) { return std::clamp(p < 0 ? p + size : p, std::int64_t{0}, size); };
    from[i] = inside(from[i]);
    to[i] = std::max(inside(to[i]), from[i]);
  }
  return detail::emit(detail::op_slice, {x}, {{"start", from}, {"stop", to}, {"step", by}});
}

}  // namespace glia::ops
