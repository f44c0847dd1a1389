#include "glia/ops/custom.hpp"

#include <cmath>
#include <stdexcept>

#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/grad.hpp"
#include "testing/check_op.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"

namespace glia {
namespace {

using namespace tests;

CustomFunction cube() {
  return custom_op({
      .run =
          [](CustomInputs x, CustomOutput y) {
            for (std::size_t i = 0; i < y.values.size(); ++i) y.values[i] = std::pow(x[0].values[i], 3.0F);
          },
      .gradient =
          [](CustomInputs x, CustomInput, CustomInput dy, CustomOutputs dx) {
            for (std::size_t i = 0; i < dy.values.size(); ++i)
              dx[0].values[i] = 3 * x[0].values[i] * x[0].values[i] * dy.values[i];
          },
      .name = "cube",
  });
}

/// y[r, c] = a[r, c]·s[c], then the columns in reverse: two inputs of different shapes, positions that matter.
CustomFunction scaled_backwards() {
  return custom_op({
      .shape = [](const std::vector<Shape>& x) { return x[0]; },
      .run =
          [](CustomInputs x, CustomOutput y) {
            const auto n = static_cast<std::size_t>(y.shape[1]);
            for (std::size_t i = 0; i < y.values.size(); ++i)
              y.values[i / n * n + n - 1 - i % n] = x[0].values[i] * x[1].values[i % n];
          },
      .gradient =
          [](CustomInputs x, CustomInput, CustomInput dy, CustomOutputs dx) {
            const auto n = static_cast<std::size_t>(dy.shape[1]);
            for (std::size_t i = 0; i < dy.values.size(); ++i) {
              const float d = dy.values[i / n * n + n - 1 - i % n];
              dx[0].values[i] = d * x[1].values[i % n];
              dx[1].values[i % n] += d * x[0].values[i];
            }
          },
      .name = "scaled_backwards",
  });
}

/// The gradient of Σ f·weights against central differences in f32, whose error is near ε^(2/3).
void check_gradient(const std::function<Tensor(const Tensors&)>& f, const std::vector<Array>& at) {
  const Array weights = noise(100, f({at.begin(), at.end()}).shape()).cast(f32);
  const auto total = [&](const std::vector<Array>& x) {
    return ops::sum(f({x.begin(), x.end()}) * weights).eval().item();
  };
  Tensors leaves(at.begin(), at.end());
  const Tensors gradients = grad(ops::sum(f(leaves) * weights), leaves);
  constexpr double kStep = 1.0 / 128;
  for (std::size_t k = 0; k < at.size(); ++k) {
    const Array got = gradients[k].eval();
    for (std::int64_t i = 0; i < at[k].size(); ++i) {
      std::vector<Array> up = at, down = at;
      up[k] = at[k].copy();
      down[k] = at[k].copy();
      up[k].set(i, at[k].get(i) + kStep);
      down[k].set(i, at[k].get(i) - kStep);
      EXPECT_NEAR(got.get(i), (total(up) - total(down)) / (2 * kStep), 2e-3) << "input " << k << ", element " << i;
    }
  }
}

TEST(Op, Custom) {
  EXPECT_TRUE(same_bits(cube()(Array{{1, -2}, {3, 0.5}}).eval(), Array{{1, -8}, {27, 0.125}}));
  EXPECT_TRUE(same_bits(scaled_backwards()(Array{{1, 2, 3}, {4, 5, 6}}, Array{1, 10, 100}).eval(),
                        Array{{300, 20, 1}, {600, 50, 4}}));
  EXPECT_TRUE(same_bits(cube()(Array{2, 3}.cast(i32)).eval(), Array{8, 27})) << "integers become f32";
}

TEST(Op, CustomGradient) {
  check_gradient([](const Tensors& x) { return cube()(x[0]); }, {noise(0, {3, 4}).cast(f32)});
  check_gradient([](const Tensors& x) { return scaled_backwards()(x); },
                 {noise(0, {3, 4}).cast(f32), noise(50, {4}).cast(f32)});
  check_gradient([](const Tensors& x) { return ops::tanh(cube()(ops::square(x[0]) + 0.5)) * x[0]; },
                 {noise(7, {5}).cast(f32)});
}

TEST(Op, CustomChangesShapesAndKnowsTheBatch) {
  const CustomFunction sums = custom_op({
      .shape =
          [](const std::vector<Shape>& x) {
            return Shape{x[0][0], 1};
          },
      .run =
          [](CustomInputs x, CustomOutput y) {
            const auto n = static_cast<std::size_t>(x[0].shape[1]);
            for (std::size_t i = 0; i < x[0].values.size(); ++i) y.values[i / n] += x[0].values[i];
          },
  });
  const Tensor x = detail::parameter(0, {{-1, 3}, f32});
  EXPECT_EQ(sums(x).shape(), (Shape{-1, 1}));
  const detail::Graph graph{{x}, {sums(x) * 2}, {}};
  for (const std::int64_t rows : {1, 5}) run_with_backend(graph, {noise(0, {rows, 3}).cast(f32)}, rows, {1e-6, 1e-6});
}

TEST(Op, CustomPrintsItsNameAndCannotBeReadBack) {
  const Tensor x = detail::parameter(0, {{-1, 3}, f32});
  const std::string text = print(detail::Graph{{x}, {cube()(x)}, {}});
  EXPECT_NE(text.find("custom(%0) {name=\"cube\"} : f32[n,3]"), std::string::npos) << text;
  expect_error<UnsupportedError>([&] { detail::verify(detail::parse(text)); }, {"neither text nor a file"});
}

TEST(Op, CustomErrors) {
  const Array x{1, 2};
  expect_error<ValueError>([] { custom_op({.name = "idle"}); }, {"idle: A custom_op needs .run"});
  expect_error<TypeError>([&] { cube()(x.cast(f64)); }, {"cube", "computes in f32", "f64[2]", "ops::cast"});
  expect_error<ValueError>([] { cube()(Tensors{}); }, {"cube", "at least one input"});
  expect_error<ValueError>([] { cube()(Tensor()); }, {"Every input must be a tensor"});
  const auto run = [](CustomInputs, CustomOutput) {};
  expect_error<ShapeError>(
      [&] {
        custom_op({.shape = [](const std::vector<Shape>&) { return Shape{-1, 2}; }, .run = run})(x);
      },
      {"depends on the batch only if"});
  const Tensor leaf = x;
  const CustomFunction rigid = custom_op({.run = run, .name = "rigid"});
  expect_error<UnsupportedError>([&] { grad(ops::sum(rigid(leaf)), {leaf}); },
                                 {"rigid: This custom_op has no gradient", "ops::stop_gradient"});
  EXPECT_NO_THROW(grad(ops::sum(ops::stop_gradient(rigid(leaf)) * leaf), {leaf}));
  const Tensor first = grad(ops::sum(cube()(leaf)), {leaf})[0];
  EXPECT_TRUE(same_bits(first.eval(), Array{3, 12}));
  expect_error<UnsupportedError>([&] { grad(ops::sum(first), {leaf}); },
                                 {"cube: A custom_op has no second derivative"});
}

}  // namespace
}  // namespace glia
