// Labels, probabilities and weights that a loss cannot make sense of, and who is named.
#include <cmath>

#include "glia/layers/dense.hpp"
#include "glia/layers/flatten.hpp"
#include "glia/layers/reshape.hpp"
#include "glia/losses/binary_crossentropy.hpp"
#include "glia/model/compile_step.hpp"
#include "glia/model/model.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"
#include "testing/log_lines.hpp"

namespace glia {
namespace {

using namespace tests;

const FitOptions kQuiet{.verbose = 0};

Array floats(const Shape& shape) { return noise(0, shape).cast(f32); }

Sequential net(Dim units, const ActivationFn& activation, const Loss& loss) {
  const Sequential model{Input{4}, Dense{units, activation}};
  model.compile({.optimizer = "sgd", .loss = loss});
  return model;
}

Array filled(const Shape& shape, double value, DType dtype = f32) {
  Array out(shape, dtype);
  out.fill(value);
  return out;
}

TEST(Labels, BinaryCrossentropyTakesProbabilities) {
  const Array x = floats({100, 4});
  for (const Loss& loss : {Loss("binary_crossentropy"), Loss(losses::BinaryCrossentropy{.from_logits = true})}) {
    const Sequential model = net(1, sigmoid, loss);
    for (const DType dtype : {u8, i32, i64, f32, f64}) {
      SCOPED_TRACE(dtype.name());
      Array y = filled({100}, 1, dtype);
      model.fit(x, y, kQuiet);
      y.set(77, 2);
      expect_error<DataError>([&] { model.fit(x, y, kQuiet); },
                              {"y: A target of binary_crossentropy is a probability", "0 to 1", "2 in sample 77"});
      expect_error<DataError>([&] { model.evaluate(x, y.reshape({100, 1}), {.verbose = 0}); }, {"2 in sample 77"});
      expect_error<DataError>([&] { model.train_on_batch(x, y * 1.0); }, {"2 in sample 77"});
    }
  }
  const Sequential model = net(3, sigmoid, "binary_crossentropy");
  Array y = filled({100, 3}, 0.5);
  model.fit(x, y, kQuiet);
  y(41, 2) = -0.25;
  expect_error<DataError>([&] { model.fit(x, y, kQuiet); }, {"-0.25", "in sample 41, value 2 of it"});
  y(41, 2) = 1 + 1e-7;  // rounding
  EXPECT_NO_THROW(model.fit(x, y, kQuiet));
  EXPECT_NO_THROW(net(1, sigmoid, "mse").fit(x, filled({100}, 7), kQuiet)) << "other losses take any number";
}

TEST(Labels, CategoricalCrossentropyTakesProbabilities) {
  const Sequential model = net(3, softmax, "categorical_crossentropy");
  const Array x = floats({8, 4});
  expect_error<DataError>(
      [&] {
        model.fit(x, filled({8, 3}, 4), kQuiet);
      },
      {"A target of categorical_crossentropy is a probability", "4 in sample 0, value 0", "one_hot"});
  EXPECT_NO_THROW(model.fit(x, filled({8, 3}, 1.0 / 3), kQuiet));
}

TEST(Labels, OfTwoOutputsAreToldApart) {
  const Input x{4};
  const Model model{{x}, {x | Dense{1, sigmoid}, x | Dense{2, softmax}}};
  model.compile({.loss = {"binary_crossentropy", "sparse_categorical_crossentropy"}});
  const Array good(Shape{8}, i64);
  Array bad(Shape{8}, i64);
  bad.set(5, 2);
  expect_error<DataError>([&] { model.fit(floats({8, 4}), {bad, good}, kQuiet); }, {"y[0]:", "2 in sample 5"});
  expect_error<DataError>(
      [&] {
        model.fit(floats({8, 4}), {good, bad}, kQuiet);
      },
      {"y[1]: A label", "0 to 1", "2 in sample 5"});
}

// The step sees a row of a shuffled batch; the message must name the sample.
TEST(Labels, OutsideTheClassesNameTheSample) {
  const Array x = floats({100, 4});
  for (const DType dtype : {u8, i64, f32}) {
    SCOPED_TRACE(dtype.name());
    const Sequential model = net(10, softmax, "sparse_categorical_crossentropy");
    Array y(Shape{100}, dtype);
    y.set(77, 12);
    const auto named = {std::string_view("y: A label must be a whole number in [0, number of classes)"),
                        std::string_view("Expected 0 to 9"), std::string_view("12 in sample 77.")};
    for (const std::int64_t seed : {1, 2, 3}) {
      expect_error<DataError>([&] { model.fit(x, y, {.batch_size = 8, .verbose = 0, .seed = seed}); }, named);
    }
    expect_error<DataError>([&] { model.fit(x, y, {.verbose = 0, .class_weight = {{0, 2.0}}}); }, named);
    expect_error<DataError>([&] { model.fit(x, y.reshape({100, 1}), kQuiet); }, {"12 in sample 77"});
    expect_error<DataError>([&] { model.evaluate(x, y, {.batch_size = 8, .verbose = 0}); }, {"12 in sample 77"});
    expect_error<DataError>([&] { model.fit(x, y, {.verbose = 0, .validation_split = 0.5}); }, {"12 in sample 77"});
  }
}

TEST(Labels, OfSequencesNameThePlace) {
  const Sequential model{Input{4}, Dense{15}, Reshape{{5, 3}}, Dense{3, softmax}};
  model.compile({.loss = "sparse_categorical_crossentropy"});
  Array y(Shape{40, 5}, i32);
  y(23, 4) = 3;
  expect_error<DataError>(
      [&] {
        model.fit(floats({40, 4}), y, {.batch_size = 7, .verbose = 0});
      },
      {"3 in sample 23, value 4 of it"});
}

TEST(ClassWeight, BelongsToTheClassesOfOneOutput) {
  const Array x = floats({8, 4});
  const FitOptions weighted{.verbose = 0, .class_weight = {{0, 1.0}, {1, 2.0}}};
  const Input in{4};
  const Model two{{in}, {in | Dense{2, softmax}, in | Dense{2, softmax}}};
  two.compile({.loss = "sparse_categorical_crossentropy"});
  const Array y(Shape{8}, i64);
  expect_error<ValueError>(
      [&] {
        two.fit(x, {y, y}, weighted);
      },
      {"class_weight", "one output", "2 outputs", "sample_weight"});
  Array real = filled({8, 1}, 1);
  real.set(3, 1.5);
  expect_error<DataError>([&] { net(1, linear, "mse").fit(x, real, weighted); },
                          {"With class_weight a target is the number of a class", "1.5", "in sample 3"});
  EXPECT_NO_THROW(net(1, sigmoid, "binary_crossentropy").fit(x, filled({8, 1}, 1), weighted));
  EXPECT_NO_THROW(net(2, softmax, "categorical_crossentropy").fit(x, filled({8, 2}, 0.5), weighted));
  const Sequential sequences{Input{4}, Reshape{{4, 1}}, Dense{2, softmax}};
  sequences.compile({.loss = "sparse_categorical_crossentropy"});
  expect_error<ValueError>(
      [&] {
        sequences.fit(x, Array(Shape{8, 4, 1}, i64), weighted);
      },
      {"class_weight", "one class a sample"});
}

TEST(SampleWeight, OfAShapeThatFitsNothingIsNamed) {
  const Array x = floats({8, 4}), y = filled({8, 1}, 1);
  const auto fit = [&](const Array& w) { net(1, linear, "mse").fit(x, y, {.verbose = 0, .sample_weight = w}); };
  expect_error<ShapeError>(
      [&] {
        fit(filled({8, 2}, 1));
      },
      {"sample_weight: There is one weight for each sample", "(None,)", "(None, 2)"});
  expect_error<ShapeError>([&] { fit(filled({8, 1, 1}, 1)); }, {"sample_weight", "(None, 1, 1)"});
}

TEST(SampleWeight, AsAColumnIsAsAList) {
  const Array x = floats({8, 4}), y = filled({8, 1}, 1);
  const auto trained = [&](const Array& w) {
    const Sequential model = net(1, linear, "mse");
    model.fit(x, y, {.epochs = 3, .verbose = 0, .sample_weight = w, .seed = 3});
    return model.get_weights()[0];
  };
  const Array w{0, 1, 2, 3, 0, 0.5, 1, 1};
  EXPECT_TRUE(same_bits(trained(w.reshape({8, 1})), trained(w)));
  EXPECT_FALSE(same_bits(trained(filled({8}, 1)), trained(w)));
}

TEST(SampleWeight, AsAColumnWeighsMetricsToo) {
  const Sequential model{Input{4}, Dense{1}};
  model.compile({.optimizer = "sgd", .loss = "mse", .weighted_metrics = {"mse"}});
  const Array x = floats({8, 4}), y = filled({8, 1}, 1), w{0, 1, 2, 3, 0, 0.5, 1, 1};
  const auto measured = [&](const Array& weight) {
    return model.evaluate(x, y, {.verbose = 0, .sample_weight = weight})["mse"];
  };
  EXPECT_EQ(measured(w.reshape({8, 1})), measured(w));
  EXPECT_NE(measured(filled({8}, 1)), measured(w));
}

TEST(Fit, SaysThatTheDataGiveFewerStepsThanAsked) {
  LogLines log;
  const Sequential model = net(1, linear, "mse");
  const auto fit = [&](Dim steps) {
    model.fit(floats({32, 4}), filled({32}, 1), {.batch_size = 8, .epochs = 2, .verbose = 0, .steps_per_epoch = steps});
  };
  fit(4);
  EXPECT_EQ(log.all().size(), 0u);
  fit(100);
  ASSERT_EQ(log.all().size(), 1u) << "once, not once an epoch";
  EXPECT_EQ(log.count("steps_per_epoch is 100, but the data gives 4 batches"), 1) << log.all()[0];
}

TEST(RangeHint, ComesOnceAModelWhateverTheTypeAndTheCall) {
  for (const DType dtype : {u8, i32, i64, f32, f64}) {
    LogLines log;
    const Sequential model = net(1, linear, "mse");
    const Array x = filled({8, 4}, 255, dtype), y = filled({8}, 1);
    for (int i = 0; i < 3; ++i) model.train_on_batch(x, y);
    model.fit(x, y, kQuiet);
    EXPECT_EQ(log.count("the inputs span 0…255"), 1) << dtype.name();
    net(1, linear, "mse").fit(x / 255.0, y, kQuiet);
    net(1, linear, "mse").fit(filled({8, 4}, 300, dtype == u8 ? DType(i32) : dtype), y, kQuiet);
    EXPECT_EQ(log.all().size(), 1u) << dtype.name();
  }
}

TEST(RangeHint, LooksAtEveryInputAndAtStepsOfYourOwn) {
  LogLines log;
  const Input a{4}, b{4};
  const Model model{{a, b}, {(a + b) | Dense{1}}};
  model.compile({.optimizer = "sgd", .loss = "mse"});
  model.fit({floats({8, 4}), filled({8, 4}, 255)}, filled({8}, 1), kQuiet);
  EXPECT_EQ(log.count("span 0…255"), 1);
  auto step = compile_step([](Tensor x, Tensor y) { return ops::mean(x) + ops::mean(y); });
  for (int i = 0; i < 3; ++i) step(filled({8, 5, 5}, 255), filled({8, 1}, 200));
  EXPECT_EQ(log.count("span 0…255"), 2);
  auto labels = compile_step([](Tensor x, Tensor y) { return ops::mean(x) + ops::mean(y); });
  labels(floats({8, 5, 5}), filled({8, 1}, 200));
  EXPECT_EQ(log.count("span 0…255"), 2) << "a column may be labels";
}

TEST(Labels, OfCtcFitIntoTheFrames) {
  const Sequential model{Input{4}, Dense{20}, Reshape{{4, 5}}};
  model.compile({.optimizer = "sgd", .loss = "ctc"});
  const Array x = floats({6, 4});
  for (const DType dtype : {i32, f32}) {
    SCOPED_TRACE(dtype.name());
    const auto expect = [&](const std::vector<double>& labels, std::initializer_list<std::string_view> words) {
      Array y(Shape{6, 4}, dtype);
      for (std::int64_t j = 0; j < 4; ++j) y(4, j) = labels[static_cast<std::size_t>(j)];
      expect_error<DataError>([&] { model.fit(x, y, kQuiet); }, words);
      expect_error<DataError>([&] { model.evaluate(x, y, {.verbose = 0}); }, words);
      expect_error<DataError>([&] { model.train_on_batch(x, y); }, words);
    };
    expect({1, 1, 2, 2}, {"y: The frames have room for the labels, with a blank between equal neighbours",
                          "labels that need at most 4 frames", "6 needed in sample 4", "smaller strides"});
    expect({1, 2, 2, 3}, {"5 needed in sample 4"});
    expect({1, 5, 0, 0}, {"A label must be a whole number in [0, number of classes)", "0 to 4", "5 in sample 4"});
    expect({1, 2, -1, -1}, {"-1 in sample 4", "Class 0 is the blank"});
    expect({1, 0, 2, 0},
           {"Labels are filled up with 0, the number of the blank, only at the end", "2 behind a 0 in sample 4"});
    expect({0, 2, 0, 0}, {"2 behind a 0 in sample 4"});
    Array fits(Shape{6, 4}, dtype);
    for (std::int64_t j = 0; j < 3; ++j) fits(4, j) = j == 2 ? 3 : 2;
    EXPECT_NO_THROW(model.fit(x, fits, kQuiet));
  }
  Array y = filled({6, 4}, 1.5);
  expect_error<DataError>([&] { model.fit(x, y, kQuiet); },
                          {"A label is the number of a class, a whole number", "1.500000 in sample 0"});
}

}  // namespace
}  // namespace glia
