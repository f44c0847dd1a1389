// The policy mixed_bfloat16 in whole models.
#include <cmath>
#include <cstdio>
#include <functional>

#include "glia/base/dtype_policy.hpp"
#include "glia/base/seed.hpp"
#include "glia/base/threads.hpp"
#include "glia/layers/conv2d.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/flatten.hpp"
#include "glia/layers/lstm.hpp"
#include "glia/layers/max_pooling2d.hpp"
#include "glia/model/model.hpp"
#include "glia/optimizers/adam.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"

namespace glia {
namespace {

using namespace tests;

struct Task {
  std::function<Sequential()> make;
  Shape x;
};

std::vector<Task> tasks() {
  return {{[] {
             return Sequential{Input{40}, Dense{33, relu}, Dense{20, "tanh"}, Dense{1}};
           },
           {64, 40}},
          {[] {
             return Sequential{Input{12, 12, 3}, Conv2D{.filters = 17, .kernel_size = 3, .activation = relu},
                               MaxPooling2D{},   Conv2D{.filters = 8, .kernel_size = 3, .padding = "same"},
                               Flatten{},        Dense{1}};
           },
           {64, 12, 12, 3}},
          {[] {
             return Sequential{Input{9, 18}, LSTM{20}, Dense{1}};
           },
           {64, 9, 18}}};
}

struct Training {
  std::vector<double> losses;
  std::vector<Array> weights;
};

Training trained(const Task& task, const std::string& policy) {
  const Sequential model = task.make();
  model.set_dtype_policy(policy);
  model.compile({.optimizer = Adam{0.01}, .loss = "mse"});
  const Array x = noise(0, task.x).cast(f32);
  Array y(Shape{64, 1});
  const std::int64_t each = x.size() / 64;
  for (std::int64_t i = 0; i < 64; ++i) y(i, 0) = x.get(i * each) + x.get(i * each + 1) * x.get(i * each + 2);
  const History history = model.fit(x, y, {.batch_size = 16, .epochs = 12, .verbose = 0, .seed = 1});
  return {history["loss"], model.get_weights()};
}

bool same(const std::vector<Array>& a, const std::vector<Array>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!std::equal(a[i].begin(), a[i].end(), b[i].begin())) return false;
  }
  return a.size() == b.size();
}

TEST(MixedPrecision, LearnsAsFloat32DoesButWithOtherNumbers) {
  for (const Task& task : tasks()) {
    const Training exact = trained(task, "float32"), rounded = trained(task, "mixed_bfloat16");
    EXPECT_FALSE(same(exact.weights, rounded.weights));
    EXPECT_LT(rounded.losses.back(), 0.5 * rounded.losses.front());
    // 8 bits of mantissa: the first epoch differs by what rounding of 2^-9 adds up to.
    EXPECT_NEAR(rounded.losses.front() / exact.losses.front(), 1, 0.02);
    EXPECT_NEAR(rounded.losses.back() / exact.losses.front(), exact.losses.back() / exact.losses.front(), 0.05);
  }
}

TEST(MixedPrecisionThread, SameBitsForAnyNumberOfThreads) {
  for (const Task& task : tasks()) {
    std::vector<Array> known;
    for (const int threads : {1, 2, 3}) {
      set_threads(threads);
      const Training run = trained(task, "mixed_bfloat16");
      if (known.empty()) known = run.weights;
      EXPECT_TRUE(same(run.weights, known)) << threads;
    }
    set_threads(0);
  }
}

TEST(MixedPrecision, APredictionIsNearThatOfFloat32AndChangesWithThePolicy) {
  set_seed(1);  // how far rounding moves the outputs depends on the weights
  const Sequential model = tasks()[0].make();
  const Array x = noise(3, {5, 40}).cast(f32);
  const Array exact = model.predict(x);
  model.set_dtype_policy("mixed_bfloat16");
  const Array rounded = model.predict(x);
  model.set_dtype_policy("float32");
  const Array again = model.predict(x);
  double worst = 0, size = 0;
  for (std::int64_t i = 0; i < exact.size(); ++i) {
    worst = std::max(worst, std::abs(rounded.get(i) - exact.get(i)));
    size = std::max(size, std::abs(exact.get(i)));
    EXPECT_EQ(again.get(i), exact.get(i));
  }
  EXPECT_GT(worst, 0);
  EXPECT_LT(worst, 0.02 * size);
}

TEST(MixedPrecision, TheGraphMarksProductsThatAreDeepEnough) {
  const Sequential model{Input{40}, Dense{15}, Dense{2}};
  EXPECT_EQ(model.graph_text({.of = "predict", .passes = true}).find("bf16"), std::string::npos);
  model.set_dtype_policy("mixed_bfloat16");
  const std::string text = model.graph_text({.of = "predict", .passes = true});
  const std::size_t first = text.find("precision=\"bf16\"");
  ASSERT_NE(first, std::string::npos) << text;                                       // 40 deep
  EXPECT_EQ(text.find("precision=\"bf16\"", first + 1), std::string::npos) << text;  // 15 deep
}

TEST(MixedPrecision, AModelKeepsItsPolicyInItsFileAndItsClone) {
  const std::string path = ::testing::TempDir() + "mixed_precision_test.glia";
  const Sequential model = tasks()[0].make();
  model.set_dtype_policy("mixed_bfloat16");
  const Array x = noise(3, {5, 40}).cast(f32);
  const Array expected = model.predict(x);
  model.save(path);
  for (const Model& other : {load_model(path), model.clone()}) {
    const Array got = other.predict(x);
    EXPECT_TRUE(std::equal(got.begin(), got.end(), expected.begin()));
  }
  std::remove(path.c_str());
}

TEST(MixedPrecision, TheGlobalPolicyIsThatOfModelsMadeAfterwards) {
  const Sequential before = tasks()[0].make();
  set_dtype_policy("mixed_bfloat16");
  EXPECT_EQ(dtype_policy(), "mixed_bfloat16");
  const Sequential after = tasks()[0].make();
  set_dtype_policy("float32");
  const GraphOptions options{.of = "predict", .passes = true};
  EXPECT_EQ(before.graph_text(options).find("bf16"), std::string::npos);
  EXPECT_NE(after.graph_text(options).find("bf16"), std::string::npos);
}

TEST(MixedPrecision, RefusesOtherPolicies) {
  expect_error<ValueError>([] { set_dtype_policy("mixed_float16"); }, {"\"mixed_bfloat16\"", "\"mixed_float16\""});
  const Sequential model = tasks()[0].make();
  expect_error<ValueError>([&] { model.set_dtype_policy("bf16"); }, {"\"float32\"", "\"bf16\""});
}

}  // namespace
}  // namespace glia
