// The bill against the heap itself: every block above 64 KB that a first step or a first prediction has taken stands in
// the bill with its size to the byte, and nothing else does.
#include "testing/counted_heap.hpp"

#ifndef GLIA_FOREIGN_HEAP
#include <functional>
#include <numeric>

#include "glia/base/threads.hpp"
#include "glia/layers/concatenate.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/dropout.hpp"
#include "glia/layers/flatten.hpp"
#include "glia/model/bill.hpp"
#include "glia/optimizers/adam.hpp"
#include "glia/optimizers/adamw.hpp"
#include "glia/optimizers/sgd.hpp"
#include "testing/golden.hpp"

namespace glia {
namespace {

using tests::HeapWatch;
using Blocks = std::vector<std::int64_t>;

// Arrays up to this size are kept for reuse when they are released, so a block may be older than the watch.
constexpr std::int64_t kLarge = 64 * 1024;
// What may stand beside the bill: nodes, plans, kernels, the sample order, small blocks rounded up to powers of two.
constexpr std::int64_t kBookkeeping = 256 * 1024;
constexpr std::int64_t kBatch = 64;

Blocks large(Blocks blocks) {
  std::erase_if(blocks, [](std::int64_t bytes) { return bytes <= kLarge; });
  std::sort(blocks.begin(), blocks.end(), std::greater<>());
  return blocks;
}

std::int64_t small_bytes(const Blocks& blocks) {
  std::int64_t sum = 0;
  for (const std::int64_t bytes : blocks) sum += bytes <= kLarge ? bytes : 0;
  return sum;
}

struct AtFirstStep {
  const HeapWatch* watch;
  Blocks* held;
  void on_train_batch_end(FitContext&) {
    if (held->empty()) *held = watch->held();
  }
};

void expect_billed(const char* what, const detail::Bill& bill, const Blocks& held) {
  SCOPED_TRACE(what);
  EXPECT_EQ(std::accumulate(bill.blocks.begin(), bill.blocks.end(), std::int64_t{0}), bill.total());
  EXPECT_FALSE(large(held).empty());
  EXPECT_EQ(large(held), large(bill.blocks));
  const std::int64_t beside = small_bytes(held) - small_bytes(bill.blocks);
  testing::Test::RecordProperty(what, std::to_string(beside));
  EXPECT_LE(beside, kBookkeeping);
}

/// Trains one step and predicts one batch, each with a new model, on one to three threads.
void check_bill(const std::function<Model()>& make, const std::vector<Array>& x, const Array& y) {
  for (const int threads : {1, 2, 3}) {
    SCOPED_TRACE(std::to_string(threads) + " threads");
    set_threads(threads);
    {
      Blocks held;
      const HeapWatch watch;
      const Model model = make();
      model.fit(x, y, {.batch_size = kBatch, .verbose = 0, .callbacks = {AtFirstStep{&watch, &held}}});
      expect_billed("training", detail::training_bill(model.state(), kBatch), held);
    }
    {
      const HeapWatch watch;
      const Model model = make();
      const std::vector<Array> out = model.predict_all(x, {.batch_size = kBatch});
      const Blocks held = watch.held();
      expect_billed("predicting", detail::predicting_bill(model.state(), kBatch), held);
    }
  }
  set_threads(0);
}

Array noise(std::int64_t columns) { return tests::noise(7, {2 * kBatch, columns}).cast(f32); }
Array labels() { return Array(Shape{2 * kBatch}, i32); }

TEST(BillThread, OfDense128IsWhatTheHeapGives) {
  const auto make = [] {
    const Sequential model{Input{784}, Dense{128, relu}, Dense{10, softmax}};
    model.compile({.optimizer = Adam{}, .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
    return Model(model);
  };
  check_bill(make, {noise(784)}, labels());
}

TEST(BillThread, OfTwoHiddenLayersWithNesterovIsWhatTheHeapGives) {
  const auto make = [] {
    const Sequential model{Input{784}, Dense{512, relu}, Dense{512, relu}, Dense{10, softmax}};
    model.compile({.optimizer = SGD{.learning_rate = 0.01, .momentum = 0.9, .nesterov = true},
                   .loss = "sparse_categorical_crossentropy"});
    return Model(model);
  };
  check_bill(make, {noise(784)}, labels());
}

TEST(BillThread, OfTwoInputsIsWhatTheHeapGives) {
  const auto make = [] {
    const Input a{300}, b{200};
    const Tensor joined = Tensors{a | Dense{128, relu}, b | Dense{144, tanh}} | Concatenate{};
    const Model model({a, b}, {joined | Dense{70, sigmoid} | Dense{1}});
    model.compile({.optimizer = "rmsprop", .loss = "mse", .metrics = {"mae"}});
    return model;
  };
  check_bill(make, {noise(300), noise(200)}, noise(1));
}

TEST(BillThread, WithDropoutAdamWAndClippingIsWhatTheHeapGives) {
  const auto make = [] {
    const Sequential model{Input{500}, Dense{260, gelu}, Dropout{0.3}, Dense{130, relu}, Dense{10, softmax}};
    model.compile({.optimizer = AdamW{.clipnorm = 1.0}, .loss = "sparse_categorical_crossentropy"});
    return Model(model);
  };
  check_bill(make, {noise(500)}, labels());
}

TEST(BillThread, WithAGlobalClippingNormIsWhatTheHeapGives) {
  const auto make = [] {
    const Sequential model{Input{500}, Dense{260, relu}, Dense{3}};
    model.compile({.optimizer = Adam{.global_clipnorm = 1.0}, .loss = "mae"});
    return Model(model);
  };
  check_bill(make, {noise(500)}, noise(3));
}

}  // namespace
}  // namespace glia

#endif  // GLIA_FOREIGN_HEAP
