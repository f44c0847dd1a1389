// A model is a layer of a larger one, with the same weights, however it is applied.
#include "glia/layers/dense.hpp"
#include "glia/model/model.hpp"

namespace glia {
namespace {

TEST(NestedModel, AppliesItsLayersWithItsWeights) {
  const Array x{{1, 2, 3}, {4, 5, 6}};
  const Sequential inner{Input{3}, Dense{4, "tanh"}, Dense{2}};
  const Array expected = inner.predict(x);
  Input input{3};
  const Model called{input, inner(input)};
  const Model piped{input, Tensor(input) | inner};
  const Sequential listed{Input{3}, inner, Dense{1}};
  for (const Model& outer : {called, piped}) {
    const Array y = outer.predict(x);
    for (std::int64_t i = 0; i < expected.size(); ++i) EXPECT_EQ(y.get(i), expected.get(i));
    EXPECT_EQ(outer.weights().size(), 4u);
  }
  EXPECT_EQ(listed.weights().size(), 6u);
}

}  // namespace
}  // namespace glia
