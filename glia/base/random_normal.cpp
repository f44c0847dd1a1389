#include <cmath>

#include "glia/base/portable_math.hpp"
#include "glia/base/random.hpp"
#include "glia/base/random_groups.hpp"

namespace glia::detail {
namespace {

template <std::size_t n>
double polynomial(const double (&coefficients)[n], double x) {
  double sum = coefficients[n - 1];
  for (std::size_t i = n - 1; i-- > 0;) sum = sum * x + coefficients[i];
  return sum;
}

// PPND16 of AS 241, without its outermost part (|z| > 5), which truncation never reaches.
constexpr double a[] = {3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
                        1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                        3.3430575583588128105e+4, 2.5090809287301226727e+3};
constexpr double b[] = {1.0,
                        4.2313330701600911252e+1,
                        6.8718700749205790830e+2,
                        5.3941960214247511077e+3,
                        2.1213794301586595867e+4,
                        3.9307895800092710610e+4,
                        2.8729085735721942674e+4,
                        5.2264952788528545610e+3};
constexpr double c[] = {1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                        3.64784832476320460504e0,  1.27045825242838368258e0, 2.41780725177450611770e-1,
                        2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr double d[] = {1.0,
                        2.05319162663775882187e0,
                        1.67638483018380384940e0,
                        6.89767334985100004550e-1,
                        1.48103976427480074590e-1,
                        1.51986665636164571966e-2,
                        5.47593808499534494600e-4,
                        1.05075007164441684324e-9};

/// z with distribution function ½ + q.
double inverse_normal(double q) {
  if (std::fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(a, r) / polynomial(b, r);
  }
  const double r = std::sqrt(-portable_log(0.5 - std::fabs(q))) - 1.6;
  return std::copysign(polynomial(c, r) / polynomial(d, r), q);
}

double truncated_normal(double unit) {
  constexpr double probability_within = 0.95449973610364158560;  // erf(√2)
  const double z = inverse_normal((unit - 0.5) * probability_within);
  return std::fabs(z) <= 2 ? z : std::copysign(2.0, z);  // the series may end a rounding beyond 2
}

}  // namespace

void fill_normal(float* out, std::int64_t first_element, std::int64_t count, std::uint64_t key, std::uint64_t iteration,
                 double mean, double stddev) {
  fill_groups<64>(out, first_element, count, key, iteration, [&](const PhiloxGroup& words, float* values) {
    for (int half = 0; half < 2; ++half) {
      for (int lane = 0; lane < 16; ++lane) {
        const double radius = stddev * std::sqrt(-2 * portable_log(open_unit(words[2 * half][lane])));
        const SinCos point = portable_sincos(std::uint64_t{words[2 * half + 1][lane]} << 32);
        values[32 * half + lane] = static_cast<float>(mean + radius * point.cos);
        values[32 * half + 16 + lane] = static_cast<float>(mean + radius * point.sin);
      }
    }
  });
}

void fill_normal(double* out, std::int64_t first_element, std::int64_t count, std::uint64_t key,
                 std::uint64_t iteration, double mean, double stddev) {
  fill_groups<32>(out, first_element, count, key, iteration, [&](const PhiloxGroup& words, double* values) {
    for (int lane = 0; lane < 16; ++lane) {
      const double radius = stddev * std::sqrt(-2 * portable_log(open_unit(wide_word(words, 0, lane))));
      const SinCos point = portable_sincos(wide_word(words, 1, lane));
      values[lane] = mean + radius * point.cos;
      values[16 + lane] = mean + radius * point.sin;
    }
  });
}

void fill_truncated_normal(float* out, std::int64_t first_element, std::int64_t count, std::uint64_t key,
                           std::uint64_t iteration, double mean, double stddev) {
  fill_groups<64>(out, first_element, count, key, iteration, [&](const PhiloxGroup& words, float* values) {
    for (int i = 0; i < 64; ++i) {
      values[i] = static_cast<float>(mean + stddev * truncated_normal(open_unit(words[i / 16][i % 16])));
    }
  });
}

void fill_truncated_normal(double* out, std::int64_t first_element, std::int64_t count, std::uint64_t key,
                           std::uint64_t iteration, double mean, double stddev) {
  fill_groups<32>(out, first_element, count, key, iteration, [&](const PhiloxGroup& words, double* values) {
    for (int i = 0; i < 32; ++i) {
      values[i] = mean + stddev * truncated_normal(open_unit(wide_word(words, i / 16, i % 16)));
    }
  });
}

}  // namespace glia::detail
