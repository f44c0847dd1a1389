// Data as an expression that mixes rows: computed once over the whole array, not for each batch.
#include "glia/layers/dense.hpp"
#include "glia/model/model.hpp"
#include "glia/model/source.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "testing/golden.hpp"
#include "testing/log_lines.hpp"

namespace glia {
namespace {

using namespace tests;

Array trained(const Data& x, const Array& y) {
  const Sequential model{Input{3}, Dense{1}};
  model.compile({.optimizer = "adam", .loss = "mse"});
  model.fit(x, y, {.batch_size = 8, .epochs = 2, .verbose = 0, .seed = 4});
  return model.predict(x);
}

TEST(RowsMixed, AreStandardisedOverTheWholeArray) {
  const Array x = noise(0, {50, 3}, 10).cast(f32), y = noise(900, {50, 1}).cast(f32);
  const auto standardised = [&] { return (x - ops::mean(x, 0)) / ops::std(x, 0); };
  const Array whole = standardised().eval();
  for (int c = 0; c < 3; ++c) {
    double sum = 0, squares = 0;
    for (int r = 0; r < 50; ++r) {
      sum += whole(r, c);
      squares += whole(r, c) * whole(r, c);
    }
    EXPECT_NEAR(sum / 50, 0, 1e-6);
    EXPECT_NEAR(squares / 50, 1, 1e-5);
  }
  EXPECT_TRUE(same_bits(trained(standardised(), y), trained(whole, y)));
  EXPECT_FALSE(same_bits(trained(standardised(), y), trained(x, y)));
}

TEST(RowsMixed, AreComputedOnceRowByRowNever) {
  const Array x = noise(0, {64, 5}, 10).cast(f32);
  EXPECT_TRUE(detail::Source((x - ops::mean(x, 0)) / ops::std(x, 0), "x").is_plain(0));
  EXPECT_FALSE(detail::Source((x - 3.0) / 2.0, "x").is_plain(0)) << "row by row: stays an expression";
  EXPECT_FALSE(detail::Source(x / Tensor(noise(0, {5})).eval().cast(f32), "x").is_plain(0)) << "one number a column";
  LogLines log("passes");
  const detail::Source source((x - ops::mean(x, 0)) / ops::std(x, 0), "x");
  EXPECT_LE(log.count(kPlanned), 1);
  log.clear();
  (void)source.values(0);
  EXPECT_TRUE(log.all().empty());
}

}  // namespace
}  // namespace glia
