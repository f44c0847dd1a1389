#include "glia/passes/lower.hpp"

#include "glia/ops/conv.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/grad.hpp"
#include "testing/check_op.hpp"
#include "testing/check_pass.hpp"

using namespace glia;
using namespace glia::tests;

namespace {

void expect_lowered(Tensor (*loss)(const Tensor&, const Tensor&, bool), const Tensor& target, bool logits, bool gone) {
  const Tensor output(f64s({0.5, 1e-9, 0.25, 0.75, 1, 0.125}, {2, 3}));
  const detail::Graph before{{}, {loss(target, output, logits)}, {}};
  const detail::Graph after = detail::lower(before);
  const bool there = print(after).find("crossentropy") != std::string::npos;
  EXPECT_EQ(there, !gone);
  EXPECT_TRUE(near(evaluate(after, {})[0], evaluate(before, {})[0], {1e-14, 1e-15}));
}

}  // namespace

TEST(Lower, SpellsCrossentropiesInOrdinaryOps) {
  const Tensor target(f64s({0.5, 0.25, 0.25, 0, 1, 0}, {2, 3}));
  for (const bool logits : {false, true}) {
    expect_lowered(ops::categorical_crossentropy, target, logits, true);
    expect_lowered(ops::binary_crossentropy, target, logits, true);
  }
  const Tensor labels(f64s({1, 2}));
  expect_lowered(ops::sparse_categorical_crossentropy, labels, false, true);
  expect_lowered(ops::sparse_categorical_crossentropy, labels, true, false);
}

TEST(Lower, SumsTheBatchLast) {
  const auto sums = [](const std::string& shape, const std::string& lines) {
    return "%0 = parameter {index=0} : " + shape + "\n" + lines + "parameters %0\nresults %9\n";
  };
  check_pass(detail::lower, sums("f32[n,3,2]", "%9 = sum(%0) {axes=[0, 1]} : f32[2]\n"),
             sums("f32[n,3,2]", "%1 = sum(%0) {axes=[1]} : f32[n,2]\n%9 = sum(%1) {axes=[0]} : f32[2]\n"));
  check_unchanged(detail::lower, sums("f32[4,3,2]", "%9 = sum(%0) {axes=[0, 1]} : f32[2]\n"));
  check_unchanged(detail::lower, sums("f32[n,3,2]", "%9 = sum(%0) {axes=[0]} : f32[3,2]\n"));
  check_unchanged(detail::lower, sums("f32[n,3,2]", "%9 = sum(%0) {axes=[1, 2]} : f32[n]\n"));
  check_unchanged(detail::lower, sums("f32[n,3,2]", "%9 = sum(%0) {axes=[0, 1, 2]} : f32[]\n"));
}

TEST(Lower, TurnsAWeightInsteadOfManyRows) {
  const auto transposed = [](std::int64_t rows, const Tensor& weight, bool turned) {
    const Tensor x = detail::parameter(0, {{-rows, 8}, f32});
    const std::string text = print(detail::lower({{x}, {ops::matmul(x, weight, false, true)}, {}}));
    EXPECT_EQ(text.find(" transpose(") != std::string::npos, turned) << text;
    EXPECT_EQ(text.find("transpose_b=1") != std::string::npos, !turned) << text;
  };
  const Variable w("w", {16, 8}), stack("stack", {4, 4, 8});
  transposed(80, w, true);
  transposed(80, ops::reshape(stack, {16, 8}), true);
  transposed(1, w, false);
  transposed(80, detail::parameter(1, {{16, 8}, f32}), false);
  const Variable cut("cut", {32, 64});
  const Tensor x = detail::parameter(0, {{-80, 32}, f32});
  const Tensor columns = ops::slice(cut, {0, 16}, {ops::kEnd, 48});
  const std::string text = print(detail::lower({{x}, {ops::matmul(x, columns, false, true)}, {}}));
  EXPECT_EQ(text.find("transpose_b=1"), std::string::npos) << text;
}

TEST(Lower, ABinaryCrossentropyFromLogitsIsStable) {
  check_pass(detail::lower, graph_of_xy("%2 = binary_crossentropy(%0, %1) {from_logits=1} : f32[n,3]\n"),
             graph_of_xy("%2 = relu(%1) : f32[n,3]\n%3 = multiply(%1, %0) : f32[n,3]\n"
                         "%4 = subtract(%2, %3) : f32[n,3]\n%5 = abs(%1) : f32[n,3]\n%6 = negative(%5) : f32[n,3]\n"
                         "%7 = exp(%6) : f32[n,3]\n%8 = log1p(%7) : f32[n,3]\n%9 = add(%4, %8) : f32[n,3]\n"));
}

TEST(Lower, SharesTheGradientOfAKernelOutInF32) {
  for (const DType dtype : {f32, f64}) {
    const Tensor x = detail::parameter(0, {{-1, 5, 2}, dtype});
    const Tensor kernel = detail::parameter(1, {{3, 2, 4}, dtype});
    const Tensor slope = grad(ops::sum(ops::conv(x, kernel, {})), Tensors{kernel})[0];
    const std::string text = print(detail::lower({{x, kernel}, {slope}, {}}));
    EXPECT_EQ(text.find("conv_partials(") != std::string::npos, dtype == f32) << text;
    EXPECT_EQ(text.find("sum_parts(") != std::string::npos, dtype == f32) << text;
    EXPECT_EQ(text.find("conv_kernel_gradient(") != std::string::npos, dtype == f64) << text;
  }
}
