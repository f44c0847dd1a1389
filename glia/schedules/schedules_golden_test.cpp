#include <gtest/gtest.h>

#include "glia/graph/node.hpp"
#include "glia/optimizers/sgd.hpp"
#include "glia/schedules/schedule.hpp"
#include "testing/golden.hpp"

// Keras's learning rate schedules at iterations 0 … 19.
namespace glia {
namespace {

using namespace tests;

const std::vector<std::pair<std::string, std::string>> kMissing = {
    {"cosine_restarts", "no CosineDecayRestarts"},
    {"polynomial", "no PolynomialDecay"},
    {"polynomial_cycle", "no PolynomialDecay"},
};

TEST(SchedulesGolden, RatesOf20Iterations) {
  const int ran = for_each_case(
      "schedules",
      [](const std::string&, const Value& at) {
        const Schedule schedule = detail::make_schedule(class_of(at, "schedule"));
        const Optimizer optimizer = SGD{.learning_rate = schedule};
        const Array rates = array_of(at["rates"]);
        for (std::int64_t i = 0; i < rates.size(); ++i) {
          const double rate = rates.get(i);
          Array step(Shape{}, f64);
          step.set(0, static_cast<double>(i));
          EXPECT_NEAR(eval_on_threads(schedule(step)).item(), rate, 1e-9 * rate + 1e-17) << "iteration " << i;
          optimizer.set_iterations(i);
          EXPECT_NEAR(optimizer.learning_rate(), rate, 1e-6 * rate + 1e-9) << "iteration " << i << " in f32";
        }
      },
      kMissing);
  EXPECT_GE(ran, 10);
}

}  // namespace
}  // namespace glia
