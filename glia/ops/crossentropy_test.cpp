#include "glia/ops/nn.hpp"
#include "testing/check_op.hpp"

using namespace glia;
using namespace glia::tests;

TEST(Op, Crossentropy) {
  check_op({.name = "crossentropy",
            .build = [](const Tensors& x) { return ops::categorical_crossentropy(x[0], x[1], true); },
            .inputs = {{.shape = {4, 5}, .low = 0, .high = 1, .batch = true}, {.shape = {4, 5}, .batch = true}},
            .goldens = {{.inputs = {f64s({0.1, 0.2, 0.7, 1, 0, 0, 0, 1, 0.5}, {3, 3}),
                                    f64s({1, 2, 3.5, -30, 40, 2, 0.5, 0.25, -1}, {3, 3})},
                         .output = f64s({0.8163678998071338, 70, 2.0411682796028714})}},
            .length = 5,
            .f32_factor = 4});  // exp and ln round as well
}

TEST(Op, CrossentropyOfProbabilities) {
  check_op({.name = "crossentropy",
            .build = [](const Tensors& x) { return ops::categorical_crossentropy(x[0], x[1]); },
            .inputs = {{.shape = {4, 5}, .low = 0, .high = 1, .batch = true},
                       {.shape = {4, 5}, .low = 0.1, .high = 1, .batch = true}},
            .goldens = {{.inputs = {f64s({0.1, 0.2, 0.7, 1, 0, 0, 0, 1, 0.5}, {3, 3}),
                                    f64s({0.2, 0.5, 0.3, 0.5, 1.5, 2, 1, 0, 0}, {3, 3})},
                         .output = f64s({1.1423541903835543, 2.0794415416798357, 24.17714347643748})}},
            .more_shapes = {{{0, 5}, {0, 5}}, {{1, 3}, {1, 3}}},
            .length = 5,
            .f32_factor = 8});  // the quotient rounds before the logarithm
}
