#include "glia/passes/lower.hpp"

#include "glia/ops/nn.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

namespace {

void expect_lowered(Tensor (*loss)(const Tensor&, const Tensor&, bool), const Tensor& target, bool logits, bool gone) {
  const Tensor output(f64s({0.5, 1e-9, 0.25, 0.75, 1, 0.125}, {2, 3}));
  const detail::Graph before{{}, {loss(target, output, logits)}, {}};
  const detail::Graph after = detail::lower(before);
  const bool there = print(after).find("crossentropy") != std::string::npos;
  EXPECT_EQ(there, !gone);
  EXPECT_TRUE(near(evaluate(after, {})[0], evaluate(before, {})[0], {1e-14, 1e-15}));
}

}  // namespace

TEST(Lower, SpellsCrossentropiesInOrdinaryOps) {
  const Tensor target(f64s({0.5, 0.25, 0.25, 0, 1, 0}, {2, 3}));
  for (const bool logits : {false, true}) {
    expect_lowered(ops::categorical_crossentropy, target, logits, true);
    expect_lowered(ops::binary_crossentropy, target, logits, true);
  }
  const Tensor labels(f64s({1, 2}));
  expect_lowered(ops::sparse_categorical_crossentropy, labels, false, true);
  expect_lowered(ops::sparse_categorical_crossentropy, labels, true, false);
}
