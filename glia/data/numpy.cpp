#include "glia/data/numpy.hpp"

#include <cmath>
#include <limits>
#include <mutex>

#include "glia/base/error.hpp"

namespace glia::numpy {
namespace {

std::uint32_t checked_seed(Dim seed) {
  if (seed < 0 || seed > std::numeric_limits<std::uint32_t>::max()) {
    throw ValueError({.where = "numpy::RandomState",
                      .rule = "A seed has 32 bits, as in NumPy",
                      .expected = "0 to 4294967295",
                      .received = std::to_string(static_cast<std::int64_t>(seed))});
  }
  return static_cast<std::uint32_t>(seed);
}

struct SharedStream {
  std::mutex mutex;
  RandomState state{std::random_device{}()};
};

SharedStream& shared_stream() {
  static SharedStream stream;
  return stream;
}

}  // namespace

Array linspace(double start, double stop, Dim num) {
  if (num < 0) {
    throw ValueError({.where = "numpy::linspace",
                      .rule = "The number of values cannot be negative",
                      .received = std::to_string(static_cast<std::int64_t>(num))});
  }
  Array out(Shape{num}, f64);
  const auto values = out.span<double>();
  const auto gaps = static_cast<double>(num - 1);
  const double step = (stop - start) / gaps;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto k = static_cast<double>(i);
    // NumPy divides first where the step underflows to zero, so that denormal ranges do not collapse.
    values[i] = (step != 0 || values.size() == 1 ? (k == 0 ? 0 : k * step) : k / gaps * (stop - start)) + start;
  }
  if (values.size() > 1) values.back() = stop;
  return out;
}

RandomState::RandomState(Dim seed) : generator_(checked_seed(seed)) {}

double RandomState::rand() {
  const auto high = static_cast<std::uint32_t>(generator_()) >> 5;  // one draw a statement: C++ does not order operands
  const auto low = static_cast<std::uint32_t>(generator_()) >> 6;
  return (high * 67108864.0 + low) / 9007199254740992.0;
}

double RandomState::randn() {
  if (has_spare_) {
    has_spare_ = false;
    return spare_;
  }
  double x1 = 0;
  double x2 = 0;
  double r2 = 0;
  while (r2 >= 1 || r2 == 0) {
    x1 = 2 * rand() - 1;
    x2 = 2 * rand() - 1;
    r2 = x1 * x1 + x2 * x2;
  }
  const double f = std::sqrt(-2 * std::log(r2) / r2);
  spare_ = f * x1;
  has_spare_ = true;
  return f * x2;
}

Array RandomState::rand(const Shape& shape) {
  Array out(shape, f64);
  for (double& value : out.span<double>()) value = rand();
  return out;
}

Array RandomState::randn(const Shape& shape) {
  Array out(shape, f64);
  for (double& value : out.span<double>()) value = randn();
  return out;
}

void random_seed(Dim seed) {
  RandomState fresh(seed);
  const std::lock_guard lock(shared_stream().mutex);
  shared_stream().state = fresh;
}

Array rand(const Shape& shape) {
  const std::lock_guard lock(shared_stream().mutex);
  return shared_stream().state.rand(shape);
}

Array randn(const Shape& shape) {
  const std::lock_guard lock(shared_stream().mutex);
  return shared_stream().state.randn(shape);
}

}  // namespace glia::numpy
