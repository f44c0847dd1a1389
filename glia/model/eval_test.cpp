// eval(): one program for all expressions of one form.
#include "glia/graph/tensor.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/layers/conv2d.hpp"
#include "glia/layers/flatten.hpp"
#include "glia/model/model.hpp"
#include "glia/ops/conv.hpp"
#include "glia/ops/custom.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "testing/evaluate.hpp"
#include "testing/golden.hpp"
#include "testing/log_lines.hpp"
#include "testing/tolerance.hpp"

namespace glia {
namespace {

using namespace tests;

Tensor standardised(const Array& x) { return (x - ops::mean(x, 0)) / (ops::std(x, 0) + 1e-3); }

TEST(Eval, AnEqualExpressionOfOtherNumbersPlansNothing) {
  (void)standardised(Array{{1, 2, 3}, {4, 5, 9}}).eval();
  LogLines log("passes");
  const Array got = standardised(Array{{0, 2, -2}, {4, 0, 2}}).eval();
  EXPECT_EQ(log.count("passes:") - log.count("passes: expand"), 0) << log.all().at(0);
  EXPECT_TRUE(near(got, {{-1, 1, -1}, {1, -1, 1}}, {2e-3, 0}));
  (void)standardised(Array{{0, 2}, {4, 0}}).eval();
  EXPECT_EQ(log.count(kPlanned), 1) << "another shape is another program";
  (void)standardised(Array{{0, 2}, {4, 0}}.cast(f64)).eval();
  EXPECT_EQ(log.count(kPlanned), 2) << "as is another dtype";
  (void)(Tensor(Array{{0, 2}, {4, 0}}) * 2.5).eval();
  (void)(Tensor(Array{{0, 2}, {4, 0}}) * 3.5).eval();
  EXPECT_EQ(log.count(kPlanned), 4) << "or another constant";
}

TEST(Eval, ReadsVariablesAsTheyAreAndLeavesTheirLayoutAlone) {
  Variable w("w", {3, 20});
  const auto product = [&] { return ops::matmul(Array{{1, 2, 3}}, Tensor(w)).eval()(0, 19); };
  EXPECT_EQ(product(), 0);
  w.assign(2.0);
  LogLines log("passes");
  EXPECT_EQ(product(), 12);
  EXPECT_EQ(log.count(kPlanned), 0);
  EXPECT_FALSE(w.state().layout_is_fixed) << "the step that trains it will choose";
}

TEST(Eval, ReadsConvolutionKernelsBeforeAndAfterTheyAreTrained) {
  const Sequential model{{Input({6, 5, 3}), Conv2D{.filters = 20, .kernel_size = 3, .name = "c"}, Flatten{}}, "m"};
  const Model twin = model.clone();
  const Array x = noise(0, {4, 6, 5, 3}).cast(f32);
  const Array y = noise(500, {4, 4 * 3 * 20}).cast(f32);
  const Variable kernel = model.get_layer("c").weights()[0];
  const auto convolved = [&] {
    const Tensor out = ops::conv(x, Tensor(kernel), {}) * 2.0 + ops::sum(Tensor(kernel));
    const Array got = eval_on_threads(out);
    const Tensor doubles =
        ops::conv(x.cast(f64), kernel.value().cast(f64), {}) * 2.0 + ops::sum(kernel.value().cast(f64));
    EXPECT_TRUE(near(got, evaluate({{}, {doubles}, {}}, {})[0], f32_tolerance(27)));
    return got;
  };
  (void)model.get_weights();  // draws them
  const Array before = convolved();
  EXPECT_FALSE(kernel.state().layout_is_fixed) << "the step that trains it will choose";
  for (const Model& m : {Model(model), twin}) {
    m.compile({.optimizer = "sgd", .loss = "mse"});
    for (int i = 0; i < 3; ++i) m.train_on_batch(x, y);
  }
  EXPECT_EQ(kernel.state().layout, detail::Layout::panels);
  EXPECT_FALSE(same_bits(convolved(), before)) << "the trained kernel, out of its panels";
  model.train_on_batch(x, y);
  twin.train_on_batch(x, y);
  for (std::size_t i = 0; i < 2; ++i)
    EXPECT_TRUE(same_bits(model.get_weights()[i], twin.get_weights()[i])) << "eval() changed the training";
}

TEST(Eval, TellsApartWhatDiffersInOneNodeOnly) {
  const Array x{{1, 4}, {9, 16}};
  EXPECT_TRUE(same_bits(ops::sqrt(x).eval(), Array{{1, 2}, {3, 4}}));
  EXPECT_TRUE(same_bits(ops::square(x).eval(), Array{{1, 16}, {81, 256}}));
  EXPECT_TRUE(same_bits(ops::sum(x, 0).eval(), Array{10, 20}));
  EXPECT_TRUE(same_bits(ops::sum(x, 1).eval(), Array{5, 25}));
  EXPECT_TRUE(same_bits((Tensor(x) - x).eval(), Array{{0, 0}, {0, 0}}));
  const auto adds = [&](float n) {
    return custom_op({.run = [n](CustomInputs in, CustomOutput y) { y.values[0] = in[0].values[0] + n; }})(x).eval()(0,
                                                                                                                     0);
  };
  EXPECT_EQ(adds(1), 2);
  EXPECT_EQ(adds(5), 6) << "two functions of one name";
}

TEST(Eval, KeepsOnlySmallPrograms) {
  const auto plans = [](const Array& x) {
    const auto run = [&] { (void)ops::sum(ops::matmul(x, ops::transpose(x)), {}).eval(); };
    run();
    LogLines log("passes");
    run();
    return log.count(kPlanned);
  };
  EXPECT_EQ(plans(Array(Shape{8, 8})), 0);
  EXPECT_EQ(plans(Array(Shape{1000, 8})), 1) << "1,000 × 1,000 numbers in between take 4 MB";
}

}  // namespace
}  // namespace glia
