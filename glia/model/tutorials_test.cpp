// What the five tutorials' programs must reach: numbers measured with Keras, or known exactly.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "glia/base/error.hpp"
#include "glia/data/datasets.hpp"
#include "glia/data/numpy.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/flatten.hpp"
#include "glia/model/model.hpp"
#include "glia/ops/math.hpp"
#include "glia/optimizers/adam.hpp"

namespace glia {
namespace {

struct Line {
  double w = 0, b = 0;
};

Line least_squares(const Array& x, const Array& y) {
  const auto n = static_cast<double>(x.size());
  double sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (std::int64_t i = 0; i < x.size(); ++i) {
    sx += x.get(i), sy += y.get(i), sxx += x.get(i) * x.get(i), sxy += x.get(i) * y.get(i);
  }
  const double w = (n * sxy - sx * sy) / (n * sxx - sx * sx);
  return {w, (sy - w * sx) / n};
}

Line learnt(const Model& model) {
  const auto weights = model.get_weights();
  return {weights.at(0).item(), weights.at(1).item()};
}

/// Tutorial 002's data and model.
struct Square {
  Array x = numpy::RandomState(42).rand({100, 1});
  Array y = (x * x).eval();
  Sequential model{Input{1}, Dense{1}};
  Line train(Dim batch, Dim seed, Dim epochs) const {
    model.compile({.optimizer = Adam{.learning_rate = 0.01}, .loss = "mse"});
    model.fit(x, y, {.batch_size = batch, .epochs = epochs, .verbose = 0, .seed = seed});
    return learnt(model);
  }
};

TEST(Tutorials, TheBestLineThroughTheSquares) {
  const Square square;
  const Line best = least_squares(square.x, square.y);
  EXPECT_NEAR(best.w, 0.973416503055893, 1e-12) << "the same data as NumPy's";
  EXPECT_NEAR(best.b, -0.148996813410172, 1e-12);
}

TEST(Tutorials, SquareInBatchesOf32EndsNearTheBestLine) {
  for (const int seed : {1, 2, 3}) {
    const Line line = Square().train(32, seed, 1000);
    for (const double x : {0.0, 1.0}) {  // 200 simulated runs of Keras ended within 0.031
      EXPECT_NEAR(line.w * x + line.b, 0.973416503055893 * x - 0.148996813410172, 0.035) << "seed " << seed;
    }
  }
}

// From w = −1.73, the least that Keras's initialiser draws, Adam is 0.07 away after 1,000 steps and 1e-15 after 4,000.
TEST(Tutorials, SquareInFullBatchesEndsAtTheBestLine) {
  for (const int seed : {1, 2, 3}) {
    const Line line = Square().train(100, seed, 4000);
    EXPECT_NEAR(line.w, 0.973416503055893, 1e-6) << "seed " << seed;
    EXPECT_NEAR(line.b, -0.148996813410172, 1e-6) << "seed " << seed;
  }
  const Square square;
  square.model.set_weights({Array(Shape{1, 1}), Array(Shape{1})});
  const Line line = square.train(100, 0, 1000);
  EXPECT_NEAR(line.w, 0.973416503055893, 1e-6) << "from w = 0";
  EXPECT_NEAR(line.b, -0.148996813410172, 1e-6) << "from w = 0";
}

TEST(Tutorials, LineEndsNearLeastSquaresOfTheSameData) {
  for (const int seed : {1, 2, 3}) {
    numpy::RandomState random(seed);
    const Array x = numpy::linspace(-1, 1, 100);
    const Array y = (2 * x + 3 + random.randn({100}) * 0.1).eval();
    const Sequential model{Input{1}, Dense{1}};
    model.compile({.optimizer = "sgd", .loss = "mean_squared_error"});
    model.fit(x.reshape({-1, 1}), y, {.epochs = 1000, .verbose = 0, .seed = seed});
    const Line best = least_squares(x, y);
    const Line line = learnt(model);
    EXPECT_NEAR(line.w, best.w, 0.01) << "seed " << seed;
    EXPECT_NEAR(line.b, best.b, 0.01) << "seed " << seed;
  }
}

TEST(Tutorials, ImagesWithoutFlattenAreAnErrorThatSaysSo) {
  const Sequential model{Input{784}, Dense{128, "relu"}, Dense{10, "softmax"}};  // tutorial 000 as printed
  model.compile({.optimizer = "adam", .loss = "sparse_categorical_crossentropy"});
  try {
    model.fit(Array(Shape{4, 28, 28}), Array(Shape{4}, u8), {.verbose = 0});
    FAIL() << "no error";
  } catch (const ShapeError& error) {
    const std::string text = error.what();
    EXPECT_NE(text.find("(784,)"), std::string::npos) << text;
    EXPECT_NE(text.find("(28, 28)"), std::string::npos) << text;
    EXPECT_NE(text.find("Flatten"), std::string::npos) << text;
  }
}

TEST(Tutorials, RealDataRawPixelsTrain) {
  if (std::getenv("GLIA_DATA") == nullptr) GTEST_SKIP() << "GLIA_DATA is not set";
  const auto data = datasets::mnist();
  const Sequential model{Input{28, 28}, Flatten{}, Dense{128, "relu"}, Dense{10, "softmax"}};
  model.compile({.optimizer = "adam", .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  model.fit(data.train.x, data.train.y, {.epochs = 5, .verbose = 0});
  const auto [loss, accuracy] = model.evaluate(data.test.x, data.test.y, {.verbose = 0});
  EXPECT_GE(accuracy, 0.93) << "Keras on TensorFlow: 0.942; on JAX, which clips probabilities: 0.33 to 0.64";
}

}  // namespace
}  // namespace glia
