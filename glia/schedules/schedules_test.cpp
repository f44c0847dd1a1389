#include "glia/schedules/cosine_decay.hpp"
#include "glia/schedules/cosine_decay_restarts.hpp"
#include "glia/schedules/exponential_decay.hpp"
#include "glia/schedules/inverse_square_root.hpp"
#include "glia/schedules/inverse_time_decay.hpp"
#include "glia/schedules/piecewise_constant_decay.hpp"
#include "glia/schedules/polynomial_decay.hpp"
#include "testing/value_of.hpp"

namespace glia {
namespace {

using tests::message_of;

/// The rates at steps 0, 5, 6, 15 and 40, against those of Keras 3.15.
void expect_rates(const Schedule& schedule, const std::vector<double>& expected) {
  const std::vector<double> steps{0, 5, 6, 15, 40};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Array rate = tests::value_of(schedule(Tensor(Array{steps[i]}.reshape(Shape{}))));
    EXPECT_EQ(rate.dtype(), DType(f32));
    EXPECT_NEAR(rate.item(), expected[i], 1e-7) << steps[i];
  }
  EXPECT_EQ(detail::make_schedule(schedule.config()).config(), schedule.config());
}

TEST(Schedules, FollowKeras) {
  using namespace schedules;
  expect_rates(ExponentialDecay{0.1, 10, 0.5}, {0.1, 0.070710681, 0.06597539, 0.035355341, 0.0062500001});
  expect_rates(ExponentialDecay{0.1, 10, 0.5, true}, {0.1, 0.1, 0.1, 0.050000001, 0.0062500001});
  expect_rates(InverseTimeDecay{0.1, 10, 0.5}, {0.1, 0.079999998, 0.07692308, 0.057142857, 0.033333335});
  expect_rates(InverseTimeDecay{0.1, 10, 0.5, true}, {0.1, 0.1, 0.1, 0.06666667, 0.033333335});
  expect_rates(PiecewiseConstantDecay{{5, 10}, {1, 0.5, 0.1}}, {1, 1, 0.5, 0.1, 0.1});
  expect_rates(CosineDecay{0.1, 20, 0.1}, {0.1, 0.086819813, 0.081450336, 0.023180196, 0.010000001});
  expect_rates(CosineDecay{.initial_learning_rate = 0.1, .decay_steps = 20, .warmup_target = 0.5, .warmup_steps = 10},
               {0.1, 0.30000001, 0.34, 0.42677671, 0});
}

// Equation 3 of the paper, by hand.
TEST(Schedules, InverseSquareRootRisesThenFalls) {
  expect_rates(schedules::InverseSquareRoot{64, 10}, {0.0039528471, 0.023717082, 0.027669930, 0.03125, 0.0195217625});
  expect_rates(schedules::InverseSquareRoot{64, 10, 2}, {0.0079056942, 0.047434165, 0.055339859, 0.0625, 0.039043525});
}

TEST(Schedules, RestartsKeepTheirStepsInF32) {  // where floor(log(…)/log(…)) is one short in f32
  const Schedule schedule = schedules::CosineDecayRestarts{1, 10, 3};
  for (const double start : {0, 10, 40, 130, 400, 1210, 3640, 10930}) {
    EXPECT_NEAR(tests::value_of(schedule(Tensor(Array{start}.reshape(Shape{})))).item(), 1, 1e-6) << start;
  }
  const Schedule equal = schedules::CosineDecayRestarts{1, 7, 1};
  for (double start = 0; start < 7000; start += 7) {
    EXPECT_NEAR(tests::value_of(equal(Tensor(Array{start}.reshape(Shape{})))).item(), 1, 1e-6) << start;
  }
}

TEST(Schedules, Errors) {
  using namespace schedules;
  const auto message = [](const Schedule& s) { return message_of([&] { (void)s(1.0); }); };
  EXPECT_EQ(message(ExponentialDecay{0.1, 0, 0.5}),
            "ExponentialDecay: decay_steps must be above 0. Received 0.000000.");
  EXPECT_EQ(message(CosineDecay{0.1, -1}), "CosineDecay: decay_steps must be above 0. Received -1.000000.");
  EXPECT_EQ(message(PolynomialDecay{0.1, 0}), "PolynomialDecay: decay_steps must be above 0. Received 0.000000.");
  EXPECT_EQ(message(CosineDecayRestarts{0.1, 0}), "SGDRDecay: first_decay_steps must be above 0. Received 0.000000.");
  EXPECT_EQ(message(CosineDecayRestarts{0.1, 2, 0.5}).substr(0, 34), "SGDRDecay: t_mul must be at least ");
  EXPECT_EQ(message(InverseSquareRoot{.warmup_steps = 0}).substr(0, 61),
            "InverseSquareRoot: d_model and warmup_steps must be above 0. ");
  EXPECT_EQ(message(PiecewiseConstantDecay{{1, 2}, {1, 2}}),
            "PiecewiseConstant: There is one value more than boundaries. Expected 3 values, received 2.");
  EXPECT_EQ(message(PiecewiseConstantDecay{{2, 1}, {1, 2, 3}}),
            "PiecewiseConstant: The boundaries must increase. Received 2.000000 before 1.000000.");
}

}  // namespace
}  // namespace glia
