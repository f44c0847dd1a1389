#include <algorithm>
#include <cmath>
#include <set>

#include "glia/initializers/constant.hpp"
#include "glia/initializers/glorot_uniform.hpp"
#include "glia/initializers/identity.hpp"
#include "glia/initializers/orthogonal.hpp"
#include "glia/initializers/random_normal.hpp"
#include "glia/initializers/random_uniform.hpp"
#include "glia/initializers/truncated_normal.hpp"
#include "glia/initializers/variance_scaling.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::message_of;
using tests::numbers;

struct Moments {
  double mean = 0, stddev = 0, largest = 0;
};

Moments moments_of(const Initializer& initializer, const Shape& shape, DType dtype = f32) {
  const Array values = initializer({shape, dtype, 7});
  EXPECT_EQ(values.shape(), shape);
  Moments m;
  for (const double v : values) m.mean += v;
  m.mean /= static_cast<double>(values.size());
  for (const double v : values) {
    m.stddev += (v - m.mean) * (v - m.mean);
    m.largest = std::max(m.largest, std::abs(v));
  }
  m.stddev = std::sqrt(m.stddev / static_cast<double>(values.size()));
  return m;
}

TEST(Initializers, Values) {
  EXPECT_EQ(numbers(Initializer("zeros")({Shape{2}, f32, 1})), (std::vector<double>{0, 0}));
  EXPECT_EQ(numbers(Initializer("ones")({Shape{2}, i64, 1})), (std::vector<double>{1, 1}));
  EXPECT_EQ(numbers(Initializer(initializers::Constant{2.5})({Shape{2}, f64, 1})), (std::vector<double>{2.5, 2.5}));
}

// 120,000 draws: a standard deviation is then known to 0.2 %, a mean to 0.003 standard deviations.
TEST(Initializers, VarianceFollowsTheFans) {
  const Shape shape{300, 400};
  const struct {
    const char* name;
    double variance;
    bool uniform;
  } cases[] = {
      {"glorot_uniform", 2.0 / 700, true}, {"glorot_normal", 2.0 / 700, false}, {"he_uniform", 2.0 / 300, true},
      {"he_normal", 2.0 / 300, false},     {"lecun_uniform", 1.0 / 300, true},  {"lecun_normal", 1.0 / 300, false},
  };
  for (const auto& c : cases) {
    const double stddev = std::sqrt(c.variance);
    const double bound = c.uniform ? std::sqrt(3.0) * stddev : 2 * stddev / 0.87962566103423978;
    for (const DType dtype : {DType(f32), DType(f64)}) {
      const Moments m = moments_of(c.name, shape, dtype);
      EXPECT_NEAR(m.mean, 0, 0.015 * stddev) << c.name;
      EXPECT_NEAR(m.stddev, stddev, 0.01 * stddev) << c.name;
      EXPECT_LE(m.largest, bound * 1.000001) << c.name;
      EXPECT_GT(m.largest, bound * 0.99) << c.name;
    }
  }
}

TEST(Initializers, FansOfConvolutionKernelsAndVectors) {
  EXPECT_NEAR(moments_of("lecun_uniform", {5, 5, 8, 100}).largest, std::sqrt(3.0 / 200), 1e-4);
  EXPECT_NEAR(moments_of("lecun_uniform", {2000}).largest, std::sqrt(3.0 / 2000), 1e-4);
  EXPECT_NEAR(moments_of(initializers::VarianceScaling{1, "fan_out", "uniform"}, {5, 5, 8, 10}).largest,
              std::sqrt(3.0 / 250), 1e-3);
}

TEST(Initializers, PlainDistributions) {
  const Moments uniform = moments_of(initializers::RandomUniform{1, 3}, {40000});
  EXPECT_NEAR(uniform.mean, 2, 0.02);
  EXPECT_LT(uniform.largest, 3);
  const Moments normal = moments_of("random_normal", {40000});
  EXPECT_NEAR(normal.stddev, 0.05, 0.001);
  EXPECT_GT(normal.largest, 0.15);
  EXPECT_LE(moments_of("truncated_normal", {40000}).largest, 0.1000001);
}

TEST(Initializers, KeyAndSeedDecideTheNumbers) {
  const Initializer glorot = "glorot_uniform";
  const Initializer seeded = initializers::GlorotUniform{.seed = 3};
  const auto draw = [](const Initializer& initializer, std::uint64_t key) {
    return numbers(initializer({Shape{4, 4}, f32, key}));
  };
  EXPECT_EQ(draw(glorot, 1), draw(glorot, 1));
  EXPECT_NE(draw(glorot, 1), draw(glorot, 2));
  EXPECT_EQ(draw(seeded, 1), draw(seeded, 2));
  EXPECT_NE(draw(seeded, 1), draw(initializers::GlorotUniform{.seed = 4}, 1));
}

TEST(Initializers, PartsOfAnIdentityAreItsRows) {
  EXPECT_EQ(numbers(Initializer(initializers::Identity{2})({Shape{4, 3}, f32, 1, 1, 3})),
            (std::vector<double>{0, 2, 0, 0, 0, 2, 0, 0, 0}));
}

TEST(Initializers, OrthogonalDependsOnItsKeyOrSeed) {
  const auto draw = [](const Initializer& initializer, std::uint64_t key) {
    return numbers(initializer({Shape{3, 5}, f64, key}));
  };
  EXPECT_EQ(draw("orthogonal", 1), draw("orthogonal", 1));
  EXPECT_NE(draw("orthogonal", 1), draw("orthogonal", 2));
  EXPECT_EQ(draw(initializers::Orthogonal{.seed = 3}, 1), draw(initializers::Orthogonal{.seed = 3}, 2));
}

TEST(Initializers, Errors) {
  const auto message = [](const Initializer& initializer) {
    return message_of([&] { (void)initializer({Shape{2, 2}, f32, 1}); });
  };
  EXPECT_EQ(message(initializers::RandomUniform{2, 1}),
            "initializer: minval must not exceed maxval. Received 2.000000 and 1.000000.");
  EXPECT_EQ(message(initializers::RandomNormal{0, -1}),
            "initializer: The standard deviation must not be below 0. Received -1.000000.");
  EXPECT_EQ(message(initializers::VarianceScaling{.mode = "fan"}),
            "VarianceScaling: The mode is fan_in, fan_out or fan_avg. Received \"fan\".");
  EXPECT_EQ(
      message(initializers::VarianceScaling{.distribution = "cauchy"}),
      "VarianceScaling: The distribution is truncated_normal, untruncated_normal or uniform. Received \"cauchy\".");
  EXPECT_EQ(message(initializers::VarianceScaling{.scale = 0}),
            "VarianceScaling: The scale must be above 0. Received 0.000000.");
  const auto of_shape = [](const Initializer& initializer, const Shape& shape) {
    return message_of([&] { (void)initializer({shape, f32, 1}); });
  };
  EXPECT_EQ(of_shape("identity", {2, 2, 2}), "Identity: Only a matrix can be the identity. Received (2, 2, 2).");
  EXPECT_EQ(of_shape("orthogonal", {3}),
            "Orthogonal: Orthogonal numbers are for variables of two axes or more. Received (3,).");
  EXPECT_EQ(message_of([] { Initializer("glorot"); }).substr(0, 51),
            "initializer: No initializer has the name 'glorot'. ");
}

TEST(Initializers, KerasHasSeveralNamesForOne) {
  const auto class_of = [](const char* name) { return Initializer(name).config()["class_name"].as_string(); };
  EXPECT_EQ(class_of("uniform"), "RandomUniform");
  EXPECT_EQ(class_of("normal"), "RandomNormal");
  EXPECT_EQ(class_of("one"), "Ones");
  EXPECT_EQ(class_of("zero"), "Zeros");
  EXPECT_NE(message_of([] { Initializer("unifrom"); }).find("'uniform'"), std::string::npos);
}

TEST(Initializers, ConfigMakesTheSameInitializerAgain) {
  std::set<std::string> names;
  for (const auto& record : detail::builtin_initializers()) {
    Initializer made = record.make({});
    const Value config = made.config();
    from_config(config, made);
    EXPECT_EQ(made.config(), config);
    names.insert(record.name);
  }
  EXPECT_GE(names.size(), 15U);
}

}  // namespace
}  // namespace glia
