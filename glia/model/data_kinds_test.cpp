// What fit, evaluate and predict take as data: vectors, arrays, spans, numbers in braces, as an Array would.
#include <array>
#include <span>

#include "glia/layers/add.hpp"
#include "glia/layers/dense.hpp"
#include "glia/model/model.hpp"
#include "glia/ops/math.hpp"

namespace glia {
namespace {

std::vector<double> numbers(const Array& a) { return {a.begin(), a.end()}; }

/// y = 2·x + 1
Sequential line() {
  const Sequential model{Input{1}, Dense{1}};
  model.set_weights({Array{2}.reshape({1, 1}), Array{1}});
  model.compile({.optimizer = "sgd", .loss = "mse"});
  return model;
}

TEST(DataKinds, PredictTakesThemAll) {
  const Sequential model = line();
  const std::vector<double> expected{3, 5, 7};
  const std::vector<float> floats{1, 2, 3};
  const std::vector<int> ints{1, 2, 3};
  std::array<double, 3> doubles{1, 2, 3};
  for (int i = 0; i < 2; ++i) {  // also by the program of the call before
    EXPECT_EQ(numbers(model.predict(floats)), expected);
    EXPECT_EQ(numbers(model.predict(ints)), expected);
    EXPECT_EQ(numbers(model.predict(doubles)), expected);
    EXPECT_EQ(numbers(model.predict(std::span(floats))), expected);
    EXPECT_EQ(numbers(model.predict(std::span<const int>(ints), {.batch_size = 2})), expected);
    EXPECT_EQ(numbers(model.predict({1, 2, 3})), expected);
    EXPECT_EQ(numbers(model.predict(Array{1, 2, 3})), expected);
    EXPECT_EQ(numbers(model.predict(Array{2, 4, 6} / 2.0)), expected);
    EXPECT_EQ(numbers(model.predict(std::vector<float>{1, 2, 3})), expected);
    EXPECT_EQ(numbers(model.predict_on_batch({1, 2, 3})), expected);
    EXPECT_EQ(numbers(model.predict_all(floats).at(0)), expected);
  }
}

TEST(DataKinds, FitAndEvaluateTakeThemAll) {
  const std::vector<float> x{1, 2, 3}, y{4, 6, 8};  // each is off by 1
  const std::array<int, 3> ints{4, 6, 8};
  const Sequential model = line();
  EXPECT_DOUBLE_EQ(model.evaluate(x, y, {.verbose = 0}).loss(), 1);
  EXPECT_DOUBLE_EQ(model.evaluate(std::span(x), ints, {.verbose = 0}).loss(), 1);
  EXPECT_DOUBLE_EQ(model.evaluate({1, 2, 3}, {4, 6, 8}, {.verbose = 0}).loss(), 1);
  EXPECT_DOUBLE_EQ(model.evaluate(x, y, {.verbose = 0, .sample_weight = {1, 2, 3}}).loss(), 2);
  const auto trained = [&](const Data& a, const Data& b) {
    const Sequential fresh = line();
    fresh.fit(a, b, {.verbose = 0, .validation_data = {x, y}, .seed = 1});
    return numbers(fresh.get_weights()[0]);
  };
  const std::vector<double> expected = trained(Array{1, 2, 3}, Array{4, 6, 8});
  EXPECT_NE(expected, (std::vector<double>{2}));
  EXPECT_EQ(trained(x, y), expected);
  EXPECT_EQ(trained(std::span(x), ints), expected);
  EXPECT_EQ(trained({1, 2, 3}, {4, 6, 8}), expected);
}

TEST(DataKinds, RowsInBracesAreOneArray) {
  const Sequential sum{Input{2}, Dense{1}};
  sum.set_weights({Array{1, 1}.reshape({2, 1}), Array{0}});
  sum.compile({.loss = "mse"});
  EXPECT_EQ(numbers(sum.predict({{1, 2}, {3, 4}})), (std::vector<double>{3, 7}));
  EXPECT_EQ(numbers(sum.predict({{1, 2}})), (std::vector<double>{3}));
  EXPECT_DOUBLE_EQ(sum.evaluate({{1, 2}, {3, 4}}, {4, 8}, {.verbose = 0}).loss(), 1);
}

TEST(DataKinds, ListsOfPartsStayLists) {
  const Input a{1}, b{1};
  const Model sum({a, b}, {Tensors{a, b} | Add{}});
  const Array x{1, 2}, y{10, 20};
  const std::vector<float> z{100, 200};
  EXPECT_EQ(numbers(sum.predict({x, y})), (std::vector<double>{11, 22}));
  EXPECT_EQ(numbers(sum.predict({x, z})), (std::vector<double>{101, 202}));
  EXPECT_EQ(numbers(sum.predict({x * 2.0, y})), (std::vector<double>{12, 24}));
  EXPECT_EQ(Data({{1, 2}, {3, 4}}).parts().size(), 1u);
  EXPECT_EQ(Data({x, y}).parts().size(), 2u);
}

}  // namespace
}  // namespace glia
