#include "glia/passes/layout.hpp"

#include "glia/graph/variable_state.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/fuse.hpp"
#include "glia/passes/simplify.hpp"
#include "testing/check_pass.hpp"

namespace glia::detail {
namespace {

/// The layout that a matrix of weights gets when a product and `reader` read it.
Layout layout_with(const std::function<Tensor(const Tensor&)>& reader, bool fixed = false) {
  const Variable w("w", {8, 32});
  w.state().layout_is_fixed = fixed;
  const Tensor x = parameter(0, {{-1, 8}, f32});
  Tensors results{ops::matmul(x, w)};
  if (reader) results.push_back(reader(w));
  choose_layouts(fuse(simplify({{x}, results, {}})));
  EXPECT_TRUE(w.state().layout_is_fixed);
  return w.state().layout;
}

TEST(Layout, WeightsOfProductsGoIntoPanels) {
  EXPECT_EQ(layout_with({}), Layout::panels);
  EXPECT_EQ(layout_with([](const Tensor& w) { return ops::sum(ops::square(w)); }), Layout::panels) << "sum over all";
}

TEST(Layout, StaysRowMajorWhereAReaderNeedsRows) {
  EXPECT_EQ(layout_with([](const Tensor& w) { return w * 2; }), Layout::row_major) << "a result is row-major";
  EXPECT_EQ(layout_with([](const Tensor& w) { return ops::sum(w, {0}); }), Layout::row_major) << "sum over one axis";
  EXPECT_EQ(layout_with([](const Tensor& w) {
              return ops::sum(w + Tensor(Array(Shape{8, 1})));
            }),
            Layout::row_major)
      << "a column does not follow panels";
  EXPECT_EQ(layout_with({}, true), Layout::row_major) << "fixed by an earlier program";
}

// As a cell cuts its weights into gates.
TEST(Layout, ColumnsOfWeightsLieInPanelsIfTheyAreWholePanels) {
  const auto layout_of_parts = [](std::int64_t width, bool transposed) {
    const Variable w("w", {16, 64});
    const Tensor x = parameter(0, {{-1, transposed ? width : 16}, f32});
    Tensor sum;
    for (std::int64_t first = 0; first < 64; first += width) {
      const Tensor part = ops::slice(w, {0, first}, {16, first + width});
      const Tensor product = ops::matmul(x, part, false, transposed);
      sum = sum.valid() ? sum + product : product;
    }
    const Graph ready = choose_layouts(fuse(simplify({{x}, {sum}, {}})));
    for (const Node* node : ready.order()) {
      if (node->op == &op_slice) {
        EXPECT_EQ(node->outputs[0].layout, w.state().layout);
      }
    }
    return w.state().layout;
  };
  EXPECT_EQ(layout_of_parts(32, false), Layout::panels);
  EXPECT_EQ(layout_of_parts(16, true), Layout::panels);
  EXPECT_EQ(layout_of_parts(8, false), Layout::row_major) << "cuts through a panel";
}

TEST(Layout, MarksWeightsInTheText) {
  const std::string before =
      "%0 = parameter {index=0} : f32[n,8]\n%1 = variable \"w\" : f32[8,32]\n"
      "%2 = matmul(%0, %1) {transpose_a=0, transpose_b=0} : f32[n,32]\nparameters %0\nresults %2\n";
  std::string after = before;
  after.replace(after.find("f32[8,32]"), 9, "f32[8,32]p");
  tests::check_rewritten(choose_layouts(parse(before)), after);
  tests::check_rewritten(keep_layouts(parse(before)), before);
  const std::string also_result = before.substr(0, before.rfind("results")) + "results %2, %1\n";
  tests::check_rewritten(choose_layouts(parse(also_result)), also_result);
}

}  // namespace
}  // namespace glia::detail
