// Which random numbers a model's weights and dropout masks begin with: what differs, what comes again.
#include <functional>

#include "glia/base/seed.hpp"
#include "glia/layers/add.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/dropout.hpp"
#include "glia/model/compile_step.hpp"
#include "glia/model/model.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/optimizers/sgd.hpp"

namespace glia {
namespace {

using Numbers = std::vector<double>;

Numbers numbers(const Array& a) { return {a.begin(), a.end()}; }
Numbers first_weight(const Model& model) { return numbers(model.get_weights()[0]); }
Sequential small() { return Sequential{Input{4}, Dense{3}}; }

std::vector<Numbers> three_in_a_loop(std::uint64_t seed) {
  set_seed(seed);
  std::vector<Numbers> out;
  for (int i = 0; i < 3; ++i) out.push_back(first_weight(small()));
  return out;
}

TEST(SeedOfModel, ModelsOfALoopDifferAndComeAgain) {
  const std::vector<Numbers> one = three_in_a_loop(1);
  EXPECT_NE(one[0], one[1]);
  EXPECT_NE(one[0], one[2]);
  EXPECT_NE(one[1], one[2]);
  EXPECT_EQ(three_in_a_loop(1), one);
  const std::vector<Numbers> two = three_in_a_loop(2);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NE(two[i], one[i]);
}

TEST(SeedOfModel, DoesNotDependOnWhoAsksFirst) {
  const Array x(Shape{2, 4});
  set_seed(3);
  const Sequential a = small(), b = small();
  const Numbers of_b = numbers(b.layers()[0].get_weights()[0]);
  (void)a.predict(x);
  set_seed(3);
  const Sequential c = small(), d = small();
  d.compile({.loss = "mse"});
  (void)d.evaluate(x, Array(Shape{2, 3}), {.verbose = 0});
  EXPECT_EQ(first_weight(a), first_weight(c));
  EXPECT_EQ(first_weight(d), of_b);
}

TEST(SeedOfModel, OfFitIsTakenAsItIs) {
  const Array x(Shape{2, 4}), y(Shape{2, 3});  // zeros give a gradient of zero
  std::vector<Numbers> drawn;
  for (int i = 0; i < 2; ++i) {
    const Sequential model = small();
    model.compile({.optimizer = SGD{}, .loss = "mse"});
    model.fit(x, y, {.verbose = 0, .seed = 5});
    drawn.push_back(first_weight(model));
  }
  EXPECT_EQ(drawn[0], drawn[1]);
  set_seed(5);
  EXPECT_EQ(first_weight(small()), drawn[0]);  // the first model's own seed is set_seed's
}

/// Two nested models whose layers have equal paths, drawn by fit with a seed for all of it.
TEST(SeedOfModel, LayersOfNestedModelsDiffer) {
  const Input in{4};
  const Sequential left{{Input{4}, Dense{3}}, "left"}, right{{Input{4}, Dense{3}}, "right"};
  const Model model(in, left(in) + right(in));
  model.compile({.optimizer = SGD{}, .loss = "mse"});
  model.fit(Array(Shape{2, 4}), Array(Shape{2, 3}), {.verbose = 0, .seed = 7});
  EXPECT_EQ(left.weights()[0].path(), right.weights()[0].path());
  EXPECT_NE(first_weight(left), first_weight(right));
}

TEST(SeedOfModel, NamesOfAllEnclosingModelsCount) {
  const auto nested = [](const std::string& name) {
    const Sequential inner{{Input{4}, Dense{3}}, "inner"};
    return Sequential{{Input{4}, inner}, name};
  };
  const Input in{4};
  const Sequential left = nested("left"), right = nested("right");
  const Model model(in, left(in) + right(in));
  model.compile({.optimizer = SGD{}, .loss = "mse"});
  model.fit(Array(Shape{2, 4}), Array(Shape{2, 3}), {.verbose = 0, .seed = 7});
  EXPECT_NE(first_weight(left), first_weight(right));
}

TEST(SeedOfModel, ModelsAndLayersInOneStepDiffer) {
  for (const int seed : {-1, 9}) {
    const Sequential a = small(), b = small();
    const Layer c = Dense{3}, d = Dense{3};
    const auto step = compile_step([&](const Tensor& x) { return a(x) + b(x) + c(x) + d(x); }, {.seed = seed});
    (void)step(Array(Shape{2, 4}));
    EXPECT_NE(first_weight(a), first_weight(b));
    EXPECT_NE(numbers(c.get_weights()[0]), numbers(d.get_weights()[0]));
  }
}

TEST(SeedOfModel, LayersOutsideOfModelsDiffer) {
  const Layer a = Dense{3}, b = Dense{3};
  const Tensor x = Array(Shape{2, 4});
  (void)a(x);
  (void)b(x);
  EXPECT_NE(numbers(a.get_weights()[0]), numbers(b.get_weights()[0]));
}

TEST(SeedOfModel, ClonesDrawAlike) {
  const Sequential inner{{Input{4}, Dense{3}}, "inner"};
  const Sequential model{Input{4}, inner, Dense{2}};
  const Model copy = model.clone();
  ASSERT_EQ(copy.weights().size(), 4u);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(numbers(copy.get_weights()[i]), numbers(model.get_weights()[i]));
}

/// What dropout leaves of ones, of each of two branches.
std::vector<Numbers> masks(const std::function<Tensors(const Tensor&)>& branches) {
  const auto step = compile_step(branches, {.training = true, .seed = 1});
  Array ones(Shape{8, 16});
  ones.fill(1);
  std::vector<Numbers> out;
  for (const Array& mask : step(ones)) out.push_back(numbers(mask));
  return out;
}

TEST(SeedOfModel, DropoutMasksDiffer) {
  const Sequential left{{Input{16}, Dropout{0.5}}, "left"}, right{{Input{16}, Dropout{0.5}}, "right"};
  const Input in{16};
  const Model outer(Tensors{in}, {left(in), right(in)});
  const Layer shared = Dropout{0.5};
  const std::vector<std::vector<Numbers>> all{
      masks([&](const Tensor& x) { return Layer(outer).apply({x}); }),  // nested
      masks([&](const Tensor& x) {
        return Tensors{left(x), right(x)};
      }),  // two models
      masks([&](const Tensor& x) {
        return Tensors{left(x), left(x)};
      }),  // one model twice
      masks([&](const Tensor& x) {
        return Tensors{shared(x), shared(x)};
      })};  // one layer twice
  for (const auto& pair : all) {
    ASSERT_EQ(pair.size(), 2u);
    EXPECT_NE(pair[0], pair[1]);
    EXPECT_NE(pair[0], Numbers(pair[0].size(), pair[0][0]));  // it does drop something
  }
}

}  // namespace
}  // namespace glia
