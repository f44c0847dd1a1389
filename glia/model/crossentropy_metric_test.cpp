#include "glia/layers/dense.hpp"
#include "glia/model/model.hpp"
#include "testing/golden.hpp"

namespace glia {
namespace {

using tests::noise;

// The metric is the loss itself, chosen by the shapes.
TEST(CrossentropyMetric, IsTheLossThatFitsTheShapes) {
  const auto check = [](Dim units, const char* activation, const char* loss, const Array& y) {
    const Sequential model{Input{4}, Dense{units, activation}};
    model.compile({.optimizer = "sgd", .loss = loss, .metrics = {"crossentropy"}});
    const Evaluation result = model.evaluate(noise(0, {6, 4}).cast(f32), y, {.verbose = 0});
    EXPECT_NEAR(result["crossentropy"], result["loss"], 1e-6) << loss;
    EXPECT_GT(result["loss"], 0.1);
  };
  check(1, "sigmoid", "bce", Array{0, 1, 1, 0, 1, 0});
  check(3, "softmax", "sparse_categorical_crossentropy", Array{0, 1, 2, 0, 1, 2});
  Array one_hot(Shape{6, 3});
  for (int i = 0; i < 6; ++i) one_hot(i, i % 3) = 1;
  check(3, "softmax", "categorical_crossentropy", one_hot);
}

}  // namespace
}  // namespace glia
