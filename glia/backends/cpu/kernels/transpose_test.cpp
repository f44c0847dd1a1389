#include "glia/graph/variable_state.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/fuse.hpp"
#include "glia/passes/layout.hpp"
#include "glia/passes/lower.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

TEST(Transpose, MatricesOnThreads) {
  for (const Shape& shape : {Shape{-1, 10}, Shape{-1, 1}, Shape{-1, 1100}, Shape{3, -1, 37}, Shape{16, -1}}) {
    for (const std::int64_t rows : {0, 1, 5, 130}) {
      const Tensor x = parameter(0, {shape, f32});
      std::vector<int> axes{0, 2, 1};
      if (shape.rank() == 2) axes = {1, 0};
      check_kernel("transpose", ops::transpose(x, axes), {x}, {random_array(shape.at(rows))}, rows);
    }
  }
}

TEST(Transpose, AnyAxesOfAnyType) {
  for (const DType dtype : {f32, f64, i32, u8, boolean}) {
    for (const std::vector<int>& axes :
         {std::vector<int>{0, 2, 1, 3}, {3, 2, 1, 0}, {1, 2, 3, 0}, {0, 1, 2, 3}, {0, 1, 3, 2}}) {
      const Tensor x = parameter(0, {{-1, 4, 5, 6}, dtype});
      const Array in = random_array({60, 4, 5, 6}, i32, 0, 2).cast(dtype);
      check_kernel("transpose", ops::transpose(x, axes), {x}, {in}, 60);
    }
  }
}

TEST(Transpose, WritesPanelsWithZerosBehind) {
  for (const std::int64_t rows : {1, 16, 33}) {
    for (const std::int64_t columns : {1, 10, 700}) {
      const Tensor x = parameter(0, {{-1, columns}, f32});
      const Tensor y = ops::transpose(x);
      const Array in = random_array({rows, columns});
      const Array expected = to_layout(KernelRun(y, {in}, rows, false).out, Layout::panels);
      // The run knows row-major results only, so it gets a shape of the panels' size.
      const Spec from = spec(x);
      const Spec to{y.shape(), f32, Layout::panels};
      const auto kernel = choose_kernel({*y.node(), {&from, 1}, {&to, 1}, rows});
      std::vector<float> out(static_cast<std::size_t>(expected.size()), -7.0F);
      const void* input = in.raw();
      void* output = out.data();
      Fault fault;
      for (std::int64_t c = kernel->chunks(rows); c-- > 0;) kernel->run({&input, &output, rows, nullptr, &fault}, c);
      EXPECT_EQ(std::memcmp(out.data(), expected.raw(), static_cast<std::size_t>(expected.bytes())), 0);
    }
  }
}

// The gradient of a layer's input: dY·Wᵀ with W in panels reads dY transposed into panels.
TEST(Transpose, FeedsProductsWithTransposedPanels) {
  for (const bool fused : {false, true}) {
    Variable w("w", Shape{70, 50});
    w.assign(random_array({70, 50}));
    Graph graph;
    graph.parameters = {parameter(0, {{-1, 50}, f32}), parameter(1, {{-1, 70}, f32})};
    const Tensor product = ops::matmul(graph.parameters[0], w, false, true);
    graph.results = {fused ? product * graph.parameters[1] : product};
    for (const std::int64_t rows : {1, 16, 33}) {
      tests::run_with_backend(graph, {random_array({rows, 50}), random_array({rows, 70})}, rows, {1e-5, 1e-6});
    }
    EXPECT_EQ(w.state().layout, Layout::panels);
    const Graph ready = choose_layouts(fuse(graph));
    const auto order = ready.order();
    EXPECT_TRUE(std::any_of(order.begin(), order.end(), [](const Node* n) {
      return n->outputs[0].layout == Layout::panels && n->op == &op_transpose;
    }));
  }
}

// With many rows on the left the panels are transposed instead.
TEST(Transpose, TurnsPanelsForTallProducts) {
  for (const Dim columns : {16, 50, 700}) {
    Variable w("w", Shape{70, columns});
    w.assign(random_array({70, columns}));
    Graph graph;
    graph.parameters = {parameter(0, {{-64, columns}, f32})};
    graph.results = {ops::matmul(graph.parameters[0], w, false, true)};
    const Graph ready = choose_layouts(fuse(lower(graph)));
    ASSERT_EQ(w.state().layout, Layout::panels);
    const Node& product = *ready.results[0].node();
    ASSERT_EQ(product.op, &op_matmul);
    EXPECT_EQ(product.attributes.integer("transpose_b"), 0);
    EXPECT_EQ(product.inputs[0].node()->op, &op_parameter);
    EXPECT_EQ(product.inputs[1].node()->op, &op_transpose);
    for (const std::int64_t rows : {1, 2}) {
      tests::run_with_backend(graph, {random_array({64 * rows, columns})}, rows, {1e-5, 1e-6});
    }
  }
}

}  // namespace
}  // namespace glia::detail::cpu
