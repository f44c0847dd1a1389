#include <gtest/gtest.h>
#include <map>

#include "glia/losses/loss.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/passes/grad.hpp"
#include "testing/golden.hpp"

// Keras's losses, reduced and weighted, and their gradients by the output.
namespace glia {
namespace {

using namespace tests;

Loss loss_of(const Value& at) { return detail::make_loss(class_of(at, "loss")); }

/// The value and, where it is a number, the gradient, computed in `dtype` from numbers that f32 can hold if `rounded`.
std::vector<Array> computed(const Value& at, DType dtype, bool rounded) {
  const auto input = [&](const char* key) { return array_of(at[key], rounded ? f32 : f64).cast(dtype); };
  const std::string loss = at["loss"].as_string();
  const bool sparse = loss.starts_with("Sparse") || loss == "Circle" || loss == "CategoricalGeneralizedCrossEntropy";
  const Tensor y = sparse ? Tensor(array_of(at["y_true"], i32)) : Tensor(input("y_true"));
  const Tensor p = input("y_pred");
  const Value& whole = at;
  const Tensor w = whole.find("sample_weight") != nullptr ? Tensor(input("sample_weight")) : Tensor();
  const Tensor mask = whole.find("mask") != nullptr ? Tensor(array_of(at["mask"], boolean)) : Tensor();
  const Tensor value = loss_of(at).reduced(y, p, w, mask);
  std::vector<Array> out{eval_on_threads(value)};
  if (value.rank() == 0) out.push_back(eval_on_threads(grad(value, {p})[0]));
  return out;
}

/// How many cases a file has, each held to it.
int cases_of(const std::string& file) {
  const int ran = for_each_case(file, [&](const std::string& key, const Value& at) {
    const std::vector<Array> doubles = computed(at, f64, false);
    expect_golden(file, key, "value", doubles[0], array_of(at["value"]));
    if (doubles.size() > 1) expect_golden(file, key, "gradient", doubles[1], array_of(at["gradient"]));
    const std::vector<Array> singles = computed(at, f32, true);
    const std::vector<Array> exact = computed(at, f64, true);
    const auto length = static_cast<double>(array_of(at["y_pred"]).size());
    for (std::size_t i = 0; i < exact.size(); ++i) {
      expect_golden(file, key, i == 0 ? "value in f32" : "gradient in f32", singles[i], exact[i], length);
    }
  });
  expect_all_exceptions_met(file);
  return ran;
}

TEST(LossesGolden, ValuesAndGradients) { EXPECT_GE(cases_of("losses"), 56); }

TEST(LossesGolden, MasksWithWeightsAndReductions) { EXPECT_GE(cases_of("losses_masks"), 130); }

TEST(LossesGolden, AllOtherLossesOfKeras) {
  EXPECT_GE(cases_of("losses_more"), 279);
  std::map<std::string, int> cases;
  for (const auto& [key, at] : golden("losses_more")["cases"].as_object()) ++cases[at["loss"].as_string()];
  EXPECT_EQ(cases.size(), 18);
  for (const auto& [loss, count] : cases) EXPECT_GE(count, 13) << loss;
}

TEST(LossesGolden, ThreeCrossentropiesOfOneTutorial) {
  const Array p{{0.7, 0.2, 0.1}, {0.1, 0.8, 0.1}};
  const Array hot{{1, 0, 0}, {0, 1, 0}};
  const auto value = [&](const char* name, const Array& y) { return eval_on_threads(Loss(name).reduced(y, p)).item(); };
  EXPECT_NEAR(value("categorical_crossentropy", hot), 0.2899, 5e-5);
  EXPECT_NEAR(value("sparse_categorical_crossentropy", Array{0, 1}), 0.2899, 5e-5);
  EXPECT_NEAR(value("binary_crossentropy", hot), 0.1865, 5e-5);
  EXPECT_NEAR(3 * value("binary_crossentropy", hot), 0.5595, 5e-5);  // summed over the classes
}

TEST(LossesGolden, TheLogarithmOfZeroIsClipped) {
  const Array p{{0, 0.25, 0.75}};
  const double most = 16.118095651;  // −ln 1e-7
  EXPECT_NEAR(eval_on_threads(Loss("sparse_categorical_crossentropy").reduced(Array{0}, p)).item(), most, 1e-5);
  EXPECT_NEAR(eval_on_threads(Loss("categorical_crossentropy").reduced(Array{{1, 0, 0}}, p)).item(), most, 1e-5);
  EXPECT_NEAR(eval_on_threads(Loss("binary_crossentropy").reduced(Array{1}, Array{0})).item(), most, 1e-5);
}

}  // namespace
}  // namespace glia
