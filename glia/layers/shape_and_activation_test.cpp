#include "glia/layers/elu.hpp"
#include "glia/layers/leaky_relu.hpp"
#include "glia/layers/permute.hpp"
#include "glia/layers/prelu.hpp"
#include "glia/layers/relu.hpp"
#include "glia/layers/repeat_vector.hpp"
#include "glia/layers/softmax.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::message_of;

Tensor input(const Shape& shape) { return detail::parameter(0, {shape, f32}); }

TEST(ShapeLayers, KeepTheSymbolicBatch) {
  EXPECT_EQ((input({-1, 3, 4}) | Permute{{2, 1}}).shape(), (Shape{-1, 4, 3}));
  EXPECT_EQ((input({-1, 3}) | RepeatVector{5}).shape(), (Shape{-1, 5, 3}));
}

TEST(ReLU, WritesNoLimitAsNull) {
  EXPECT_TRUE(Layer(ReLU{}).config()["config"]["max_value"].value().is_null());
  EXPECT_EQ(Layer(ReLU{.max_value = 6.0}).config()["config"]["max_value"], 6.0);
  EXPECT_EQ(tests::numbers(tests::run_layer(ReLU{.max_value = 6.0}, Array{{-1, 3, 9}})),
            (std::vector<double>{0, 3, 6}));
}

TEST(ShapeAndActivationLayers, ErrorsAreSentences) {
  const auto starts = [](const Shape& shape, auto layer, const std::string& expected) {
    layer.name = "layer";
    const std::string text = message_of([&] { (void)Layer(layer)(input(shape)); });
    EXPECT_EQ(text.substr(0, expected.size()), expected);
  };
  const std::string dims =
      "layer: dims holds each axis but the batch once, counted from 1. Expected 1 to 2 in any order";
  starts({-1, 3, 4}, Permute{{0, 1}}, dims);
  starts({-1, 3, 4}, Permute{{1, 1}}, dims);
  starts({-1, 3}, Permute{{2, 1}}, "layer: dims names each axis of the input but the batch. Expected 3 axes");
  starts({-1, 3}, RepeatVector{0}, "layer: n says how often a row is repeated. Expected 1 or more, received 0.");
  starts({-1, 3, 2}, RepeatVector{2}, "layer: RepeatVector takes rows of features.");
  starts({-1, 3}, ReLU{.max_value = -1.0}, "layer: max_value must not be negative. Expected 0 or more, received -1.");
  starts({-1, 3}, ReLU{.negative_slope = -0.5}, "layer: negative_slope must not be negative.");
  starts({-1, 3}, ReLU{.threshold = -2}, "layer: threshold must not be negative.");
  starts({-1, 3}, LeakyReLU{-0.1}, "layer: negative_slope must not be negative.");
  starts({-1, 3}, PReLU{.shared_axes = 0}, "layer: A shared axis is one of the input's, but not the batch.");
  starts({-1, 3}, PReLU{.shared_axes = 2}, "layer: A shared axis is one of the input's, but not the batch.");
  starts({-1, 3}, Softmax{.axis = 2}, "layer: The axis must be one of the input's.");
}

}  // namespace
}  // namespace glia
