#pragma once
#include <cstdint>
#include <random>

#include "glia/base/array.hpp"

#pragma GCC visibility push(default)
namespace glia {
/// What tutorials take from NumPy to make toy data, with NumPy's values to the last bit.
namespace numpy {

/// num values from start to stop, both included: start + i·(stop − start)/(num − 1); the last is exactly stop.
/// → f64 (num,)
Array linspace(double start, double stop, Dim num = 50);

/// The stream of np.random.RandomState(seed): MT19937, rand from 53 bits, randn by the polar method. 0 ≤ seed < 2^32.
class RandomState {
 public:
  explicit RandomState(Dim seed);

  Array rand(const Shape& shape);   ///< uniform in [0, 1)  → f64
  Array randn(const Shape& shape);  ///< normal, mean 0, standard deviation 1  → f64
  double rand();
  double randn();

 private:
  std::mt19937 generator_;
  double spare_ = 0;
  bool has_spare_ = false;
};

/// np.random.seed, np.random.rand, np.random.randn: one stream for the process, safe to call from several threads.
/// Until random_seed is called it starts, as in NumPy, from the entropy of the system.
void random_seed(Dim seed);
Array rand(const Shape& shape);
Array randn(const Shape& shape);

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
