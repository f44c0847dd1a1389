#include <thread>

#include "glia/base/seed.hpp"
#include "glia/layers/dense.hpp"
#include "glia/model/model.hpp"
#include "testing/golden.hpp"

namespace glia {
namespace {

using tests::same_bits;

void predict_on_eight(const Model& model, const Array& x, const Array& expected) {
  std::vector<std::thread> threads;
  std::vector<int> wrong(8, 0);
  for (std::size_t t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) wrong[t] += !same_bits(model.predict(x), expected);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(8, 0));
}

Sequential network() {
  set_seed(0);  // so that all of them start alike
  return {Input{12}, Dense{64, relu}, Dense{10, softmax}};
}

TEST(PredictOnManyThreads, ThreadsGetTheSameBits) {
  const Sequential model = network();
  const Array x = tests::noise(0, {9, 12}).cast(f32);
  const Array expected = model.predict(x);
  predict_on_eight(model, x, expected);
}

TEST(PredictOnManyThreads, ThreadsMayMakeTheFirstCall) {
  const Array x = tests::noise(0, {9, 12}).cast(f32);
  const Array expected = network().predict(x);
  for (int i = 0; i < 5; ++i) predict_on_eight(network(), x, expected);
}

}  // namespace
}  // namespace glia
