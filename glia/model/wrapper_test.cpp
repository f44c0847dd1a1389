// A layer around another layer, as a subclass of Keras's Wrapper: a struct with a Layer in it.
#include "glia/layers/add.hpp"
#include "glia/layers/dense.hpp"
#include "glia/model/input.hpp"
#include "glia/model/model.hpp"
#include "glia/ops/math.hpp"
#include "glia/optimizers/sgd.hpp"
#include "testing/golden.hpp"

namespace glia {
namespace {

using tests::noise;
using tests::same_bits;

struct Residual {
  Layer layer = {};
  static void fields(Fields& f) { f("layer", &Residual::layer); }
  Tensor call(Scope&, const Tensor& x) const { return x + layer(x); }
};

TEST(Wrapper, OfTheUsersOwnTrainsTheLayerInside) {
  const Sequential wrapped{Input{4}, Residual{Dense{4, "tanh"}}, Residual{Dense{4, "tanh"}}};
  const Input x(Shape{4});
  Tensor y = x;
  for (int i = 0; i < 2; ++i) y = Tensors{y, y | Dense{4, "tanh"}} | Add{};
  const Model plain(x, y);
  ASSERT_EQ(wrapped.weights().size(), 4U);
  plain.set_weights(wrapped.get_weights());
  const Array data = noise(0, {8, 4}).cast(f32), target = noise(1, {8, 4}).cast(f32);
  EXPECT_TRUE(same_bits(wrapped.predict(data), plain.predict(data)));
  for (const Model& model : {Model(wrapped), plain}) {
    model.compile({.optimizer = SGD{0.1}, .loss = "mse"});
    model.fit(data, target, {.batch_size = 4, .epochs = 2, .verbose = 0, .seed = 3});
  }
  const std::vector<Array> got = wrapped.get_weights(), expected = plain.get_weights();
  for (std::size_t i = 0; i < got.size(); ++i) EXPECT_TRUE(same_bits(got[i], expected[i])) << i;
}

TEST(Wrapper, IsClonedWithTheLayerInsideAndFreezesIt) {
  const Sequential model{Input{4}, Residual{Dense{4}}};
  const Model copy = model.clone();
  EXPECT_EQ(copy.weights().size(), 2U);
  copy.weights()[0].assign(noise(0, {4, 4}).cast(f32));
  EXPECT_FALSE(same_bits(copy.get_weights()[0], model.get_weights()[0]));
  model.layers()[0].set_trainable(false);
  EXPECT_TRUE(model.trainable_weights().empty());
  EXPECT_EQ(copy.trainable_weights().size(), 2U);
}

}  // namespace
}  // namespace glia
