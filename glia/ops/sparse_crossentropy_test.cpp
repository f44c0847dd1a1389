#include "glia/base/error.hpp"
#include "glia/ops/nn.hpp"
#include "glia/passes/lower.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, SparseCrossentropy) {
  check_op(
      {.name = "sparse_crossentropy",
       .build = [](const Tensors& x) { return ops::sparse_categorical_crossentropy(x[0], x[1], true); },
       .inputs = {{.shape = {4}, .low = 0, .high = 5, .dtype = i64, .batch = true}, {.shape = {4, 5}, .batch = true}},
       .goldens = {{.inputs = {f64s({2, 0, 1}), f64s({1, 2, 3.5, -30, 40, 2, 0.5, 0.25, -1}, {3, 3})},
                    .output = f64s({0.26636789980713366, 70, 0.9441121864019143})}},
       .more_shapes = {{{0}, {0, 5}}, {{1}, {1, 5}}},
       .length = 5,
       .f32_factor = 4});  // exp and ln round as well
}

TEST(Op, SparseCrossentropyOfProbabilities) {
  check_op({.name = "sparse_crossentropy",
            .build = [](const Tensors& x) { return ops::sparse_categorical_crossentropy(x[0], x[1]); },
            .inputs = {{.shape = {4}, .low = 0, .high = 5, .dtype = i64, .batch = true},
                       {.shape = {4, 5}, .low = 0.1, .high = 1, .batch = true}},
            .goldens = {{.inputs = {f64s({2, 0, 1}), f64s({0.2, 0.5, 0.3, 0.5, 1.5, 2, 1, 0, 0}, {3, 3})},
                         .output = f64s({1.2039728043259361, 2.0794415416798357, 16.11809565095832})}},
            .more_shapes = {{{0}, {0, 5}}, {{1}, {1, 5}}},
            .length = 5,
            .f32_factor = 8});  // the quotient rounds before the logarithm
}

TEST(Op, SparseCrossentropyRefusesForeignLabels) {
  for (const bool logits : {false, true}) {
    const Tensor y = ops::sparse_categorical_crossentropy(Tensor(f64s({3})), Tensor(f64s({1, 2, 3}, {1, 3})), logits);
    EXPECT_THROW(evaluate({{}, {y}, {}}, {}), DataError);
    EXPECT_THROW(evaluate(detail::lower({{}, {y}, {}}), {}), DataError);
  }
}
