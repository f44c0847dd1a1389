#include "glia/ops/matmul.hpp"

#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/precision.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

Shape transposed(Shape s, bool swap) {
  if (swap) std::swap(s[s.rank() - 1], s[s.rank() - 2]);
  return s;
}

std::vector<Spec> infer(const Call& call) {
  const Spec& a = call.inputs[0];
  const Spec& b = call.inputs[1];
  if (a.shape.rank() < 2 || b.shape.rank() < 2) {
    throw ShapeError(
        {.rule = "A matrix product needs at least two axes on both sides", .received = a.str() + " and " + b.str()});
  }
  const Shape x = transposed(a.shape, call.attributes.integer("transpose_a") != 0);
  const Shape y = transposed(b.shape, call.attributes.integer("transpose_b") != 0);
  if (x.dim(-1) != y.dim(-2)) {
    throw ShapeError({.rule = "The inner sizes of a matrix product are equal",
                      .expected = std::to_string(x.dim(-1)) + " rows on the right",
                      .received = std::to_string(y.dim(-2)) + " (" + a.str() + " times " + b.str() + ")"});
  }
  if (a.dtype != b.dtype)
    throw TypeError({.rule = "Both sides of a matrix product have one dtype", .received = a.str() + " and " + b.str()});
  Shape out = broadcast_shape(x.sub(0, x.rank() - 2), y.sub(0, y.rank() - 2));
  out.push_back(x.dim(-2));
  out.push_back(y.dim(-1));
  return {{out, a.dtype}};
}

/// Row-major position of matrix `batch` of `out` in an operand whose leading axes broadcast.
std::int64_t matrix_of(std::int64_t batch, const Shape& out, const Shape& operand) {
  std::int64_t position = 0;
  std::int64_t stride = 1;
  for (int i = out.rank() - 3, j = operand.rank() - 3; i >= 0; --i, --j) {
    const std::int64_t index = batch % out[i];
    batch /= out[i];
    if (j < 0) continue;
    if (operand[j] != 1) position += index * stride;
    stride *= operand[j];
  }
  return position;
}

void reference(const ReferenceCall& c) {
  const bool ta = c.attributes.integer("transpose_a") != 0;
  const bool tb = c.attributes.integer("transpose_b") != 0;
  const Shape& out = c.out[0].shape();
  const std::int64_t m = out.dim(-2);
  const std::int64_t n = out.dim(-1);
  const std::int64_t k = c.in[0].shape().dim(ta ? -2 : -1);
  const std::int64_t batches = out.sub(0, out.rank() - 2).elements();
  const std::vector<double> a = factors(c.in[0], c.attributes);
  const std::vector<double> b = factors(c.in[1], c.attributes);
  for (std::int64_t batch = 0; batch < batches; ++batch) {
    const std::int64_t a0 = matrix_of(batch, out, c.in[0].shape()) * m * k;
    const std::int64_t b0 = matrix_of(batch, out, c.in[1].shape()) * k * n;
    for (std::int64_t i = 0; i < m; ++i) {
      for (std::int64_t j = 0; j < n; ++j) {
        double total = 0;
        for (std::int64_t l = 0; l < k; ++l) {
          total += a[static_cast<std::size_t>(a0 + (ta ? l * m + i : i * k + l))] *
                   b[static_cast<std::size_t>(b0 + (tb ? j * k + l : l * n + j))];
        }
        c.out[0].set((batch * m + i) * n + j, total);
      }
    }
  }
}

/// dA and dB for y = op(a)·op(b), each as one product; leading axes that were broadcast are summed.
Tensors gradient(const GradientCall& c) {
  const bool ta = c.attributes.integer("transpose_a") != 0;
  const bool tb = c.attributes.integer("transpose_b") != 0;
  const Tensor& a = c.x[0];
  const Tensor& b = c.x[1];
  const Tensor& dy = c.dy[0];
  const Tensor da = ta ? ops::matmul(b, dy, tb, true) : ops::matmul(dy, b, false, !tb);
  const Tensor db = tb ? ops::matmul(dy, a, true, ta) : ops::matmul(a, dy, !ta, false);
  return {unbroadcast(da, a.shape()), unbroadcast(db, b.shape())};
}

}  // namespace

extern constinit const Op op_matmul{
    .name = "matmul", .arity = 2, .infer = infer, .gradient = gradient, .reference = reference, .onnx = "MatMul"};

}  // namespace glia::detail

namespace glia::ops {

Tensor matmul(const Tensor& a, const Tensor& b, bool transpose_a, bool transpose_b) {
  if (a.rank() > 2 && b.rank() == 2 && !transpose_a) {  // a stack of rows times one matrix is one tall product
    Shape shape = a.shape();
    const Tensor y = matmul(reshape(a, detail::rows_of(shape)), b, false, transpose_b);
    shape[shape.rank() - 1] = y.dim(-1);
    return reshape(y, shape);
  }
  const DType dtype = detail::meeting_dtype(a, b);
  const DType real = dtype.is_real() ? dtype : DType(f32);
  return detail::emit(detail::op_matmul, {detail::as(a, real), detail::as(b, real)},
                      {{"transpose_a", std::int64_t{transpose_a}}, {"transpose_b", std::int64_t{transpose_b}}});
}

}  // namespace glia::ops
