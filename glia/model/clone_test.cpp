#include "glia/graph/variable_state.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/layer_state.hpp"
#include "glia/model/model_state.hpp"
#include "glia/ops/math.hpp"

namespace glia {
namespace {

std::vector<double> numbers(const Array& a) { return {a.begin(), a.end()}; }

TEST(Clone, CopiesTheWeightsAndSharesNone) {
  const Sequential model{Input{3}, Dense{.units = 4, .activation = relu}, Dense{2}};
  const Array x{{1, 2, 3}, {-1, 0, 5}};
  const auto before = numbers(model.predict(x));
  const Model copy = model.clone();
  EXPECT_EQ(numbers(copy.predict(x)), before);
  EXPECT_EQ(copy.weights()[2].path(), "dense_1/kernel");
  for (const Variable& v : copy.weights()) Variable(v).assign(0.0);
  EXPECT_EQ(numbers(model.predict(x)), before);
  EXPECT_EQ(numbers(copy.predict(x)), std::vector<double>(4, 0));
}

TEST(Clone, KeepsSharedLayersNestedModelsAndWhatIsFrozen) {
  const Layer inside = Dense{.units = 3, .name = "inside"};
  const Input i{3};
  const Model inner(i, inside(i), "inner");
  const Input a{3}, b{3};
  const Model model({a, b}, {inner(a) + inner(b) * 2.0, inside(b)}, "outer");
  inside.set_trainable(false);
  const Model copy = model.clone();
  ASSERT_EQ(copy.layers().size(), 4U);  // two of them stand for inputs
  EXPECT_FALSE(copy.get_layer("inside").trainable());
  EXPECT_TRUE(copy.get_layer("inner").weights()[0].same(copy.get_layer("inside").weights()[0]));
  EXPECT_FALSE(copy.get_layer("inner").same(model.get_layer("inner")));
  const Array x{{1, 2, 3}}, y{{3, 2, 1}};
  const auto left = model.predict_all({x, y}), right = copy.predict_all({x, y});
  EXPECT_EQ(numbers(left[0]), numbers(right[0]));
  EXPECT_EQ(numbers(left[1]), numbers(right[1]));
}

TEST(Clone, OfAModelThatIsNotBuiltAndOfALambda) {
  const Sequential model{Layer([](Tensor x) { return x * 2.0; }), Dense{1}};
  const Model copy = model.clone();
  EXPECT_FALSE(copy.built());
  copy.build({2});
  EXPECT_EQ(copy.count_params(), 3);
  EXPECT_FALSE(model.built());
  EXPECT_EQ(numbers(copy.clone().predict(Array{{1, 2}})), numbers(copy.predict(Array{{1, 2}})));
}

}  // namespace
}  // namespace glia
