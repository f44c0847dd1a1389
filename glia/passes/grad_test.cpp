#include "glia/passes/grad.hpp"

#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/simplify.hpp"
#include "testing/check_pass.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::numbers;
using tests::value_of;
using Values = std::vector<double>;

TEST(Grad, AddsWhatEachReaderSends) {
  const Tensor x = Array{1, 2, 3};
  EXPECT_EQ(numbers(value_of(grad(ops::sum(x * x + 3 * x), Tensors{x})[0])), (Values{5, 7, 9}));
}

TEST(Grad, IsZeroWhereNothingDepends) {
  const Tensor x = Array{1, 2, 3}, z = Array{4, 5};
  const Tensors g = grad(ops::sum(x), Tensors{z, x});
  EXPECT_EQ(numbers(value_of(g[0])), (Values{0, 0}));
  EXPECT_EQ(numbers(value_of(g[1])), (Values{1, 1, 1}));
  EXPECT_EQ(numbers(value_of(grad(ops::sum(ops::stop_gradient(x) * x), Tensors{x})[0])), (Values{1, 2, 3}));
}

TEST(Grad, ReachesEveryReadOfAVariable) {
  const Variable w("w", Shape{2}, f32, 3);
  const Tensor y = ops::sum(Tensor(w) * Tensor(w));
  EXPECT_EQ(numbers(value_of(grad(y, std::vector<Variable>{w})[0].gradient)), (Values{6, 6}));
}

TEST(Grad, OfAGradient) {
  const Tensor x = Array{1, 2};
  const Tensor first = grad(ops::sum(x * x * x), Tensors{x})[0];
  EXPECT_EQ(numbers(value_of(grad(ops::sum(first), Tensors{x})[0])), (Values{6, 12}));
}

/// The gradient of a graph's result by its second parameter, simplified.
detail::Graph by_y(const std::string& text) {
  const detail::Graph graph = detail::parse(text);
  return detail::simplify({graph.parameters, grad(graph.results[0], {graph.parameters[1]}), {}});
}

TEST(Grad, IsMadeOfOrdinaryNodes) {
  using tests::check_rewritten;
  using tests::graph_of_xy;
  const std::string total = "%8 = sum(%7) {axes=[0, 1]} : f32[]\n";
  check_rewritten(
      by_y(graph_of_xy("%7 = multiply(%0, %1) : f32[n,3]\n" + total)),
      "%0 = parameter {index=0} : f32[n,3]\n%1 = parameter {index=1} : f32[n,3]\nparameters %0, %1\nresults %0\n");
  check_rewritten(by_y(graph_of_xy("%6 = sin(%1) : f32[n,3]\n%7 = multiply(%0, %6) : f32[n,3]\n" + total)),
                  graph_of_xy("%2 = cos(%1) : f32[n,3]\n%3 = multiply(%0, %2) : f32[n,3]\n"));
  const std::string zero =
      "%2 = constant {value=0.0, weak=0} : f32[]\n%3 = broadcast_to(%2) {shape=[-1, 3]} : f32[n,3]\n";
  check_rewritten(by_y(graph_of_xy("%6 = stop_gradient(%1) : f32[n,3]\n%7 = multiply(%0, %6) : f32[n,3]\n" + total)),
                  graph_of_xy(zero));
  check_rewritten(by_y(graph_of_xy("%6 = floor(%1) : f32[n,3]\n%7 = multiply(%0, %6) : f32[n,3]\n" + total)),
                  graph_of_xy(zero));
}

}  // namespace
}  // namespace glia
