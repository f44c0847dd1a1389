// clang-format off: <math.h> must come beside <cmath>
#include <cmath>
#include <math.h>
// clang-format on

#include "glia/layers/activation.hpp"
#include "glia/layers/activations.hpp"
#include "glia/layers/dense.hpp"
#include "testing/value_of.hpp"

using namespace std;   // the names of <cmath> and <math.h> must not hide or clash with the activations
using namespace glia;  // NOLINT

namespace {

const Array kPoints{-3, -0.5, 0, 0.5, 3};

void expect_near(const Array& got, const vector<double>& expected) {
  ASSERT_EQ(got.size(), static_cast<int64_t>(expected.size()));
  for (size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(got.get(static_cast<int64_t>(i)), expected[i], 2e-6 * max(1.0, fabs(expected[i]))) << i;
  }
}

void expect_function(Tensor (*f)(Tensor), double (*exact)(double)) {
  vector<double> expected;
  for (const double x : kPoints) expected.push_back(exact(x));
  expect_near(glia::tests::value_of(f(kPoints)), expected);
}

TEST(Activations, NamesOfMathMayBeVisibleToo) {
  const Dense a{8, tanh};
  const Dense b{.units = 8, .activation = tanh};
  const Activation c{exponential};
  EXPECT_EQ(a.activation.name(), "tanh");
  EXPECT_EQ(b.activation.name(), "tanh");
  EXPECT_EQ(c.activation.name(), "exponential");
  EXPECT_EQ((Dense{8, relu}).activation.name(), "relu");
  EXPECT_EQ(Dense{}.activation.name(), "linear");
  EXPECT_NEAR(tanh(0.5) + exp(0.5), 2.1108384, 1e-6);  // and the numbers still have theirs
}

TEST(Activations, Formulas) {
  expect_function(linear, [](double x) { return x; });
  expect_function(relu, [](double x) { return max(x, 0.0); });
  expect_function(sigmoid, [](double x) { return 1 / (1 + exp(-x)); });
  expect_function(tanh, [](double x) { return tanh(x); });
  expect_function(elu, [](double x) { return x > 0 ? x : expm1(x); });
  expect_function(selu, [](double x) { return 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * expm1(x)); });
  expect_function(gelu, [](double x) { return 0.5 * x * (1 + erf(x / sqrt(2.0))); });
  expect_function(silu, [](double x) { return x / (1 + exp(-x)); });
  expect_function(softplus, [](double x) { return log1p(exp(x)); });
  expect_function(softsign, [](double x) { return x / (1 + fabs(x)); });
  expect_function(leaky_relu, [](double x) { return x >= 0 ? x : 0.2 * x; });
  expect_function(exponential, [](double x) { return exp(x); });
}

TEST(Activations, SoftmaxAddsUpToOne) {
  const Array x{{1, 2, 3}, {1000, 0, -1000}};
  const Array p = glia::tests::value_of(softmax(x));
  expect_near(p, {0.09003057, 0.24472847, 0.66524096, 1, 0, 0});
  expect_near(glia::tests::value_of(softmax(x, 0)), {0, 0.880797, 1, 1, 0.119203, 0});
  expect_near(glia::tests::value_of(log_softmax(x)), {-2.407606, -1.407606, -0.407606, 0, -1000, -2000});
}

TEST(Activations, ParametersStandInSecondOverloads) {
  using glia::tests::value_of;
  expect_near(value_of(relu(kPoints, 0.1)), {-0.3, -0.05, 0, 0.5, 3});
  expect_near(value_of(relu(kPoints, 0, 2)), {0, 0, 0, 0.5, 2});
  expect_near(value_of(relu(kPoints, 0.1, 2, 0.25)), {-0.325, -0.075, -0.025, 0.5, 2});
  expect_near(value_of(elu(kPoints, 2)), {2 * expm1(-3), 2 * expm1(-0.5), 0, 0.5, 3});
  expect_near(value_of(leaky_relu(kPoints, 0.5)), {-1.5, -0.25, 0, 0.5, 3});
  expect_near(value_of(gelu(kPoints, true)), {-0.00363739, -0.15428599, 0, 0.34571401, 2.9963627});
}

TEST(Activations, LargeNumbersStayFinite) {
  const Array x{-200, 200};
  expect_near(glia::tests::value_of(softplus(x)), {0, 200});
  expect_near(glia::tests::value_of(elu(x)), {-1, 200});
  expect_near(glia::tests::value_of(silu(x)), {0, 200});
}

TEST(Activations, ImpossibleArgumentsAreRefused) {
  using glia::tests::message_of;
  EXPECT_EQ(message_of([] { celu(kPoints, 0); }), "celu: The alpha divides x and must not be 0.");
  EXPECT_EQ(message_of([] { squareplus(kPoints, -1); }).find("squareplus: The b must not be below 0"), 0U);
  EXPECT_EQ(message_of([] { glu(kPoints); }).find("glu: The axis is cut into two halves, and must have an even size"),
            0U);
  EXPECT_THROW(glu(kPoints, 1), Error);
}

TEST(Activations, SparsemaxOfManyNumbersFarApart) {
  expect_near(glia::tests::value_of(sparsemax(Array{{1e6, 1e6 - 0.5, 0}, {-3, -3, -3}})),
              {0.75, 0.25, 0, 1 / 3.0, 1 / 3.0, 1 / 3.0});
}

TEST(ActivationFn, NamesAndConfiguration) {
  EXPECT_EQ(ActivationFn("hard_swish").name(), "hard_silu");
  EXPECT_EQ(ActivationFn(glu).name(), "glu");
  EXPECT_EQ(ActivationFn("swish").name(), "silu");
  EXPECT_EQ(ActivationFn("LogSoftmax").name(), "log_softmax");
  EXPECT_EQ(to_config(ActivationFn(relu)), Value("relu"));
  ActivationFn f("relu");
  from_config(nullptr, f);
  EXPECT_EQ(f.name(), "linear");
  const ActivationFn own([](Tensor x) { return gelu(x, true); });
  EXPECT_EQ(own.name(), "");
  EXPECT_THROW(to_config(own), UnsupportedError);
}

TEST(ActivationFn, UnknownNamesGetTheNearestOnes) {
  const string text = glia::tests::message_of([] { ActivationFn("rellu"); });
  EXPECT_EQ(text.find("activation: No activation has the name 'rellu'. Did you mean"), 0U) << text;
  EXPECT_NE(text.find("'relu'"), string::npos) << text;
}

}  // namespace
