#include "glia/ops/common.hpp"

#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

bool is_weak(const Tensor& t) { return is(t, op_constant) && t.node()->attributes.integer("weak") != 0; }

Tensor emit_promoted(const Op& op, const Tensor& a, const Tensor& b, DType dtype) {
  const Shape shape = broadcast_shape(a.shape(), b.shape());
  return emit(op, {broadcast(as(a, dtype), shape), broadcast(as(b, dtype), shape)});
}

}  // namespace

Shape broadcast_shape(const Shape& a, const Shape& b) {
  const Shape& longer = a.rank() >= b.rank() ? a : b;
  const Shape& shorter = a.rank() >= b.rank() ? b : a;
  Shape out = longer;
  const int offset = longer.rank() - shorter.rank();
  for (int i = 0; i < shorter.rank(); ++i) {
    const std::int64_t x = longer[i + offset];
    const std::int64_t y = shorter[i];
    if (x == y || y == 1) continue;
    if (x != 1) {
      throw ShapeError({.rule = "Two tensors meet only where their sizes are equal or 1",
                        .expected = "shapes that broadcast",
                        .received = a.str() + " and " + b.str()});
    }
    out[i + offset] = y;
  }
  return out;
}

Tensor broadcast(const Tensor& t, const Shape& shape) { return t.shape() == shape ? t : ops::broadcast_to(t, shape); }

Tensor as(const Tensor& t, DType dtype) {
  if (t.dtype() == dtype && !is_weak(t)) return t;
  if (const double* value = constant_value(t)) return constant(*value, dtype);
  return ops::cast(t, dtype);
}

DType meeting_dtype(const Tensor& a, const Tensor& b) {
  if (is_weak(a) == is_weak(b)) return promote(a.dtype(), b.dtype());
  const DType weak = is_weak(a) ? a.dtype() : b.dtype();
  const DType strong = is_weak(a) ? b.dtype() : a.dtype();
  if (strong.is_real()) return strong;
  if (weak.is_real()) return f32;
  return strong == boolean ? DType(i32) : strong;
}

Tensor as_real(const Tensor& t) {
  return t.dtype().is_real() && !is_weak(t) ? t : as(t, t.dtype().is_real() ? t.dtype() : DType(f32));
}

Tensor emit_unary(const Op& op, const Tensor& x) { return emit(op, {as_real(x)}); }
Tensor emit_binary(const Op& op, const Tensor& a, const Tensor& b) {
  return emit_promoted(op, a, b, meeting_dtype(a, b));
}

Tensor emit_real_binary(const Op& op, const Tensor& a, const Tensor& b) {
  const DType dtype = meeting_dtype(a, b);
  return emit_promoted(op, a, b, dtype.is_real() ? dtype : DType(f32));
}

std::vector<Spec> same_as_input(const Call& call) {
  for (const Spec& input : call.inputs) {
    if (!(input == call.inputs[0])) {
      throw ShapeError({.rule = "The inputs of an elementwise operation have one shape and dtype",
                        .expected = call.inputs[0].str(),
                        .received = input.str()});
    }
  }
  return {call.inputs[0]};
}

std::vector<Spec> boolean_like_input(const Call& call) {
  std::vector<Spec> out = same_as_input(call);
  out[0].dtype = boolean;
  return out;
}

std::vector<std::int64_t> normal_axes(const ops::Axes& given, int rank) {
  const std::vector<int>& axes = given.list();
  std::vector<std::int64_t> out;
  if (axes.empty()) {
    for (int i = 0; i < rank; ++i) out.push_back(i);
    return out;
  }
  for (const int a : axes) {
    if (a < -rank || a >= rank) {
      throw ShapeError(
          {.rule = "Axis " + std::to_string(a) + " does not exist in a tensor of " + std::to_string(rank) + " axes"});
    }
    out.push_back(a < 0 ? a + rank : a);
  }
  std::sort(out.begin(), out.end());
  if (std::adjacent_find(out.begin(), out.end()) != out.end()) {
    throw ShapeError({.rule = "An axis may be reduced only once"});
  }
  return out;
}

Tensor restore_axes(const Tensor& t, const Shape& original, const std::vector<std::int64_t>& axes) {
  Shape shape = original;
  for (const std::int64_t a : axes) shape[static_cast<int>(a)] = 1;
  return t.shape() == shape ? t : ops::reshape(t, shape);
}

Shape rows_of(const Shape& shape) {
  std::int64_t rows = 1;
  bool symbolic = false;
  for (int i = 0; i + 1 < shape.rank(); ++i) {
    if (shape[i] < 0 && symbolic)
      throw ShapeError({.rule = "At most one axis may depend on the batch", .received = shape.str()});
    symbolic = symbolic || shape[i] < 0;
    rows = checked_multiply(rows, shape[i] < 0 ? -shape[i] : shape[i]);
  }
  return Shape{symbolic ? -rows : rows, shape.dim(-1)};
}

Tensor unbroadcast(const Tensor& dy, const Shape& from) {
  const Shape& to = dy.shape();
  const int offset = to.rank() - from.rank();
  std::vector<int> axes;
  for (int i = 0; i < to.rank(); ++i) {
    if (i < offset || (from[i - offset] == 1 && to[i] != 1)) axes.push_back(i);
  }
  Tensor out = axes.empty() ? dy : ops::sum(dy, axes);
  return out.shape() == from ? out : ops::reshape(out, from);
}

std::vector<double> reals(const Array& array) { return {array.begin(), array.end()}; }

}  // namespace glia::detail
