// dense128 for 200 steps under each instruction set of this processor.
#include <algorithm>
#include <cstring>

#include "glia/backends/cpu/test_targets.hpp"
#include "glia/base/threads.hpp"
#include "glia/data/digits.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/flatten.hpp"
#include "glia/model/model.hpp"
#include "glia/ops/math.hpp"
#include "glia/optimizers/adam.hpp"

namespace glia {
namespace {

struct Trained {
  double loss = 0;
  std::vector<Array> weights;
};

Trained trained_on(const datasets::Split& data) {
  const Sequential model{Input{28, 28}, Flatten{}, Dense{128, relu}, Dense{10, softmax}};
  model.compile({.optimizer = Adam{}, .loss = "sparse_categorical_crossentropy"});
  const History history = model.fit(data.x / 255.0, data.y, {.verbose = 0, .seed = 3});
  return {history["loss"].back(), model.get_weights()};
}

bool same_bits(const std::vector<Array>& a, const std::vector<Array>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Array& x, const Array& y) {
    return x.bytes() == y.bytes() && std::memcmp(x.raw(), y.raw(), static_cast<std::size_t>(x.bytes())) == 0;
  });
}

TEST(InstructionSetsSlow, TrainAlikeAndToTheBitOnAnyNumberOfThreads) {
  const datasets::Split digits = datasets::digits(200 * 32, 1);
  double reference = 0;
  std::size_t sets = 0;
  detail::cpu::for_each_target([&](std::int64_t) {
    set_threads(1);
    const Trained one = trained_on(digits);
    if (sets++ == 0) reference = one.loss;
    EXPECT_NEAR(one.loss, reference, 1e-4);
    EXPECT_LT(one.loss, 1.5) << "200 steps must have taught something";
    for (const int threads : {2, 3}) {
      SCOPED_TRACE(std::to_string(threads) + " threads");
      set_threads(threads);
      const Trained more = trained_on(digits);
      EXPECT_EQ(more.loss, one.loss);
      EXPECT_TRUE(same_bits(more.weights, one.weights));
    }
    set_threads(0);
  });
  EXPECT_GE(sets, 2U) << "the scalar code and one more";
}

}  // namespace
}  // namespace glia
