#include <cstring>

#include "glia/layers/conv2d.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/global_average_pooling2d.hpp"
#include "glia/model/model_state.hpp"
#include "glia/model/source.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "testing/golden.hpp"
#include "testing/tolerance.hpp"

namespace glia {
namespace {

using tests::noise;

/// Rows that a prediction of these takes at once.
std::int64_t rows_at_once(const Model& model, const Array& x) {
  return detail::predict_program(model.state(), detail::Source(Data(x), "x"), x.dim(0))->capacity();
}

TEST(PredictRows, LargePicturesGoThroughAFewAtATimeWithTheSameBits) {
  const Sequential model{
      Input{160, 160, 3}, Conv2D{.filters = 64, .kernel_size = 3, .padding = "same", .activation = "relu"},
      Conv2D{.filters = 64, .kernel_size = 1, .strides = 2}, GlobalAveragePooling2D{}, Dense{5, "softmax"}};
  const Array x = noise(1, {9, 160, 160, 3}).cast(f32);
  const Array together = model.predict(x, {.batch_size = 9});
  EXPECT_LT(rows_at_once(model, x), 9);
  EXPECT_EQ(model.predict(x, {.batch_size = 9}).shape(), (Shape{9, 5}));  // by the program that is kept for arrays
  const Array alone = model.predict(x, {.batch_size = 1});
  ASSERT_EQ(together.shape(), alone.shape());
  EXPECT_EQ(std::memcmp(together.raw(), alone.raw(), static_cast<std::size_t>(alone.bytes())), 0);
}

TEST(PredictRows, RowsThatMeetStayTogether) {
  const Sequential model{Input{1 << 20}, [](const Tensor& x) { return x - ops::mean(x, {0}, true); },
                         [](const Tensor& x) { return ops::sum(ops::square(x), {1}, true); }};
  const Array x = noise(2, {8, 1 << 20}).cast(f32);
  EXPECT_EQ(rows_at_once(model, x), 8);
  const Tensor all(x);
  EXPECT_TRUE(tests::near(model.predict(x, {.batch_size = 8}),
                          ops::sum(ops::square(all - ops::mean(all, {0}, true)), {1}, true).eval(), {1e-4, 1e-4}));
}

TEST(PredictRows, LargeWeightsAreReadOnce) {
  const Sequential model{Input{1024}, Dense{4096, "relu"}, Dense{4096, "relu"}, Dense{1}};
  EXPECT_EQ(rows_at_once(model, Array(Shape{2048, 1024})), 2048);
}

}  // namespace
}  // namespace glia
