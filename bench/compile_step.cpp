// Time of a training step of dense128 (batch 32) by fit() and by compile_step() on batches taken with rows(), and the
// same without work to do (one weight): what is left there is the overhead. One thread.
#include <glia/glia.hpp>

#include "bench/pairs.hpp"

using namespace glia;

namespace {

void compare(const char* name, const Sequential& model, const char* loss_name, const Array& x, const Array& y,
             bool scaled) {
  constexpr std::int64_t kBatch = 32;
  const std::int64_t steps = x.dim(0) / kBatch;
  const Data all = scaled ? Data(x / 255.0) : Data(x);
  model.compile({.optimizer = Adam{}, .loss = loss_name});
  const Optimizer adam = Adam{};
  const Loss loss_of = loss_name;
  auto step = compile_step([&](const Tensor& a, const Tensor& b) {
    Tensor loss = loss_of.reduced(b, model(a));
    adam.apply(grad(loss, model.trainable_weights()));
    return loss;
  });
  const auto by_fit = [&] { model.fit(all, y, {.verbose = 0, .shuffle = false}); };
  const auto by_step = [&] {
    for (std::int64_t row = 0; row < steps * kBatch; row += kBatch) {
      const Array batch = x.rows(row, row + kBatch);
      if (scaled) {
        step(batch / 255.0, y.rows(row, row + kBatch));
      } else {
        step(batch, y.rows(row, row + kBatch));
      }
    }
  };
  compare_pairs(name, "fit", by_fit, "compile_step", by_step, static_cast<double>(steps));
}

}  // namespace

int main() {
  set_threads(1);
  const Array noise = numpy::RandomState(1).rand({9600, 784});
  const Array labels = Array(Shape{9600}, u8);
  const auto dense128 = [] { return Sequential{Input{784}, Dense{128, "relu"}, Dense{10, "softmax"}}; };
  compare("dense128, f32", dense128(), "sparse_categorical_crossentropy", noise.cast(f32), labels, false);
  Array bytes(noise.shape(), u8);
  for (std::int64_t i = 0; i < bytes.size(); ++i) bytes.set(i, 255 * noise.get(i));
  compare("dense128, u8 / 255", dense128(), "sparse_categorical_crossentropy", bytes, labels, true);
  const Array x = numpy::RandomState(2).rand({9600, 1}).cast(f32);
  compare("one weight", Sequential{Input{1}, Dense{1}}, "mse", x, x, false);
}
