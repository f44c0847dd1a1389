#include <algorithm>
#include <gtest/gtest.h>

#include "glia/layers/activation_fn.hpp"
#include "glia/layers/activations.hpp"
#include "glia/ops/math.hpp"
#include "glia/passes/grad.hpp"
#include "testing/golden.hpp"

// Keras's activations and their gradients.
namespace glia {
namespace {

using namespace tests;

ActivationFn function_of(const Value& at) {
  const std::string name = at["function"].as_string();
  const Value& arguments = at["arguments"];
  if (arguments.size() == 0) return name;
  const auto number = [&](const char* key, double otherwise) {
    const Value* found = arguments.find(key);
    return found == nullptr ? otherwise : found->as_double();
  };
  if (name == "relu") {
    const double slope = number("negative_slope", 0);
    const double most = number("max_value", std::numeric_limits<double>::infinity());
    const double threshold = number("threshold", 0);
    return [=](Tensor x) { return relu(x, slope, most, threshold); };
  }
  if (name == "leaky_relu") return [slope = number("negative_slope", 0)](Tensor x) { return leaky_relu(x, slope); };
  if (name == "elu") return [alpha = number("alpha", 1)](Tensor x) { return elu(x, alpha); };
  if (name == "celu") return [alpha = number("alpha", 1)](Tensor x) { return celu(x, alpha); };
  if (name == "soft_shrink") return [t = number("threshold", 0.5)](Tensor x) { return soft_shrink(x, t); };
  if (name == "hard_shrink") return [t = number("threshold", 0.5)](Tensor x) { return hard_shrink(x, t); };
  if (name == "squareplus") return [b = number("b", 4)](Tensor x) { return squareplus(x, b); };
  if (name == "glu") return [axis = static_cast<int>(number("axis", -1))](Tensor x) { return glu(x, axis); };
  if (name == "sparsemax")
    return [axis = static_cast<int>(number("axis", -1))](Tensor x) { return sparsemax(x, axis); };
  if (name == "threshold") {
    return [t = number("threshold", 0), otherwise = number("default_value", 0)](Tensor x) {
      return threshold(x, t, otherwise);
    };
  }
  if (name == "softmax") return [axis = static_cast<int>(number("axis", -1))](Tensor x) { return softmax(x, axis); };
  if (name == "log_softmax")
    return [axis = static_cast<int>(number("axis", -1))](Tensor x) { return log_softmax(x, axis); };
  EXPECT_EQ(name, "gelu");
  return [approximate = arguments["approximate"].as_bool()](Tensor x) { return gelu(x, approximate); };
}

struct Computed {
  Array value, gradient;
};

Computed computed(const Value& at, const Array& x, const Array& cotangent) {
  const Tensor in = x;
  const Tensor out = function_of(at)(in);
  return {eval_on_threads(out), eval_on_threads(grad(cotangent.empty() ? out : out * cotangent, {in})[0])};
}

Array noise_of(const Value& drawn) { return noise(drawn[0].as_int(), shape_of(drawn[1]), drawn[2].as_double()); }

/// At a kink either slope is right: there `gradient` takes the other's number.
void agree_at_kinks(const Value& at, const Array& x, Array& gradient, const Array& other) {
  const Value* kinks = at.find("kinks");
  if (kinks == nullptr) return;
  for (const double kink : array_of(*kinks)) {
    for (std::int64_t i = 0; i < x.size(); ++i) {
      if (x.get(i) == kink) gradient.set(i, other.get(i));
    }
  }
}

TEST(ActivationsGolden, ValuesAndGradients) {
  const Array grid = array_of(golden("activations")["elementwise_x"]);
  const int ran = for_each_case("activations", [&](const std::string& key, const Value& at) {
    const Value* drawn = at.find("noise");
    const bool rows = at.find("x") != nullptr;
    const Array x = drawn != nullptr ? noise_of(*drawn) : rows ? array_of(at["x"]) : grid;
    const Array cotangent = drawn != nullptr ? noise(900, array_of(at["value"]).shape())
                            : rows           ? array_of(at["cotangent"])
                                             : Array();
    Computed doubles = computed(at, x, cotangent);
    expect_golden("activations", key, "value", doubles.value, array_of(at["value"]));
    const Array expected = array_of(at["gradient"]);
    agree_at_kinks(at, x, doubles.gradient, expected);
    expect_golden("activations", key, "gradient", doubles.gradient, expected);

    const Array x32 = x.cast(f32);
    const Array cotangent32 = cotangent.cast(f32);
    const Computed singles = computed(at, x32, cotangent32);
    const Computed exact = computed(at, x32.cast(f64), cotangent32.cast(f64));
    const double length = (rows || drawn != nullptr) && x.rank() > 0 ? static_cast<double>(x.dim(-1)) : 1;
    expect_golden("activations", key, "value in f32", singles.value, exact.value, length);
    expect_golden("activations", key, "gradient in f32", singles.gradient, exact.gradient, length);
  });
  EXPECT_GE(ran, 206);
  expect_all_exceptions_met("activations");
}

}  // namespace
}  // namespace glia
