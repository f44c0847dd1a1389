#include <cmath>

#include "glia/base/random.hpp"
#include "glia/graph/hash.hpp"
#include "glia/ops/random_ops.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, RandomNormal) {
  const auto scalar = [](std::int64_t value) { return Array(std::vector<std::int64_t>{value}).reshape({}); };
  const auto parameter = [](std::int64_t i) { return detail::parameter(i, {Shape{}, i64}); };
  detail::Graph g{{parameter(0), parameter(1)}, {}, {}};
  g.results = {ops::random_normal({-1, 70}, {g.parameters[0], g.parameters[1], 77}, 0.5, 2)};
  check_round_trip(g);
  Array expected(Shape{3, 70});
  detail::fill_normal(expected.span<float>().data(), 0, 210, detail::mix(5, 77), 9, 0.5, 2);
  EXPECT_TRUE(near(evaluate(g, {scalar(5), scalar(9)}, 3)[0], expected, {}));
  EXPECT_FALSE(near(evaluate(g, {scalar(5), scalar(10)}, 3)[0], expected, {}));
  run_with_backend(g, {scalar(5), scalar(9)}, 3, {});
}
