#include <gtest/gtest.h>

#include "glia/losses/loss.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/passes/grad.hpp"
#include "testing/golden.hpp"
#include "testing/tolerance.hpp"

// Keras's losses, reduced and weighted, and their gradients by the output.
namespace glia {
namespace {

using namespace tests;

const std::vector<std::pair<std::string, std::string>> kMissing = {
    {"sparse_ignore_class", "ignore_class is no field of SparseCategoricalCrossentropy"},
};

Loss loss_of(const Value& at) { return detail::make_loss(class_of(at, "loss")); }

/// The value and, where it is a number, the gradient, computed in `dtype` from numbers that f32 can hold if `rounded`.
std::vector<Array> computed(const Value& at, DType dtype, bool rounded) {
  const auto input = [&](const char* key) { return array_of(at[key], rounded ? f32 : f64).cast(dtype); };
  const bool sparse = at["loss"].as_string().starts_with("Sparse");
  const Tensor y = sparse ? Tensor(array_of(at["y_true"], i32)) : Tensor(input("y_true"));
  const Tensor p = input("y_pred");
  const Value& whole = at;
  const Tensor w = whole.find("sample_weight") != nullptr ? Tensor(input("sample_weight")) : Tensor();
  const Tensor value = loss_of(at).reduced(y, p, w);
  std::vector<Array> out{eval_on_threads(value)};
  if (value.rank() == 0) out.push_back(eval_on_threads(grad(value, {p})[0]));
  return out;
}

bool masked(const Value& at) { return at.find("mask") != nullptr; }

TEST(LossesGolden, ValuesAndGradients) {
  int masks = 0;
  const int ran = for_each_case(
      "losses",
      [&](const std::string&, const Value& at) {
        if (masked(at)) return void(++masks);
        const std::vector<Array> doubles = computed(at, f64, false);
        EXPECT_TRUE(near(doubles[0], array_of(at["value"]), {1e-9, 0}));
        if (doubles.size() > 1) {
          EXPECT_TRUE(near(doubles[1], array_of(at["gradient"]), {1e-9, 1e-30})) << "gradient";
        }
        const std::vector<Array> singles = computed(at, f32, true);
        const std::vector<Array> exact = computed(at, f64, true);
        const auto length = static_cast<double>(array_of(at["y_pred"]).size());
        for (std::size_t i = 0; i < exact.size(); ++i) {
          EXPECT_TRUE(near(singles[i], exact[i], f32_tolerance(length)))
              << (i == 0 ? "value" : "gradient") << " in f32";
        }
      },
      kMissing);
  EXPECT_GE(ran - masks, 51);
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
