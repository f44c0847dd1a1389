#include <algorithm>
#include <gtest/gtest.h>

#include "glia/base/threads.hpp"
#include "glia/model/compile_step.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/optimizers/optimizer_state.hpp"
#include "testing/golden.hpp"

// 20 steps of Keras's optimizers on the gradients that tools/goldens/optimizer_steps.py describes.
namespace glia {
namespace {

using namespace tests;

constexpr std::int64_t kSteps = 20;
constexpr std::int64_t kAfter[] = {1, 2, 3, 4, 6, 9, 13, 20};

/// Keras's None is 0 here.
Value without_nulls(const Value& arguments) {
  Value out = Value::object({});
  for (const auto& [key, value] : arguments.as_object()) out.set(key, value.is_null() ? Value(0.0) : value);
  return out;
}

Value config_of(const Value& name, const Value& arguments) {
  return Value::object({{"class_name", name}, {"config", without_nulls(arguments)}});
}

Optimizer optimizer_of(const Value& at) {
  Value arguments = at["arguments"];
  if (const Value* schedule = at.find("schedule")) {
    arguments.set("learning_rate", config_of(schedule->as_list()[0], schedule->as_list()[1]));
  }
  if (const Value* inner = at.find("inner")) {
    arguments.set("inner_optimizer", config_of(inner->as_list()[0], inner->as_list()[1]));
  }
  const Optimizer out = detail::make_optimizer(config_of(at["optimizer"], arguments));
  if (const Value* names = at.find("undecayed")) {
    std::vector<std::string> patterns;
    for (const Value& name : names->as_list()) patterns.push_back(name.as_string());
    out.exclude_from_weight_decay({}, patterns);
  }
  return out;
}

std::vector<Variable> chosen_variables(const Value& list, DType dtype) {
  std::vector<Variable> out;
  for (const Value& v : list.as_list()) {
    const Shape shape = shape_of(v[2]);
    out.emplace_back(v[0].as_string(), shape, dtype);
    out.back().assign(noise(v[1].as_int(), shape, v[3].as_double()));
  }
  return out;
}

std::vector<Variable> variables(const Value& at, DType dtype) {
  if (const Value* list = at.find("variables")) return chosen_variables(*list, dtype);
  const struct {
    const char* path;
    std::int64_t first;
    Shape shape;
    double scale;
  } all[] = {{"dense/kernel", 50, {2, 3}, 0.8},
             {"dense/bias", 80, {3}, 0.5},
             {"token_embedding/weights", 90, {3, 2}, 0.6},
             {"conv/kernel", 110, {2, 1, 2, 2}, 0.7}};
  std::vector<Variable> out;
  for (const auto& v : all) {
    out.emplace_back(v.path, v.shape, dtype);
    out.back().assign(noise(v.first, v.shape, v.scale));
  }
  return out;
}

Array flat(const std::vector<Variable>& all) {
  std::vector<double> out;
  for (const Variable& v : all) {
    const Array values = v.value();
    out.insert(out.end(), values.begin(), values.end());
  }
  return Array(out);
}

/// The numbers of steps after which the weights are known.
std::vector<std::int64_t> steps_of(const Value& at) {
  const Value* own = at.find("after");
  if (own == nullptr) return {std::begin(kAfter), std::end(kAfter)};
  std::vector<std::int64_t> out;
  for (const Value& step : own->as_list()) out.push_back(step.as_int());
  return out;
}

/// The gradients of step s as one row, multiplied by `scale`.
Array gradients(const Value& at, std::int64_t s, const std::vector<Variable>& all, double scale) {
  const std::int64_t first = (at.find("first") != nullptr ? at["first"].as_int() : 1000) + 64 * s;
  std::vector<double> out;
  for (std::size_t v = 0; v < all.size(); ++v) {
    const Array g = noise(first + 16 * static_cast<std::int64_t>(v), all[v].shape(), 1.0 + static_cast<double>(s % 3));
    for (const double x : g) out.push_back(x * scale);
  }
  if (const Value* infinite = at.find("infinite")) {
    for (const Value& step : infinite->as_list()) {
      if (step.as_double() == static_cast<double>(s)) out[0] = std::numeric_limits<double>::infinity();
    }
  }
  return Array(out).reshape({1, static_cast<std::int64_t>(out.size())});
}

/// Variables, an optimizer and the weights after some of the steps.
struct Steps20 {
  Steps20(const Value& at, DType dtype) : optimizer(optimizer_of(at)), all(variables(at, dtype)), steps(steps_of(at)) {
    const auto step = compile_step([this](Tensor x) {
      const Tensor row = ops::sum(x, 0);
      Tensors split;
      std::int64_t from = 0;
      for (const Variable& v : all) {
        const std::int64_t to = from + v.shape().elements();
        split.push_back(ops::reshape(ops::slice(row, {from}, {to}), v.shape()));
        from = to;
      }
      optimizer.apply(all, split);
      return optimizer.scale_loss(ops::sum(x, 1) * 0 + 1);
    });
    double scale = at.find("scale_by") != nullptr ? at["scale_by"].as_double() : 1;
    std::vector<double> weights;
    for (std::int64_t s = 0; s < kSteps; ++s) {
      if (at.find("inner") != nullptr) scale = optimizer.state().dynamic_scale.value().item();
      const Array scaled = step(gradients(at, s, all, scale).cast(dtype));
      if (at.find("infinite") == nullptr) {
        EXPECT_EQ(scaled.get(0), scale);
      }
      if (std::find(steps.begin(), steps.end(), s + 1) == steps.end()) continue;
      for (const double w : flat(all)) weights.push_back(w);
    }
    const auto count = static_cast<std::int64_t>(steps.size());
    after = Array(weights).reshape({count, static_cast<std::int64_t>(weights.size()) / count});
  }

  Optimizer optimizer;
  std::vector<Variable> all;
  std::vector<std::int64_t> steps;
  Array after;
};

void expect_state(const std::string& key, const Value& state, const Steps20& run, const std::string& in,
                  double length) {
  const detail::OptimizerState& core = run.optimizer.state().core();
  EXPECT_EQ(core.iterations.value().item(), state["iteration"].as_double());
  std::size_t slots = 0;
  for (const auto& [slot, values] : state.as_object()) {
    if (slot == "iteration") continue;
    if (slot == "numbers") {
      EXPECT_EQ(run.optimizer.state().dynamic_scale.value().item(), values["dynamic_scale"].as_double());
      EXPECT_EQ(run.optimizer.state().step_counter.value().item(), values["step_counter"].as_double());
      continue;
    }
    for (std::size_t v = 0; v < run.all.size(); ++v) {
      const auto* found = core.find(run.all[v], slot);
      const Value& expected = values.as_list()[v];
      ASSERT_EQ(found == nullptr, expected.is_null()) << slot << " of " << run.all[v].path();
      if (found == nullptr) continue;
      ++slots;
      const Array numbers = array_of(expected);
      expect_golden("optimizer_steps", key, slot + " of " + run.all[v].path() + in,
                    found->variable.value().reshape(numbers.shape()), numbers, length);
    }
  }
  std::size_t unknown = 0;  // Keras does not list Nadam's product among the variables' slots
  for (const auto& s : core.slots) unknown += s.name == "u_product";
  EXPECT_EQ(core.slots.size(), slots + unknown);
}

TEST(OptimizerStepsGolden, WeightsAndStateOf20Steps) {
  EXPECT_EQ(golden("optimizer_steps")["after"].as_list().size(), std::size(kAfter));
  const int ran = for_each_case("optimizer_steps", [](const std::string& key, const Value& at) {
    const Array expected = array_of(at["weights"]);
    const Steps20 doubles(at, f64);
    expect_golden("optimizer_steps", key, "weights", doubles.after, expected, 1);
    expect_state(key, at["state"], doubles, "", 1);
    const Steps20 singles(at, f32);
    expect_golden("optimizer_steps", key, "weights in f32", singles.after.cast(f32), expected, 20 * kSteps);
    expect_state(key, at["state"], singles, " in f32", 20 * kSteps);
    set_threads(3);
    EXPECT_TRUE(same_bits(Steps20(at, f32).after, singles.after));
    set_threads(0);
  });
  EXPECT_GE(ran, 200);
  expect_all_exceptions_met("optimizer_steps");
}

}  // namespace
}  // namespace glia
