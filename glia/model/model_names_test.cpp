// Names of models inside others, and how a Sequential in braces is read.
#include "glia/base/error.hpp"
#include "glia/layers/dense.hpp"
#include "glia/model/model.hpp"
#include "glia/ops/math.hpp"
#include "testing/expect_error.hpp"

namespace glia {
namespace {

std::vector<std::string> names(const Model& model) {
  std::vector<std::string> out;
  for (const Layer& layer : model.layers()) {
    if (layer.class_name() != "InputLayer") out.push_back(layer.name());
  }
  return out;
}

using tests::expect_error;
using Names = std::vector<std::string>;

TEST(ModelNames, AreNumberedInsideAnother) {
  const Sequential a{Input{4}, Dense{3}}, b{Input{4}, Dense{3}}, c{Input{4}, Dense{3}};
  const Input in{4};
  const Model inner(in, a(in) + b(in));
  EXPECT_EQ(names(inner), (Names{"sequential", "sequential_1"}));
  EXPECT_EQ(b.name(), "sequential_1");
  const Input x{4};
  const Model outer(x, inner(x) + c(x) + b(x));
  EXPECT_EQ(names(outer), (Names{"functional", "sequential", "sequential_1"}));
  EXPECT_EQ(outer.get_layer("sequential_1").count_params(), 15);
  EXPECT_EQ(names(b), Names{"dense"});  // names inside stay as they are
  EXPECT_EQ(b.weights()[0].path(), "dense/kernel");
}

TEST(ModelNames, GivenOnesAreKept) {
  const Sequential a{{Input{4}, Dense{3}}, "sequential"}, b{Input{4}, Dense{3}};
  b.set_name("right");
  const Sequential c{{Input{4}, Dense{3}}, "right"};
  const Input in{4};
  const Model two(in, a(in) + b(in), "two");
  EXPECT_EQ(names(two), (Names{"sequential", "right"}));
  expect_error<ValueError>([&] { Model(in, b(in) + c(in)); },
                           {"All layers of a model have different names", "right", "set_name()"});
  expect_error<ValueError>([&] { b.set_name("left"); }, {"keeps its name", "set_name(\"left\")"});
  expect_error<ValueError>([&] { Sequential().set_name(""); }, {"not empty"});
}

TEST(ModelNames, AutomaticNamesOfLayersGiveWay) {
  const Input x{4}, y{4};
  const Layer f = Dense{3}, g = Dense{3}, given = Dense{.units = 3, .name = "dense"};
  const Model one(x, f(x)), two(y, g(y));
  EXPECT_EQ(f.name(), g.name());
  EXPECT_EQ(names(Model(Tensors{x, y}, Tensors{f(x) + g(y)})), (Names{"dense", "dense_1"}));
  EXPECT_EQ(names(Model(x, f(x) + given(x))), (Names{"dense_1", "dense"}));  // the name that the user wrote stays
}

TEST(Sequential, OfOneSequentialSharesIt) {
  const Sequential a{Input{4}, Dense{3}};
  Sequential b{a};
  Sequential c = {a};
  Sequential d(a);
  EXPECT_TRUE(b.same(a));
  EXPECT_TRUE(c.same(a));
  EXPECT_TRUE(d.same(a));
  const Sequential nested{a, Dense{1}};
  EXPECT_FALSE(nested.same(a));
  EXPECT_EQ(nested.layers().size(), 2u);
  const Sequential of_model{static_cast<const Model&>(a)};
  EXPECT_FALSE(of_model.same(a));
  EXPECT_EQ(of_model.layers().size(), 1u);
}

}  // namespace
}  // namespace glia
