#include <gtest/gtest.h>

#include "glia/graph/node.hpp"
#include "glia/optimizers/sgd.hpp"
#include "glia/schedules/schedule.hpp"
#include "testing/golden.hpp"

// Keras's learning rate schedules at iterations 0 … 19.
namespace glia {
namespace {

using namespace tests;

TEST(SchedulesGolden, RatesOf20Iterations) {
  const int ran = for_each_case("schedules", [](const std::string& key, const Value& at) {
    const Schedule schedule = detail::make_schedule(class_of(at, "schedule"));
    const Optimizer optimizer = SGD{.learning_rate = schedule};
    const Array rates = array_of(at["rates"]);
    Array doubles(rates.shape(), f64);
    Array singles(rates.shape(), f32);
    for (std::int64_t i = 0; i < rates.size(); ++i) {
      Array step(Shape{}, f64);
      step.set(0, static_cast<double>(i));
      doubles.set(i, eval_on_threads(schedule(step)).item());
      optimizer.set_iterations(i);
      singles.set(i, optimizer.learning_rate());
    }
    expect_golden("schedules", key, "rates", doubles, rates);
    expect_golden("schedules", key, "rates in f32", singles, rates);
  });
  EXPECT_GE(ran, 23);
  expect_all_exceptions_met("schedules");
}

}  // namespace
}  // namespace glia
