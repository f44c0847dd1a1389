// Steps that a mask hides count neither in the loss nor in the means of metrics. The numbers are those of
// Keras 3.15.1's evaluate() of the same model.
#include <cmath>

#include "glia/layers/dense.hpp"
#include "glia/layers/embedding.hpp"
#include "glia/model/model.hpp"
#include "glia/optimizers/sgd.hpp"

namespace glia {
namespace {

Array words() { return Array{1, 2, 3, 0, 0, 2, 1, 0, 0, 0, 3, 3, 2, 1, 0}.cast(i32).reshape({3, 5}); }
Array classes() { return Array{0, 1, 2, 0, 0, 1, 1, 2, 2, 2, 2, 0, 1, 1, 0}.cast(i32).reshape({3, 5}); }

Sequential model() {
  Sequential out{
      Input({5}, {.dtype = i32}),
      Embedding{.input_dim = 4, .output_dim = 3, .mask_zero = true},
      Dense{3, "softmax"},
  };
  Array table(Shape{4, 3});
  for (int i = 0; i < 12; ++i) table.set(i, std::sin(1.7 * i));
  Array identity(Shape{3, 3});
  for (int i = 0; i < 3; ++i) identity(i, i) = 1;
  out.set_weights({table.cast(f32), identity.cast(f32), Array(Shape{3}).cast(f32)});
  out.compile({.optimizer = SGD{.learning_rate = 0},
               .loss = "sparse_categorical_crossentropy",
               .metrics = {"accuracy"},
               .weighted_metrics = {"sparse_categorical_crossentropy"}});
  return out;
}

TEST(MaskedMetrics, EvaluateLeavesOutWhatTheMaskHides) {
  const Evaluation got = model().evaluate(words(), classes(), {.batch_size = 2, .verbose = 0});
  EXPECT_NEAR(got["accuracy"], 1.0 / 9, 1e-6);
  EXPECT_NEAR(got["sparse_categorical_crossentropy"], 1.4135140180587769, 1e-5);
}

TEST(MaskedMetrics, FitLeavesItOutToo) {
  const History got = model().fit(words(), classes(), {.batch_size = 3, .epochs = 1, .verbose = 0});
  EXPECT_NEAR(got["accuracy"][0], 1.0 / 9, 1e-6);
  EXPECT_NEAR(got["sparse_categorical_crossentropy"][0], 1.4135140180587769, 1e-5);
  EXPECT_NEAR(got["loss"][0], 1.4135140180587769, 1e-5);
}

TEST(MaskedMetrics, SampleWeightsWeighWhatIsLeft) {
  const Array weights = Array{1, 0, 2};
  const Evaluation got =
      model().evaluate(words(), classes(), {.batch_size = 3, .verbose = 0, .sample_weight = weights});
  const Evaluation only_first = model().evaluate(words().rows(0, 1), classes().rows(0, 1), {.verbose = 0});
  const Evaluation only_last = model().evaluate(words().rows(2, 3), classes().rows(2, 3), {.verbose = 0});
  const auto mean = [&](const char* name, double first, double last) {
    return (3 * first * only_first[name] + 4 * last * only_last[name]) / (3 * first + 4 * last);
  };
  EXPECT_NEAR(got["sparse_categorical_crossentropy"], mean("sparse_categorical_crossentropy", 1, 2), 1e-5);
  EXPECT_NEAR(got["accuracy"], 1.0 / 9, 1e-6);
}

}  // namespace
}  // namespace glia
