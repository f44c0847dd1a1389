// Shapes and errors of Dot; its numbers are in core_golden_test.cpp.
#include "glia/layers/dot.hpp"

#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::expect_error;

Tensor input(const Shape& shape) { return detail::parameter(0, {shape, f32}); }

TEST(Dot, KeepsAnyBatch) {
  EXPECT_EQ((Tensors{input({-1, 3}), input({-1, 3})} | Dot{1}).shape(), (Shape{-1, 1}));
  EXPECT_EQ((Tensors{input({-1, 3, 5}), input({-1, 10, 3})} | Dot{{1, 2}}).shape(), (Shape{-1, 5, 10}));
  EXPECT_EQ((Tensors{input({-1, 2, 3, 5}), input({-1, 5})} | Dot{-1}).shape(), (Shape{-1, 2, 3}));
}

TEST(Dot, OfZerosIsFinite) {
  const Array zeros(Shape{2, 3});
  EXPECT_EQ(tests::numbers(tests::run_layer(Dot{.axes = 1, .normalize = true}, {zeros, zeros})),
            (std::vector<double>{0, 0}));
}

TEST(Dot, RefusesWhatIsImpossible) {
  const Tensor a = input({-1, 3, 5}), b = input({-1, 4, 5});
  expect_error<ValueError>([&] { (void)(Tensors{a, a} | Dot{}); }, {"1 or 2 numbers", "received 0", "dot"});
  expect_error<ValueError>([&] { (void)(Tensors{a, a} | Dot{{1, 2, 1}}); }, {"1 or 2 numbers", "received 3"});
  expect_error<ValueError>([&] { (void)(Tensors{a, a} | Dot{0}); }, {"axis 0 cannot be summed over", "from 1 to 2"});
  expect_error<ValueError>([&] { (void)(Tensors{a, a} | Dot{{2, -3}}); }, {"axis 0 cannot be summed over", "-3"});
  expect_error<ValueError>([&] { (void)(Tensors{a, a} | Dot{3}); }, {"The axis must be one of the input's"});
  expect_error<ValueError>([&] { (void)(Tensors{a, a, a} | Dot{1}); }, {"several inputs", "Expected 2", "received 3"});
  expect_error<ShapeError>(
      [&] {
        (void)(Tensors{a, b} | Dot{1});
      },
      {"sums along axes of one size", "axis 1 of the second input to have 3 numbers", "(None, 4, 5)"});
  expect_error<ShapeError>([&] { (void)(Tensors{input({4, 3}), input({5, 3})} | Dot{1}); }, {"the same rows"});
}

}  // namespace
}  // namespace glia
