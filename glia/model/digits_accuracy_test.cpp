// The drawn digits stand for MNIST: networks learn them, and what was learnt on MNIST reads them.
#include <gtest/gtest.h>

#include "glia/data/datasets.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/flatten.hpp"
#include "glia/model/model.hpp"
#include "glia/ops/math.hpp"
#include "testing/golden.hpp"

namespace glia {
namespace {

Sequential trained(const datasets::Split& train, Dim epochs) {
  Sequential model{Input{28, 28}, Flatten{}, Dense{128, relu}, Dense{10, softmax}};
  model.compile({.optimizer = "adam", .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  model.fit(train.x / 255.0, train.y, {.epochs = epochs, .verbose = 0, .seed = 0});
  return model;
}

double accuracy(const Sequential& model, const datasets::Split& test) {
  return model.evaluate(test.x / 255.0, test.y, {.verbose = 0})["accuracy"];
}

TEST(DigitsSlow, ANetworkReadsAFreshSample) {
  EXPECT_GE(accuracy(trained(datasets::digits(20000, 1), 5), datasets::digits(5000, 2)), 0.97);
}

TEST(DigitsSlowRealData, WhatLearntMnistReadsThem) {
  if (std::getenv("GLIA_DATA") == nullptr) GTEST_SKIP() << "needs MNIST below $GLIA_DATA";
  const auto [train, test] = datasets::mnist();
  EXPECT_GE(accuracy(trained(train, 3), datasets::digits(5000, 3)), 0.90);
}

}  // namespace
}  // namespace glia
