// Errors of layers name the file and line where the user wrote the layer, on g++ and on clang.
#include "glia/base/error.hpp"
#include "glia/graph/node.hpp"
#include "glia/layers/add.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/reshape.hpp"
#include "glia/ops/math.hpp"

namespace glia {
namespace {

Tensor input(const Shape& shape) { return detail::parameter(0, {shape, f32}); }

/// The error of f() names this file, `line` and `layer`.
template <class F>
void expect_place(int line, const std::string& layer, F&& f) {
  try {
    f();
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    ASSERT_NE(error.parts().file, nullptr) << error.what();
    EXPECT_TRUE(std::string_view(error.parts().file).ends_with("places_of_errors_test.cpp")) << error.what();
    EXPECT_EQ(error.parts().line, line) << error.what();
    EXPECT_EQ(error.parts().where.substr(0, layer.size()), layer) << error.what();
    const std::string place = "places_of_errors_test.cpp:" + std::to_string(line) + ")";
    EXPECT_NE(std::string_view(error.what()).find(place), std::string_view::npos) << error.what();
  }
}

// Each layer stands on the line of its __LINE__; clang-format would move them.
// clang-format off
TEST(PlacesOfErrors, OfALayerThatIsPiped) {
  const Tensor x = input({-1, 4}), other = input({-1, 5});
  expect_place(__LINE__, "dense", [&] { (void)(x | Dense{0}); });
  expect_place(__LINE__, "reshape", [&] { (void)(x | Dense{6} | Reshape{{7, 7}}); });
  expect_place(__LINE__, "add", [&] { (void)(Tensors{x, other} | Add{}); });
  expect_place(__LINE__, "given", [&] { (void)(x | Dense{.units = 0, .name = "given"}); });
  expect_place(__LINE__ + 2, "reshape", [&] {
    (void)(x | Dense{6}
             | Reshape{{5}});
  });
}

TEST(PlacesOfErrors, OfALayerThatIsNamedFirst) {
  const Tensor x = input({-1, 4});
  const Layer layer = Dense{0}; const int line = __LINE__;
  expect_place(line, "dense", [&] { (void)(x | layer); });
  expect_place(line, "dense", [&] { (void)layer(x); });
  expect_place(line, "dense", [&] { (void)layer(Tensor()); });
  expect_place(__LINE__, "dense", [&] { (void)Layer(Dense{0})(x); });
}

TEST(PlacesOfErrors, OfALambda) {
  const Tensor x = input({-1, 4});
  expect_place(__LINE__, "lambda", [&] { (void)(x | [](Tensor t) { return t + Tensor(Array{1, 2, 3}); }); });
}
// clang-format on

}  // namespace
}  // namespace glia
