// The order of layers, and with it that of weights, is Keras's, so that lists of weights go from one to the other.
#include "glia/layers/add.hpp"
#include "glia/layers/dense.hpp"
#include "glia/model/input.hpp"
#include "glia/model/model.hpp"
#include "glia/ops/math.hpp"

namespace glia {
namespace {

using Names = std::vector<std::string>;

Layer dense(const char* name) { return Dense{.units = 4, .name = name}; }

// Expected: what Keras 3.15 lists for the same model.
TEST(LayerOrder, IsByTheDistanceToTheOutputs) {
  const Input x{{4}, {.name = "x"}}, y{{4}, {.name = "y"}};
  const Layer shared = dense("s");  // counts where it is farthest from the outputs
  const Tensor h = shared(x | dense("a"));
  const Tensor k = h | dense("b") | dense("c");
  const Tensor z = Tensors{shared(y) | dense("d"), k} | Add{.name = "add"};
  const Model model({x, y}, {z | dense("e"), h | dense("f")});
  Names layers, weights;
  for (const Layer& layer : model.layers()) layers.push_back(layer.name());
  for (const Variable& v : model.weights()) weights.push_back(v.path());
  EXPECT_EQ(layers, (Names{"x", "y", "a", "s", "b", "d", "c", "add", "e", "f"}));
  EXPECT_EQ(weights, (Names{"a/kernel", "a/bias", "s/kernel", "s/bias", "b/kernel", "b/bias", "d/kernel", "d/bias",
                            "c/kernel", "c/bias", "e/kernel", "e/bias", "f/kernel", "f/bias"}));
}

// Names that nobody gave are numbered as layers are made, not as they are listed.
TEST(LayerOrder, LeavesTheNumbersOfAutomaticNames) {
  const Input x{4};
  const Tensor shortcut = x | Dense{4};
  const Tensor way = x | Dense{5} | Dense{4};
  const Model model(x, shortcut + way);
  Names names;
  for (const Layer& layer : model.layers()) names.push_back(layer.name());
  EXPECT_EQ(names, (Names{"input_layer", "dense_1", "dense", "dense_2"}));
}

}  // namespace
}  // namespace glia
