#pragma once
#include "glia/graph/scope.hpp"

// Random tensors: element i is a function of (seed, iteration, key, i) alone.
#pragma GCC visibility push(default)
namespace glia {
namespace ops {

Tensor random_uniform(const Shape& shape, const RandomSource& source, double low = 0, double high = 1);
Tensor random_normal(const Shape& shape, const RandomSource& source, double mean = 0, double stddev = 1);
Tensor random_bernoulli(const Shape& shape, const RandomSource& source,
                        double probability);  ///< f32, 1 with that probability

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
