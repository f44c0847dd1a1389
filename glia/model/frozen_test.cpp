// What is trained when parts of nested models are frozen: each row is what Keras 3.15 did.
#include "glia/layers/batch_normalization.hpp"
#include "glia/layers/dense.hpp"
#include "glia/model/model.hpp"
#include "testing/golden.hpp"

namespace glia {
namespace {

struct Nested {
  Sequential inner{
      {Input{3}, Dense{.units = 4, .name = "a"}, BatchNormalization{.name = "n"}, Dense{.units = 2, .name = "b"}},
      "inner"};
  Sequential outer{{Input{3}, inner, Dense{.units = 1, .name = "c"}}, "outer"};
};

std::string letter(const Variable& v) {
  const std::string path = v.path();
  const std::size_t slash = path.rfind('/');
  const std::string name = path.substr(slash + 1);
  return path.substr(slash - 1, 1) + (name.rfind("moving", 0) == 0 ? "*" : "");
}

/// The layers of weights, each once; "n*" is the state of the normalisation.
std::string letters(const std::vector<Variable>& weights) {
  std::string out;
  for (const Variable& v : weights) {
    const std::string one = letter(v) + " ";
    if (out.size() < one.size() || out.compare(out.size() - one.size(), one.size(), one) != 0) out += one;
  }
  return out;
}

/// One step of training: what is trainable, then what moved.
std::string trained(const Model& outer) {
  outer.compile({.optimizer = "sgd", .loss = "mse"});
  Array x(Shape{4, 3});
  for (int i = 0; i < 12; ++i) x.set(i, i / 6.0);
  const std::vector<Variable> weights = outer.weights();
  std::vector<Array> before;
  for (const Array& w : outer.get_weights()) before.push_back(w.copy());
  Array ones(Shape{4, 1});
  ones.fill(1);
  outer.train_on_batch(x, ones);
  std::vector<Variable> moved;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!tests::same_bits(weights[i].value(), before[i])) moved.push_back(weights[i]);
  }
  return letters(outer.trainable_weights()) + "| " + letters(moved);
}

TEST(Frozen, OuterModel) {
  const Nested m;
  EXPECT_EQ(trained(m.outer), "a n b c | a n n* b c ");
  m.outer.set_trainable(false);
  EXPECT_EQ(trained(m.outer), "| ");
  EXPECT_FALSE(m.inner.trainable());
  EXPECT_EQ(m.outer.non_trainable_weights().size(), m.outer.weights().size());
  m.inner.get_layer("a").set_trainable(true);
  EXPECT_EQ(trained(m.outer), "| ") << "the outer model is still frozen";
  m.inner.set_trainable(true);
  EXPECT_EQ(trained(m.outer), "| n* ") << "the normalisation learns no weights, but follows the batches";
  m.outer.set_trainable(true);
  EXPECT_EQ(trained(m.outer), "a n b c | a n n* b c ");
}

TEST(Frozen, InnerModelByEitherHandle) {
  for (const bool through_outer : {false, true}) {
    const Nested m;
    through_outer ? m.outer.get_layer(0).set_trainable(false) : m.inner.set_trainable(false);
    EXPECT_EQ(trained(m.outer), "c | c ");
    EXPECT_FALSE(m.inner.trainable());
    EXPECT_FALSE(m.outer.get_layer(0).trainable());
    EXPECT_FALSE(m.inner.get_layer("n").trainable());
    EXPECT_TRUE(m.outer.trainable());
    m.inner.get_layer("a").set_trainable(true);
    EXPECT_EQ(trained(m.outer), "a c | a c ") << "a layer of a frozen inner model may be trained again";
    EXPECT_EQ(m.inner.trainable_weights().size(), 0u);
    EXPECT_EQ(m.outer.get_layer(0).trainable_weights().size(), 0u);
  }
}

TEST(Frozen, OneInnerLayer) {
  const Nested m;
  m.inner.get_layer("a").set_trainable(false);
  EXPECT_EQ(trained(m.outer), "n b c | n n* b c ");
  EXPECT_EQ(trained(m.outer.clone()), "n b c | n n* b c ") << "a clone";
  m.outer.set_trainable(true);
  EXPECT_EQ(trained(m.outer), "a n b c | a n n* b c ");
}

TEST(Frozen, TheOrderOfWeightsDoesNotDependOnIt) {
  const Nested m;
  const std::string order = "a n n* b c ";
  EXPECT_EQ(letters(m.outer.weights()), order);
  m.inner.get_layer("a").set_trainable(false);
  EXPECT_EQ(letters(m.outer.weights()), order);
  m.outer.set_trainable(false);
  EXPECT_EQ(letters(m.outer.weights()), order);
}

TEST(Frozen, IsSavedLayerByLayer) {
  const Nested m;
  m.inner.set_trainable(false);
  m.inner.get_layer("a").set_trainable(true);
  const std::string path = testing::TempDir() + "frozen_test.glia";
  m.outer.save(path);
  EXPECT_EQ(trained(load_model(path)), "a c | a c ");
  EXPECT_EQ(trained(m.outer.clone()), "a c | a c ");
  std::remove(path.c_str());
}

}  // namespace
}  // namespace glia
