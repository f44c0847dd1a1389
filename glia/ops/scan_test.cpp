#include "glia/base/error.hpp"
#include "glia/graph/graph.hpp"
#include "glia/graph/tensor.hpp"
#include "glia/ops/control.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/region_ops.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/grad.hpp"
#include "testing/check_op.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"
#include "testing/tolerance.hpp"

using namespace glia;
using namespace glia::tests;
using ops::ScanResult;

namespace {

/// h ← tanh(x·W + h·U + b) over x (T, n, 3); inputs x, h0 (n, 2), W (3, 2), U (2, 2), b (2).
ScanResult simple_rnn(const Tensors& in, bool reverse = false) {
  const auto step = [&](const Tensors& carry, const Tensors& x) -> ScanResult {
    const Tensor h = ops::tanh(ops::matmul(x[0], in[2]) + ops::matmul(carry[0], in[3]) + in[4]);
    return {{h}, {h}};
  };
  return ops::scan(step, {in[1]}, {in[0]}, -1, reverse);
}

// The batch is the first axis of h0; x swaps its axes, since a scan walks over the first one.
const std::vector<OpInput> kRnnInputs = {{.shape = {4, 3, 3}, .batch = true},
                                         {.shape = {4, 2}, .batch = true},
                                         {.shape = {3, 2}},
                                         {.shape = {2, 2}},
                                         {.shape = {2}}};
Tensors time_first(Tensors in) {
  in[0] = ops::swapaxes(in[0], 0, 1);
  return in;
}

}  // namespace

// cumulative sums, from NumPy's definition
TEST(Op, Scan) {
  check_op({.name = "scan",
            .build =
                [](const Tensors& in) {
                  return ops::scan(
                             [](const Tensors& c, const Tensors& x) -> ScanResult {
                               return {{c[0] + x[0]}, {c[0] + x[0]}};
                             },
                             {ops::zeros_like(ops::sum(in[0], {0}))}, {in[0]})
                      .ys[0];
                },
            .inputs = {{.shape = {5, 3}}},
            .goldens = {{.inputs = {f64s({1, 2, 3, 4, 5, 6}, {3, 2})}, .output = f64s({1, 2, 4, 6, 9, 12}, {3, 2})}},
            .more_shapes = {{{1, 4}}, {{3, 0}}, {{2, 1}}},
            .length = 5});
}

TEST(Op, ScanReversed) {
  check_op({.name = "",
            .build =
                [](const Tensors& in) {
                  return ops::scan(
                             [](const Tensors& c, const Tensors& x) -> ScanResult {
                               return {{c[0] * x[0]}, {c[0] * x[0]}};
                             },
                             {ops::ones_like(ops::sum(in[0], {0}))}, {in[0]}, -1, true)
                      .ys[0];
                },
            .inputs = {{.shape = {4, 3}}},
            .goldens = {{.inputs = {f64s({1, 2, 3, 4, 5, 6}, {3, 2})}, .output = f64s({15, 48, 15, 24, 5, 6}, {3, 2})}},
            .length = 4});
}

TEST(Op, ScanOfARecurrentCell) {
  check_op({.name = "",
            .build = [](const Tensors& in) { return simple_rnn(time_first(in)).carry[0]; },
            .inputs = kRnnInputs,
            .more_shapes = {{{0, 3, 3}, {0, 2}, {3, 2}, {2, 2}, {2}},
                            {{1, 1, 3}, {1, 2}, {3, 2}, {2, 2}, {2}},
                            {{37, 4, 5}, {37, 8}, {5, 8}, {8, 8}, {8}}},  // three chunks of rows
            .length = 52,
            .f32_factor = 2});  // each step multiplies the error so far by U, whose numbers reach 2
}

TEST(Op, ScanOfARecurrentCellBackwards) {
  check_op({.name = "",
            .build = [](const Tensors& in) { return simple_rnn(time_first(in), true).ys[0]; },
            .inputs = kRnnInputs,
            .length = 30});
}

// The first and the last carry are ys as well, in another order, the one between is none, or what it was before the
// step; so is what another was that is a y already. All results count.
TEST(Op, ScanWhoseCarriesAreYs) {
  for (const int variant : {0, 1, 2, 3}) {
    const bool reverse = variant % 2 == 1, before = variant >= 2;
    check_op({.name = "",
              .build =
                  [reverse, before](const Tensors& in) {
                    const auto step = [before](const Tensors& c, const Tensors& x) -> ScanResult {
                      const Tensor h = ops::tanh(c[2] + x[0]), g = c[1] * 0.5F + h, f = h - c[0];
                      if (before) return {{h, g, f}, {c[1], f, c[2], x[0] * g, c[0], c[1]}};
                      return {{h, g, f}, {f, x[0] * g, h, h}};
                    };
                    const Tensor x = ops::swapaxes(in[0], 0, 1), start = in[1];
                    const ScanResult r = ops::scan(step, {start, start * 2, start - 1}, {x}, -1, reverse);
                    Tensor out = r.carry[0] + r.carry[1] * 3 + r.carry[2] * 5;
                    for (std::size_t y = 0; y < r.ys.size(); ++y)
                      out = out + ops::sum(r.ys[y] * r.ys[y], {0}) * (1.0F + static_cast<float>(y));
                    return out;
                  },
              .inputs = {{.shape = {4, 3, 2}, .batch = true}, {.shape = {4, 2}, .batch = true}},
              .more_shapes = {{{0, 3, 2}, {0, 2}}, {{1, 1, 5}, {1, 5}}, {{37, 4, 3}, {37, 3}}},  // three chunks of rows
              .length = 40,
              .f32_factor = 4});  // squares of carries that add up over the steps
  }
}

// Two carries of which one counts, a captured value that is computed outside, and rows that meet: no cutting by rows.
TEST(Op, ScanThatMixesRows) {
  check_op(
      {.name = "",
       .build =
           [](const Tensors& in) {
             const Tensor scale = ops::exp(in[1]);
             const auto step = [&](const Tensors& c, const Tensors&) -> ScanResult {
               const Tensor mean = ops::mean(c[0], {0}, true);
               return {{ops::sin((c[0] - mean) * scale) + in[0], c[1] + 1}, {mean * ops::cast(c[1], c[0].dtype())}};
             };
             const ScanResult out = ops::scan(step, {in[0], ops::zeros({}, i32)}, {}, 3);
             return ops::sum(out.ys[0]) + ops::sum(out.carry[0] * in[0]);
           },
       .inputs = {{.shape = {5, 3}, .batch = true}, {.shape = {3}}},
       .length = 60});
}

TEST(Op, ScanInsideAScan) {
  check_op({.name = "",
            .build =
                [](const Tensors& in) {
                  const auto inner = [&](const Tensors& c, const Tensors& x) -> ScanResult {
                    return {{ops::tanh(c[0] + x[0])}, {}};
                  };
                  const auto outer = [&](const Tensors& c, const Tensors& x) -> ScanResult {
                    const Tensor h = ops::scan(inner, {c[0] * x[0]}, {in[1]}).carry[0];
                    return {{h}, {h * in[0]}};
                  };
                  return ops::scan(outer, {in[0]}, {in[1]}).ys[0];
                },
            .inputs = {{.shape = {3}}, {.shape = {4, 3}}},
            .length = 12});
}

TEST(Scan, WithoutStepsGivesItsCarryBack) {
  const auto step = [](const Tensors& c, const Tensors&) -> ScanResult { return {{c[0] * 2}, {c[0]}}; };
  const ScanResult out = ops::scan(step, {ops::full({3}, 1.5)}, {}, 0);
  EXPECT_EQ(out.carry[0].eval().get(2), 1.5);
  EXPECT_EQ(out.ys[0].shape(), (Shape{0, 3}));
}

TEST(Scan, TextWithCountsThatDoNotFitIsRefused) {
  const auto step = [](const Tensors& c, const Tensors& x) -> ScanResult { return {{c[0] + x[0]}, {}}; };
  const Tensor y = ops::scan(step, {ops::zeros({3})}, {ops::zeros({4, 3})}).carry[0];
  const std::string text = detail::print(detail::Graph{{}, {y}, {}});
  const auto parsed_with = [&](const std::string& from, const std::string& to) {
    std::string changed = text;
    const std::size_t at = changed.find(from);
    ASSERT_NE(at, std::string::npos) << text;
    (void)detail::parse(changed.replace(at, from.size(), to));
  };
  parsed_with("carries=1", "carries=1");
  for (const auto& [from, to] : {std::pair{"carries=1", "carries=-1"},
                                 {"sequences=1", "sequences=-1"},
                                 {"carries=1", "carries=9"},
                                 {"length=4", "length=-4"}}) {
    expect_error<ValueError>([&, a = from, b = to] { parsed_with(a, b); }, {"carries", "length of 0 or more"});
  }
  expect_error<ShapeError>([&] { parsed_with("length=4", "length=5"); }, {"what its body takes"});
}

TEST(Scan, RefusesWhatCannotBeWalked) {
  const Tensor x = ops::zeros({4, 3}), h = ops::zeros({3});
  const auto step = [](const Tensors& c, const Tensors& s) -> ScanResult { return {{c[0] + s[0]}, {}}; };
  expect_error<ShapeError>([&] { (void)ops::scan(step, {h}, {x, ops::zeros({5, 3})}); }, {"equally long"});
  expect_error<ShapeError>([&] { (void)ops::scan(step, {h}, {ops::zeros({})}); }, {"has a first axis"});
  expect_error<ValueError>([&] { (void)ops::scan(step, {h}, {}); }, {"needs a length"});
  expect_error<ShapeError>([&] { (void)ops::scan(step, {h}, {ops::zeros({-1, 3})}); }, {"known length"});
  const auto shrinks = [](const Tensors& c, const Tensors&) -> ScanResult { return {{ops::sum(c[0])}, {}}; };
  expect_error<ShapeError>([&] { (void)ops::scan(shrinks, {h}, {x}); }, {"in the shape and dtype that it had"});
  const auto forgets = [](const Tensors&, const Tensors& s) -> ScanResult { return {{}, {s[0]}}; };
  expect_error<ValueError>([&] { (void)ops::scan(forgets, {h}, {x}); }, {"as many carries as it takes"});
}

// A variable is not: it may lie in panels, which products read transposed.
TEST(Scan, AMatrixThatTheGradientReadsTransposedIsTransposedOnceOutside) {
  const auto products_inside = [](const Tensor& u) {
    const Tensor start = ops::ones({2, 8});
    const auto step = [&](const Tensors& c, const Tensors&) -> ScanResult {
      return {{ops::tanh(ops::matmul(c[0], u))}, {}};
    };
    const Tensor end = ops::scan(step, {start}, {}, 5).carry[0];
    std::vector<std::int64_t> transposed;
    const detail::Graph backward{{}, grad(ops::sum(end), Tensors{start}), {}};
    for (const detail::Node* node : backward.order()) {
      if (std::string_view(node->op->name) != "scan") continue;
      for (const detail::Node* inner : detail::body_of(*node).order()) {
        if (std::string_view(inner->op->name) == "matmul")
          transposed.push_back(inner->attributes.integer("transpose_b"));
      }
    }
    return transposed;
  };
  EXPECT_EQ(products_inside(ops::exp(Tensor(noise(1, {8, 8}).cast(f32)))), (std::vector<std::int64_t>{0, 0}));
  EXPECT_EQ(products_inside(Variable("u", {8, 8})), (std::vector<std::int64_t>{0, 1}));
}

// Gates of 16 columns: inside the scan they are products of their own, outside slices of one.
TEST(Op, ScanSplitsTheProductOfGates) {
  const auto numbers = [](int seed, const Shape& shape) { return Tensor(noise(seed, shape).cast(f32)); };
  const Tensor w = numbers(1, {8, 48}), r = numbers(2, {16, 48}), b = numbers(3, {48}), x = numbers(4, {3, 2, 8});
  const auto step = [&](const Tensor& h, const Tensor& now) {
    const Tensor z = ops::matmul(now, w) + ops::matmul(h, r) + b;
    const auto gate = [&](std::int64_t i) { return ops::slice(z, {0, 16 * i}, {ops::kEnd, 16 * (i + 1)}); };
    return ops::tanh(gate(0)) * ops::sigmoid(gate(1)) + h * ops::sigmoid(gate(2));
  };
  const Tensor start = numbers(5, {2, 16});
  const ops::ScanResult got = ops::scan(
      [&](const Tensors& carry, const Tensors& now) -> ops::ScanResult {
        return {{step(carry[0], now[0])}, {}};
      },
      {start}, {x});
  for (const detail::Node* node : detail::body_of(*got.carry[0].node()).order()) EXPECT_NE(node->op->name, "slice");
  Tensor h = start;
  for (std::int64_t t = 0; t < 3; ++t) h = step(h, ops::squeeze(ops::slice(x, {t}, {t + 1}), 0));
  EXPECT_TRUE(near(got.carry[0].eval(), h.eval(), f32_tolerance(24)));
}
