// Bad data and bad arguments given to a model: the exception, what its message says, and that the model stays whole.
#include <cmath>
#include <limits>

#include "glia/base/log.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/flatten.hpp"
#include "glia/model/model.hpp"
#include "glia/ops/math.hpp"
#include "glia/optimizers/adam.hpp"
#include "testing/expect_error.hpp"
#include "testing/golden.hpp"

namespace glia {
namespace {

using tests::expect_error;
using tests::noise;
using tests::same_bits;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

Array floats(const Shape& shape, std::int64_t first = 0) { return noise(first, shape).cast(f32); }

/// Ten classes of four features, trained for an epoch so that the optimizer has slots.
struct Classifier {
  Sequential model{Input{4}, Dense{8, relu}, Dense{10, softmax}};
  Array x = floats({12, 4});
  Array y = Array(Shape{12}, i64);
  FitOptions quiet{.verbose = 0};

  explicit Classifier(const char* loss = "sparse_categorical_crossentropy") {
    for (std::int64_t i = 0; i < 12; ++i) y.set(i, static_cast<double>(i % 10));
    model.compile({.optimizer = Adam{}, .loss = loss, .metrics = {"accuracy"}});
    if (std::string(loss).starts_with("sparse")) model.fit(x, y, quiet);
  }

  /// f() fails, no bit of a weight or of the optimizer's state changes, and training and predicting still work.
  template <class E, class F>
  void refuses(F&& f, std::initializer_list<std::string_view> fragments) const {
    const auto state = [&] {
      std::vector<Array> out = model.get_weights();
      for (const Variable& v : model.optimizer().variables()) out.push_back(v.value());
      return out;
    };
    const std::vector<Array> before = state();
    expect_error<E>(f, fragments);
    const std::vector<Array> after = state();
    ASSERT_EQ(after.size(), before.size());
    for (std::size_t i = 0; i < before.size(); ++i) EXPECT_TRUE(same_bits(after[i], before[i])) << "variable " << i;
    EXPECT_EQ(model.predict(x).shape(), (Shape{12, 10}));
  }
  void still_trains() const {
    const History history = model.fit(x, y, quiet);
    EXPECT_TRUE(std::isfinite(history["loss"].back()));
  }
};

TEST(BadData, NotFiniteInEvaluateAndValidation) {
  const Classifier c;
  Array x = c.x.copy();
  x.set(6 * 4 + 1, kNan);
  c.refuses<DataError>([&] { c.model.evaluate(x, c.y, {.batch_size = 5, .verbose = 0}); },
                       {"x: The data must be finite", "NaN in sample 6, value 1 of it"});
  Array weights(Shape{12});
  weights.fill(1);
  weights.set(11, kInfinity);
  c.refuses<DataError>([&] { c.model.evaluate(c.x, c.y, {.verbose = 0, .sample_weight = weights}); },
                       {"sample_weight: The data must be finite", "infinity in sample 11"});
  expect_error<DataError>(
      [&] {
        c.model.fit(c.x, c.y, {.verbose = 0, .validation_data = {x, c.y}});
      },
      {"x: The data must be finite", "sample 6"});
}

TEST(BadData, Pictures) {
  const Sequential model{Input{784}, Dense{10, softmax}};
  model.compile({.loss = "sparse_categorical_crossentropy"});
  const Array y(Shape{4}, u8);
  const auto flatten = {std::string_view("sequential"), std::string_view("(784,)"), std::string_view("(28, 28)"),
                        std::string_view("Add Flatten{}")};
  expect_error<ShapeError>([&] { model.fit(floats({4, 28, 28}), y, {.verbose = 0}); }, flatten);
  expect_error<ShapeError>([&] { model.evaluate(floats({4, 28, 28}), y, {.verbose = 0}); }, flatten);
  expect_error<ShapeError>([&] { model.predict(floats({4, 28, 28})); }, flatten);
  expect_error<ShapeError>([&] { model.predict(floats({4, 783})); }, {"(784,)", "(783,)"});
  const Sequential square{Input{28, 28}, Flatten{}, Dense{1}};
  expect_error<ShapeError>([&] { square.predict(floats({4, 784})); }, {"(28, 28)", "(784,)", "Add Reshape{}"});
  EXPECT_EQ(square.predict(floats({4, 28, 28})).shape(), (Shape{4, 1}));
}

TEST(BadData, NumberOfSamplesAndParts) {
  const Classifier c;
  c.refuses<DataError>([&] { c.model.fit(c.x, c.y.rows(0, 11), c.quiet); }, {"x and y", "Expected 12", "received 11"});
  c.refuses<DataError>([&] { c.model.evaluate(c.x, c.y.rows(0, 3), {.verbose = 0}); }, {"same number of samples"});
  c.refuses<DataError>([&] { c.model.fit(c.x, {c.y, c.y}, c.quiet); }, {"one target for each output"});
  c.refuses<DataError>([&] { c.model.fit(c.x, Data(), c.quiet); }, {"one target for each output", "received 0"});
  c.refuses<DataError>([&] { c.model.fit({c.x, c.x}, c.y, c.quiet); }, {"one part for each input", "received 2"});
  c.refuses<DataError>([&] { c.model.fit({c.x, c.x.rows(0, 2)}, c.y, c.quiet); }, {"x:", "12", "2"});
  c.refuses<DataError>([&] { c.model.fit(Data(), c.y, c.quiet); }, {"x"});
  c.refuses<DataError>([&] { c.model.predict(Data()); }, {"one part for each input", "received 0"});
  c.refuses<DataError>(
      [&] {
        c.model.fit(c.x, c.y, {.verbose = 0, .sample_weight = Array{1, 2}});
      },
      {"one sample weight for each sample", "12", "2"});
  c.refuses<DataError>(
      [&] {
        c.model.fit(c.x, c.y, {.verbose = 0, .validation_data = {c.x, c.y.rows(0, 2)}});
      },
      {"same number of samples"});
  c.refuses<ValueError>([&] { c.model.fit(c.x, c.y, {.verbose = 0, .validation_data = {.x = c.x}}); },
                        {"validation_data", "both x and y"});
  c.still_trains();
}

TEST(BadData, EmptyOrScalar) {
  const Classifier c;
  c.refuses<DataError>([&] { c.model.fit(Array(Shape{0, 4}), Array(Shape{0}), c.quiet); }, {"x:", "(0, 4)", "sample"});
  c.refuses<DataError>([&] { c.model.fit(Array(), Array(), c.quiet); }, {"at least one sample"});
  c.refuses<DataError>([&] { c.model.predict(Array(Shape{0, 4})); }, {"at least one sample"});
  c.refuses<ShapeError>([&] { c.model.fit(Array(Shape{}), c.y, c.quiet); }, {"at least one axis"});
  c.refuses<ShapeError>([&] { c.model.predict(Array(Shape{})); }, {"at least one axis"});
  c.still_trains();
}

TEST(BadData, LabelsOutOfRange) {
  const Classifier c;
  for (const DType dtype : {i64, i32, f32}) {
    SCOPED_TRACE(dtype.name());
    Array high = c.y.cast(dtype).copy();
    high.set(7, 10);
    Array low = c.y.cast(dtype).copy();
    low.set(3, -1);
    c.refuses<DataError>([&] { c.model.fit(c.x, high, c.quiet); }, {"label", "10"});
    c.refuses<DataError>([&] { c.model.fit(c.x, low, c.quiet); }, {"label", "-1"});
    c.refuses<DataError>([&] { c.model.evaluate(c.x, high, {.verbose = 0}); }, {"label", "10"});
  }
  c.still_trains();
}

TEST(BadData, LabelsThatAreNoWholeNumbers) {
  const Classifier c;
  Array half = c.y.cast(f32);
  half.set(5, 2.5);
  Array nan = c.y.cast(f64);
  nan.set(5, kNan);
  c.refuses<DataError>([&] { c.model.fit(c.x, half, c.quiet); }, {"whole number", "2.5", "5"});
  c.refuses<DataError>([&] { c.model.fit(c.x, half * 1.0, c.quiet); }, {"whole number", "2.5", "5"});
  c.refuses<DataError>([&] { c.model.fit(c.x, nan, c.quiet); }, {"NaN", "5"});
  c.refuses<DataError>([&] { c.model.evaluate(c.x, half, {.verbose = 0}); }, {"whole number", "2.5"});
  c.still_trains();
}

TEST(BadData, NotFinite) {
  const Classifier c;
  for (const double bad : {kNan, kInfinity, -kInfinity}) {
    Array x = c.x.copy();
    x.set(4 * 9 + 2, bad);
    const char* word = std::isnan(bad) ? "NaN" : "infinity";
    c.refuses<DataError>([&] { c.model.fit(x, c.y, c.quiet); }, {"x:", "finite", word, "sample 9", "value 2"});
    c.refuses<DataError>([&] { c.model.fit(x / 255.0, c.y, c.quiet); }, {"x:", word, "sample 9"});
    c.refuses<DataError>([&] { c.model.train_on_batch(x, c.y); }, {word, "sample 9"});
  }
  const Sequential line{Input{4}, Dense{1}};
  line.compile({.optimizer = "sgd", .loss = "mse"});
  line.fit(c.x, floats({12, 1}), c.quiet);
  const std::vector<Array> before = line.get_weights();
  Array y = floats({12, 1});
  y.set(6, kNan);
  expect_error<DataError>([&] { line.fit(c.x, y, c.quiet); }, {"y:", "NaN", "sample 6"});
  EXPECT_TRUE(same_bits(line.get_weights()[0], before[0]));
  c.still_trains();
}

TEST(BadData, TargetsThatDoNotFitTheLoss) {
  const Classifier sparse;
  sparse.refuses<ValueError>(
      [&] {
        sparse.model.fit(sparse.x, floats({12, 10}), sparse.quiet);
      },
      {"one-hot", "Use categorical_crossentropy"});
  sparse.refuses<ShapeError>(
      [&] {
        sparse.model.fit(sparse.x, floats({12, 3}), sparse.quiet);
      },
      {"(None, 10)", "(None, 3)"});
  sparse.still_trains();
  const Classifier full("categorical_crossentropy");
  expect_error<ValueError>([&] { full.model.fit(full.x, full.y, full.quiet); },
                           {"one number for each class", "sparse_categorical_crossentropy"});
  expect_error<ShapeError>([&] { full.model.fit(full.x, floats({12, 9}), full.quiet); }, {"9 units"});
  const Classifier mse("mse");
  expect_error<ShapeError>(
      [&] {
        mse.model.fit(mse.x, floats({12, 4}), mse.quiet);
      },
      {"mean_squared_error", "(None, 4)"});
  const Sequential one{Input{4}, Dense{1, softmax}};
  one.compile({.loss = "sparse_categorical_crossentropy"});
  expect_error<ValueError>([&] { one.fit(mse.x, mse.y, mse.quiet); }, {"two or more", "binary_crossentropy"});
  const Classifier binary("binary_crossentropy");
  expect_error<ShapeError>([&] { binary.model.fit(binary.x, binary.y, binary.quiet); }, {"Dense{1, sigmoid}"});
}

TEST(BadData, PixelsUpTo255TrainWithOneHint) {
  const Classifier c;
  Array pixels = Array(Shape{12, 4}, u8);
  for (std::int64_t i = 0; i < 48; ++i) pixels.set(i, static_cast<double>(i * 5));
  pixels.set(0, 255);
  std::vector<std::string> hints;
  set_log_sink([&](LogLevel level, std::string_view text) {
    if (level != LogLevel::report) hints.emplace_back(text);
  });
  const History history = c.model.fit(pixels, c.y, {.epochs = 3, .verbose = 0});
  c.model.fit(pixels / 255.0, c.y, c.quiet);
  set_log_sink({});
  EXPECT_TRUE(std::isfinite(history["loss"].back()));
  ASSERT_EQ(hints.size(), 1u);
  EXPECT_NE(hints[0].find("255"), std::string::npos) << hints[0];
}

TEST(BadArguments, OfFit) {
  const Classifier c;
  const auto fit = [&](FitOptions options) {
    options.verbose = options.verbose == 1 ? Dim(0) : options.verbose;
    return [&c, options] { c.model.fit(c.x, c.y, options); };
  };
  c.refuses<ValueError>(fit({.batch_size = 0}), {"batch_size must be at least 1", "0"});
  c.refuses<ValueError>(fit({.batch_size = -4}), {"batch_size", "-4"});
  c.refuses<ValueError>(fit({.epochs = -1}), {"epochs must be at least 0", "-1"});
  c.refuses<ValueError>(fit({.verbose = 7}), {"verbose is 0, 1 or 2", "7"});
  c.refuses<ValueError>(fit({.validation_split = 1.0}), {"validation_split lies in [0, 1)", "1.0"});
  c.refuses<ValueError>(fit({.validation_split = -0.5}), {"validation_split"});
  c.refuses<ValueError>(fit({.validation_split = kNan}), {"validation_split", "nan"});
  c.refuses<ValueError>(fit({.validation_split = 0.99}), {"no samples on one side", "12 samples"});
  c.refuses<ValueError>(fit({.initial_epoch = -1}), {"initial_epoch"});
  c.refuses<ValueError>(fit({.steps_per_epoch = -1}), {"steps_per_epoch must be at least 0"});
  c.refuses<ValueError>(fit({.validation_batch_size = -1}), {"validation_batch_size must be at least 0"});
  c.refuses<ValueError>(fit({.validation_freq = 0}), {"validation_freq must be at least 1"});
  c.refuses<ValueError>(fit({.on_nan = "x"}), {"on_nan", "\"throw\"", "\"ignore\"", "\"x\""});
  c.refuses<ValueError>(fit({.class_weight = {{-1, 2.0}}}), {"class_weight", "counted from 0", "-1"});
  c.refuses<ValueError>([&] { c.model.evaluate(c.x, c.y, {.batch_size = 0}); }, {"batch_size must be at least 1"});
  c.refuses<ValueError>([&] { c.model.evaluate(c.x, c.y, {.verbose = 7}); }, {"verbose is 0, 1 or 2", "7"});
  c.refuses<ValueError>([&] { c.model.predict(c.x, {.batch_size = 0}); }, {"batch_size must be at least 1"});
  c.refuses<ValueError>([&] { c.model.predict(floats({12, 2, 2}), {.batch_size = -1}); }, {"batch_size", "-1"});
  c.still_trains();
}

}  // namespace
}  // namespace glia
