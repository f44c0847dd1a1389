#include "glia/backends/cpu/vector_ops.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <map>

#include "glia/backends/cpu/test_targets.hpp"

namespace glia::detail::cpu {
namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

// Distance in units of the last place of the exact result; an infinity counts as 2^128, the next float after the
// largest.
double ulp_error(float got, double exact) {
  if (std::isnan(exact) || std::isnan(got)) return std::isnan(exact) && std::isnan(got) ? 0.0 : 1e30;
  const double top = 0x1p128;
  exact = std::clamp(exact, -top, top);
  const double value = std::clamp(static_cast<double>(got), -top, top);
  const int exponent = exact == 0 ? -126 : std::clamp(std::ilogb(exact), -126, 127);
  return std::fabs(value - exact) / std::ldexp(1.0, exponent - 23);
}

// 2^20 bit patterns spread over all of them; the low bits are mixed so that mantissas are not round.
std::vector<float> sampled_bits(std::uint32_t seed) {
  std::vector<float> x(1u << 20);
  for (std::uint32_t i = 0; i < x.size(); ++i)
    x[i] = std::bit_cast<float>((i << 12) | ((i * 2654435761u + seed) >> 20));
  return x;
}

struct Function {
  const char* name;
  double (*exact)(double);
  double limit;          // ULP, with fused multiply-add
  double limit_unfused;  // and without
};

double sigmoid(double x) { return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x)); }
double sign(double x) { return x > 0 ? 1.0 : x < 0 ? -1.0 : x; }
double relu(double x) { return x <= 0 ? 0.0 : x; }
double is_finite(double x) { return std::isfinite(x) ? 1.0 : 0.0; }
double logical_not(double x) { return x == 0 ? 1.0 : 0.0; }

const Function kFunctions[] = {
    {"negative", [](double x) { return -x; }, 0, 0},
    {"abs", [](double x) { return std::fabs(x); }, 0, 0},
    {"sign", sign, 0, 0},
    {"square", [](double x) { return x * x; }, 0.5, 0.5},
    {"sqrt", [](double x) { return std::sqrt(x); }, 0.50001, 0.50001},
    {"rsqrt", [](double x) { return 1 / std::sqrt(x); }, 1.5, 1.5},
    {"reciprocal", [](double x) { return 1 / x; }, 0.50001, 0.50001},
    {"exp", [](double x) { return std::exp(x); }, 1, 1},
    {"expm1", [](double x) { return std::expm1(x); }, 1.5, 2},
    {"log", [](double x) { return std::log(x); }, 1, 1},
    {"log1p", [](double x) { return std::log1p(x); }, 1.5, 1.5},
    {"tanh", [](double x) { return std::tanh(x); }, 1, 1},
    {"sigmoid", sigmoid, 1, 2},
    {"erf", [](double x) { return std::erf(x); }, 1, 1.5},
    {"sin", [](double x) { return std::sin(x); }, 0.51, 0.51},
    {"cos", [](double x) { return std::cos(x); }, 0.51, 0.51},
    {"floor", [](double x) { return std::floor(x); }, 0, 0},
    {"ceil", [](double x) { return std::ceil(x); }, 0, 0},
    {"round", [](double x) { return std::nearbyint(x); }, 0, 0},
    {"relu", relu, 0, 0},
    {"logical_not", logical_not, 0, 0},
    {"isfinite", is_finite, 0, 0},
};

using Binary = double (*)(double, double);
const std::map<std::string, Binary> kBinary = {
    {"add", [](double a, double b) { return a + b; }},
    {"subtract", [](double a, double b) { return a - b; }},
    {"multiply", [](double a, double b) { return a * b; }},
    {"divide", [](double a, double b) { return a / b; }},
    {"maximum", [](double a, double b) { return std::isnan(a) || a > b ? a : b; }},
    {"minimum", [](double a, double b) { return std::isnan(a) || a < b ? a : b; }},
    {"equal", [](double a, double b) { return a == b ? 1.0 : 0.0; }},
    {"not_equal", [](double a, double b) { return a != b ? 1.0 : 0.0; }},
    {"less", [](double a, double b) { return a < b ? 1.0 : 0.0; }},
    {"less_equal", [](double a, double b) { return a <= b ? 1.0 : 0.0; }},
    {"greater", [](double a, double b) { return a > b ? 1.0 : 0.0; }},
    {"greater_equal", [](double a, double b) { return a >= b ? 1.0 : 0.0; }},
    {"logical_and", [](double a, double b) { return a != 0 && b != 0 ? 1.0 : 0.0; }},
    {"logical_or", [](double a, double b) { return a != 0 || b != 0 ? 1.0 : 0.0; }},
    {"power", [](double a, double b) { return std::pow(a, b); }},
};

const std::vector<float> kEdges = {0.0f,      -0.0f,       1.0f,       -1.0f,           0.5f,
                                   -0.5f,     1.5f,        2.5f,       -2.5f,           2.0f,
                                   3.0f,      -3.0f,       kInf,       -kInf,           kNan,
                                   0x1p-149f, -0x1p-149f,  0x1p-126f,  0x1.fffffep127f, -0x1.fffffep127f,
                                   0x1p23f,   0.49999997f, 8388607.5f, 16777216.0f,     88.722839f,
                                   -103.9f,   -87.4f,      1e-20f,     1e10f,           4e6f};

std::vector<float> run(const char* name, const std::vector<float>& a, const float* b = nullptr,
                       const float* c = nullptr) {
  std::vector<float> out(a.size(), -77.0f);
  find_vector_op(name)(out.data(), a.data(), b, c, static_cast<std::int64_t>(a.size()));
  return out;
}

}  // namespace

TEST(VectorOps, UnaryErrorIsBoundedOverAllBitPatterns) {
  std::vector<float> x = sampled_bits(1);
  for (const float v : kEdges) x.push_back(v);
  for (const Function& f : kFunctions) {
    std::vector<double> exact(x.size());
    std::transform(x.begin(), x.end(), exact.begin(), [&](float v) { return f.exact(static_cast<double>(v)); });
    for_each_target([&](std::int64_t target) {
      ASSERT_NE(find_vector_op(f.name), nullptr) << f.name;
      const std::vector<float> y = run(f.name, x);
      double worst = 0;
      std::size_t where = 0;
      for (std::size_t i = 0; i < x.size(); ++i) {
        const double e = ulp_error(y[i], exact[i]);
        if (e > worst) worst = e, where = i;
      }
      const double limit = has_fused_multiply_add(target) ? f.limit : f.limit_unfused;
      EXPECT_LE(worst, limit) << f.name << "(" << x[where] << ") = " << y[where] << ", not " << exact[where];
      RecordProperty(std::string(f.name) + "_" + hwy::TargetName(target), std::to_string(worst));
    });
  }
}

TEST(VectorOps, OddFunctionsKeepTheSignOfZero) {
  for_each_target([](std::int64_t) {
    for (const char* name :
         {"negative", "sign", "sqrt", "expm1", "log1p", "tanh", "erf", "sin", "floor", "ceil", "round"}) {
      const std::vector<float> y = run(name, {-0.0f, 0.0f});
      const bool flips = std::string(name) == "negative";
      EXPECT_EQ(std::signbit(y[0]), !flips) << name;
      EXPECT_EQ(std::signbit(y[1]), flips) << name;
    }
    EXPECT_TRUE(std::signbit(run("ceil", {-0.5f})[0]));
    EXPECT_TRUE(std::signbit(run("round", {-0.5f})[0]));
    EXPECT_FALSE(std::signbit(run("relu", {-0.0f})[0]));
    EXPECT_EQ(run("reciprocal", {-0.0f})[0], -kInf);
    const std::vector<float> minus{-0.0f};
    const std::vector<float> plus{0.0f};
    EXPECT_FALSE(std::signbit(run("maximum", minus, plus.data())[0]));
    EXPECT_FALSE(std::signbit(run("maximum", plus, minus.data())[0]));
    EXPECT_TRUE(std::signbit(run("minimum", minus, plus.data())[0]));
    EXPECT_TRUE(std::signbit(run("minimum", plus, minus.data())[0]));
    const std::vector<float> three{3.0f};
    EXPECT_TRUE(std::signbit(run("power", minus, three.data())[0]));
  });
}

TEST(VectorOps, BinaryOpsMatchDoubleAndTheirEdges) {
  std::vector<float> a = sampled_bits(7);
  std::vector<float> b = sampled_bits(8);
  for (std::size_t i = 0; i < b.size(); ++i) std::swap(b[i], b[(i * 7919 + 13) % b.size()]);
  for (std::size_t i = 0; i < a.size(); i += 2) {  // powers whose result is of middle size
    a[i] = std::ldexp(std::fabs(std::fmod(a[i], 1.0f)) + 0.5f, static_cast<int>(i / 2 % 40) - 20);
    b[i] = std::fmod(b[i], 8.0f);
  }
  for (const float u : kEdges) {
    for (const float v : kEdges) a.push_back(u), b.push_back(v);
  }
  for (const auto& entry : kBinary) {
    const std::string& name = entry.first;  // clang 14 does not capture structured bindings
    const auto exact = entry.second;
    const double limit = name == "power" ? 0.51 : name == "divide" ? 0.50001 : 0.5;
    std::vector<double> wanted(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) wanted[i] = exact(static_cast<double>(a[i]), static_cast<double>(b[i]));
    for_each_target([&](std::int64_t) {
      const std::vector<float> y = run(name.c_str(), a, b.data());
      std::size_t bad = 0;
      for (std::size_t i = 0; i < a.size(); ++i) {
        if (ulp_error(y[i], wanted[i]) <= limit || ++bad > 3) continue;
        ADD_FAILURE() << name << "(" << a[i] << ", " << b[i] << ") = " << y[i] << ", not " << wanted[i];
      }
      EXPECT_EQ(bad, 0u) << name;
    });
  }
}

TEST(VectorOps, SelectTakesAnythingButZeroAsTrue) {
  const std::vector<float> a{0.0f, -0.0f, 1.0f, kNan, -3.0f, 0x1p-149f, 0.0f, kInf, 0.0f};
  const std::vector<float> b(a.size(), 2.0f);
  const std::vector<float> c(a.size(), kNan);
  for_each_target([&](std::int64_t) {
    const std::vector<float> y = run("where", a, b.data(), c.data());
    for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(std::isnan(y[i]), a[i] == 0.0f) << i;
  });
}

TEST(VectorOps, BitsDependOnTheOperandsAloneAndNothingBehindTheEndIsWritten) {
  std::vector<float> a = sampled_bits(3);
  for (std::size_t i = 0; i < a.size(); i += 2) a[i] = std::fmod(a[i], 20.0f);
  std::rotate(a.begin(), a.begin() + 400000, a.end());
  a.resize(2000);
  std::vector<float> b(a.rbegin(), a.rend());
  std::vector<float> c(a.begin() + 1, a.end());
  c.push_back(1.0f);
  std::vector<std::string> names{"where"};
  for (const Function& f : kFunctions) names.emplace_back(f.name);
  for (const auto& entry : kBinary) names.push_back(entry.first);
  for_each_target([&](std::int64_t) {
    for (const std::string& name : names) {
      const std::vector<float> whole = run(name.c_str(), a, b.data(), c.data());
      for (std::int64_t n = 0; n < 50; ++n) {
        const auto start = static_cast<std::size_t>(n * 37 % 1900);
        std::vector<float> piece(static_cast<std::size_t>(n) + 1, -77.0f);
        find_vector_op(name)(piece.data(), &a[start], &b[start], &c[start], n);
        ASSERT_EQ(std::memcmp(piece.data(), &whole[start], static_cast<std::size_t>(n) * 4), 0) << name << " n = " << n;
        ASSERT_EQ(piece.back(), -77.0f) << name;
      }
      std::vector<float> in_place = a;
      find_vector_op(name)(in_place.data(), in_place.data(), b.data(), c.data(), 2000);
      ASSERT_EQ(std::memcmp(in_place.data(), whole.data(), whole.size() * 4), 0) << name;
    }
  });
}

TEST(VectorOps, InstructionSetsWithFusedMultiplyAddAgree) {
  const std::vector<float> x = sampled_bits(11);
  std::vector<float> y(x.rbegin(), x.rend());
  std::vector<std::string> names;
  for (const Function& f : kFunctions) names.emplace_back(f.name);
  for (const auto& entry : kBinary) names.push_back(entry.first);
  for (const std::string& name : names) {
    std::vector<float> first;
    for_each_target([&](std::int64_t target) {
      if (!has_fused_multiply_add(target)) return;
      const std::vector<float> out = run(name.c_str(), x, y.data());
      if (first.empty()) first = out;
      for (std::size_t i = 0; i < x.size(); ++i) {  // the sign of a NaN carries nothing
        if (std::isnan(out[i]) && std::isnan(first[i])) continue;
        ASSERT_EQ(std::bit_cast<std::uint32_t>(out[i]), std::bit_cast<std::uint32_t>(first[i])) << name << x[i];
      }
    });
  }
}

TEST(VectorOps, EachInstructionSetHasItsOwnCode) {
  std::vector<VectorOp> seen;
  for_each_target([&](std::int64_t) {
    const VectorOp op = find_vector_op("exp");
    EXPECT_EQ(std::count(seen.begin(), seen.end(), op), 0);
    seen.push_back(op);
  });
  EXPECT_EQ(find_vector_op("no such op"), nullptr);
}

TEST(VectorOps, ConversionsRoundOnce) {
  std::vector<std::int32_t> i32{
      0, -1, 16777217, 16777219, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
  std::vector<std::int64_t> i64{0,
                                -1,
                                16777217,
                                (std::int64_t{1} << 62) + (std::int64_t{1} << 38) + 1,
                                std::numeric_limits<std::int64_t>::min(),
                                std::numeric_limits<std::int64_t>::max()};
  std::vector<std::uint8_t> u8(300);
  for (std::size_t i = 0; i < u8.size(); ++i) u8[i] = static_cast<std::uint8_t>(i);
  for (int i = 0; i < 40; ++i) i32.push_back(i * 12345678), i64.push_back(std::int64_t{i} << i);
  for_each_target([&](std::int64_t) {
    std::vector<float> out(301, -77.0f);
    load_u8(out.data(), u8.data(), 300);
    for (std::size_t i = 0; i < 300; ++i) ASSERT_EQ(out[i], static_cast<float>(i % 256));
    load_bool(out.data(), u8.data(), 300);
    for (std::size_t i = 0; i < 300; ++i) ASSERT_EQ(out[i], i % 256 == 0 ? 0.0f : 1.0f);
    ASSERT_EQ(out[300], -77.0f);
    load_i32(out.data(), i32.data(), static_cast<std::int64_t>(i32.size()));
    for (std::size_t i = 0; i < i32.size(); ++i) ASSERT_EQ(out[i], static_cast<float>(i32[i]));
    load_i64(out.data(), i64.data(), static_cast<std::int64_t>(i64.size()));
    for (std::size_t i = 0; i < i64.size(); ++i) ASSERT_EQ(out[i], static_cast<float>(i64[i]));
    std::vector<std::uint8_t> masks(kEdges.size());
    store_bool(masks.data(), kEdges.data(), static_cast<std::int64_t>(masks.size()));
    for (std::size_t i = 0; i < masks.size(); ++i) ASSERT_EQ(masks[i], kEdges[i] != 0.0f ? 1 : 0) << kEdges[i];
  });
}

}  // namespace glia::detail::cpu
