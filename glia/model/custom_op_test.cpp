// custom_op in layers and models: training, errors that its functions throw, saving.
#include <cmath>
#include <filesystem>
#include <stdexcept>

#include "glia/layers/dense.hpp"
#include "glia/model/model.hpp"
#include "glia/ops/custom.hpp"
#include "glia/ops/math.hpp"
#include "glia/optimizers/sgd.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"
#include "testing/tolerance.hpp"

namespace glia {
namespace {

using namespace tests;

CustomFunction scaled_square() {
  return custom_op({
      .run =
          [](CustomInputs x, CustomOutput y) {
            const auto n = x[1].values.size();
            for (std::size_t i = 0; i < y.values.size(); ++i)
              y.values[i] = x[0].values[i] * x[0].values[i] * x[1].values[i % n];
          },
      .gradient =
          [](CustomInputs x, CustomInput, CustomInput dy, CustomOutputs dx) {
            const auto n = x[1].values.size();
            for (std::size_t i = 0; i < dy.values.size(); ++i) {
              const float d = dy.values[i], a = x[0].values[i];
              dx[0].values[i] = 2 * a * x[1].values[i % n] * d;
              dx[1].values[i % n] += a * a * d;
            }
          },
      .name = "scaled_square",
  });
}

/// y = scale·x², by a custom op or by ops.
struct ScaledSquare {
  bool custom = true;

  static void fields(Fields& f) { f("custom", &ScaledSquare::custom); }
  Tensor call(Scope& scope, const Tensor& x) const {
    const Tensor scale = scope.weight("scale", {x.dim(-1)}, Initializer("ones"));
    static const CustomFunction f = scaled_square();
    return custom ? f(x, scale) : ops::square(x) * scale;
  }
};

std::vector<Array> trained(bool custom) {
  const Sequential model{Input{3}, Dense{4, "tanh"}, ScaledSquare{custom}, Dense{1}};
  model.compile({.optimizer = SGD{.learning_rate = 0.1}, .loss = "mse"});
  model.fit(noise(0, {40, 3}).cast(f32), noise(500, {40, 1}).cast(f32),
            {.batch_size = 16, .epochs = 3, .verbose = 0, .seed = 5});
  std::vector<Array> out = model.get_weights();
  out.push_back(model.predict(noise(0, {40, 3}).cast(f32)));
  return out;
}

TEST(CustomOp, TrainsInALayerAsTheSameOps) {
  const std::vector<Array> custom = trained(true), ops = trained(false);
  ASSERT_EQ(custom.size(), ops.size());
  for (std::size_t i = 0; i < custom.size(); ++i) EXPECT_TRUE(near(custom[i], ops[i], {1e-5, 1e-6})) << i;
  EXPECT_GT(std::fabs(custom[2](0) - 1), 1e-3) << "the scale was trained";
}

TEST(CustomOp, WhatItThrowsArrives) {
  const CustomFunction fails = custom_op({.run = [](CustomInputs x, CustomOutput) {
    if (x[0].values[0] > 0) throw std::out_of_range("no such sensor");
  }});
  const Input x{2};
  const Model model{x, fails(x)};
  EXPECT_NO_THROW(model.predict(Array{{-1, 0}}));
  for (int i = 0; i < 3; ++i) {
    try {
      (void)model.predict(Array{{1, 0}});
      ADD_FAILURE() << "no error";
    } catch (const std::out_of_range& e) {
      EXPECT_STREQ(e.what(), "no such sensor");
    }
  }
  EXPECT_NO_THROW(model.predict(Array{{-1, 0}})) << "the model can still be used";
}

TEST(CustomOp, WithoutAGradientItCannotTrain) {
  const CustomFunction rigid = custom_op({.run = [](CustomInputs, CustomOutput) {}, .name = "rigid"});
  const Input x{2};
  const Model model{x, rigid(x | Dense{1})};
  model.compile({.optimizer = "sgd", .loss = "mse"});
  const Array data{{1, 2}};
  expect_error<UnsupportedError>([&] { model.fit(data, Array{1}, {.verbose = 0}); },
                                 {"rigid", "has no gradient", "Give it .gradient"});
  EXPECT_NO_THROW(model.evaluate(data, Array{1}, {.verbose = 0}));
}

TEST(CustomOp, AModelThatAppliesItOutsideOfALayerIsNotSaved) {
  const auto path = std::filesystem::temp_directory_path() / ("glia_custom_" + std::to_string(::getpid()) + ".glia");
  const CustomFunction f = custom_op({.run = [](CustomInputs, CustomOutput) {}, .name = "probe"});
  const Input x{2};
  const Model bare{x, f(x | Dense{1}), "sensors"};
  expect_error<UnsupportedError>([&] { bare.save(path); },
                                 {"probe: A custom_op outside of a layer", "'sensors'", "register_layer"});
  EXPECT_FALSE(std::filesystem::exists(path));

  register_layer<ScaledSquare>();
  const Sequential inside{Input{3}, ScaledSquare{}};
  const Array data = noise(0, {4, 3}).cast(f32);
  const Array before = inside.predict(data);
  inside.save(path);
  EXPECT_TRUE(same_bits(load_model(path).predict(data), before));
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace glia
