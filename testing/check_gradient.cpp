#include <cmath>

#include "glia/base/random.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/passes/grad.hpp"
#include "testing/check_op.hpp"

namespace glia::tests {
namespace {

constexpr double kStep = 1e-5;  // of central differences: both errors are near 1e-11
constexpr std::int64_t kFullJacobian = 200;
constexpr Tolerance kFirst{1e-6, 1e-8};
constexpr Tolerance kSecond{1e-5, 1e-7};  // differences of a gradient, which rounds more often than a value

Array random(const Shape& shape, std::uint64_t key) {
  Array out(shape, f64);
  detail::fill_uniform(out.span<double>().data(), 0, out.size(), key, 7, -1.0, 1.0);
  return out;
}

double dot(const Array& a, const Array& b) {
  double total = 0;
  for (std::int64_t i = 0; i < a.size(); ++i) total += a.get(i) * b.get(i);
  return total;
}

/// value(x + t·v), all inputs along their directions.
std::vector<Array> moved(const std::vector<Array>& x, const std::vector<std::size_t>& which,
                         const std::vector<Array>& v, double t) {
  std::vector<Array> out = x;
  for (std::size_t i = 0; i < which.size(); ++i) {
    Array a = x[which[i]].copy();
    for (std::int64_t j = 0; j < a.size(); ++j) a.set(j, a.get(j) + t * v[i].get(j));
    out[which[i]] = a;
  }
  return out;
}

Array scalar(double value) {
  Array out(Shape{}, f64);
  out.set(0, value);
  return out;
}

/// The graphs of y, of w·y's gradient g(w), and of v·g(w)'s gradient; parameters are the inputs, w and the v.
class Derivatives {
 public:
  explicit Derivatives(const OpCase& op) : x_(draw(op.inputs)), value_(graph_of(op, f64)) {
    Tensors parameters = value_.parameters;
    for (std::size_t i = 0; i < op.inputs.size(); ++i) {
      if (op.inputs[i].dtype.is_real() && op.inputs[i].smooth) smooth_.push_back(i);
    }
    const auto add = [&](const Shape& shape) {
      parameters.push_back(detail::parameter(static_cast<std::int64_t>(parameters.size()), {shape, f64}));
      return parameters.back();
    };
    const Tensor& y = value_.results[0];
    Tensors xs;
    for (const std::size_t i : smooth_) xs.push_back(parameters[i]);
    const Tensors g = grad(ops::sum(add(y.shape()) * y), xs);
    first_ = {parameters, g, {}};
    Tensor total;
    for (std::size_t i = 0; i < xs.size(); ++i) {
      EXPECT_EQ(g[i].shape().str(), xs[i].shape().str());
      const Tensor part = ops::sum(add(xs[i].shape()) * g[i]);
      total = total.valid() ? total + part : part;
    }
    second_ = {parameters, grad(total, xs), {}};
    check_round_trip(first_);
    check_round_trip(second_);
  }

  void check() const {
    const Array y = evaluate(value_, x_)[0];
    std::int64_t unknowns = 0;
    for (const std::size_t i : smooth_) unknowns += x_[i].size();
    if (y.size() * unknowns <= kFullJacobian) {
      full_jacobian(y);
    } else {
      for (std::uint64_t k = 0; k < 8; ++k) along_direction(y.shape(), 10 * k);
    }
    for (std::uint64_t k = 0; k < 2; ++k) second_along_direction(y.shape(), 100 + 10 * k);
  }

 private:
  std::vector<Array> directions(std::uint64_t key) const {
    std::vector<Array> out;
    for (const std::size_t i : smooth_) out.push_back(random(x_[i].shape(), key++));
    return out;
  }

  static std::vector<Array> with(std::vector<Array> values, const Array& w, const std::vector<Array>& v = {}) {
    values.push_back(w);
    values.insert(values.end(), v.begin(), v.end());
    return values;
  }

  void full_jacobian(const Array& y) const {
    for (std::size_t k = 0; k < smooth_.size(); ++k) {
      const Array& x = x_[smooth_[k]];
      Array expected(Shape{y.size(), x.size()}, f64);
      Array got(expected.shape(), f64);
      for (std::int64_t j = 0; j < x.size(); ++j) {
        Array unit(x.shape(), f64);
        unit.set(j, 1);
        const Array above = evaluate(value_, moved(x_, {smooth_[k]}, {unit}, kStep))[0];
        const Array below = evaluate(value_, moved(x_, {smooth_[k]}, {unit}, -kStep))[0];
        for (std::int64_t i = 0; i < y.size(); ++i)
          expected.set(i * x.size() + j, (above.get(i) - below.get(i)) / (2 * kStep));
      }
      for (std::int64_t i = 0; i < y.size(); ++i) {
        Array unit(y.shape(), f64);
        unit.set(i, 1);
        const Array row = evaluate(first_, with(x_, unit))[k];
        for (std::int64_t j = 0; j < x.size(); ++j) got.set(i * x.size() + j, row.get(j));
      }
      EXPECT_TRUE(near(got, expected, kFirst)) << "gradient of input " << smooth_[k];
    }
  }

  void along_direction(const Shape& shape, std::uint64_t key) const {
    const Array w = random(shape, key);
    const std::vector<Array> v = directions(key + 1);
    const std::vector<Array> g = evaluate(first_, with(x_, w));
    double got = 0;
    for (std::size_t i = 0; i < v.size(); ++i) got += dot(g[i], v[i]);
    const double above = dot(w, evaluate(value_, moved(x_, smooth_, v, kStep))[0]);
    const double below = dot(w, evaluate(value_, moved(x_, smooth_, v, -kStep))[0]);
    EXPECT_TRUE(near(scalar(got), scalar((above - below) / (2 * kStep)), kFirst)) << "gradient along direction " << key;
  }

  void second_along_direction(const Shape& shape, std::uint64_t key) const {
    const Array w = random(shape, key);
    const std::vector<Array> v = directions(key + 1);
    const std::vector<Array> u = directions(key + 5);
    const std::vector<Array> h = evaluate(second_, with(x_, w, v));
    const auto slope_at = [&](double t) {
      const std::vector<Array> g = evaluate(first_, with(moved(x_, smooth_, u, t), w));
      double total = 0;
      for (std::size_t i = 0; i < v.size(); ++i) total += dot(g[i], v[i]);
      return total;
    };
    double got = 0;
    for (std::size_t i = 0; i < u.size(); ++i) got += dot(h[i], u[i]);
    const double expected = (slope_at(kStep) - slope_at(-kStep)) / (2 * kStep);
    EXPECT_TRUE(near(scalar(got), scalar(expected), kSecond)) << "second gradient along direction " << key;
  }

  std::vector<Array> x_;
  std::vector<std::size_t> smooth_;
  detail::Graph value_, first_, second_;
};

}  // namespace

void check_gradient(const OpCase& op) { Derivatives(op).check(); }

}  // namespace glia::tests
