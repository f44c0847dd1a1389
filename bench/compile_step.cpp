// Time of a training step of dense128 (batch 32) by fit() and by compile_step() on batches taken with rows(), and the
// same without work to do (one weight): what is left there is the overhead. Medians of alternating rounds.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <glia/glia.hpp>
#include <vector>

using namespace glia;

namespace {

double seconds(const std::function<void()>& f) {
  const auto start = std::chrono::steady_clock::now();
  f();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void compare(const char* name, const Sequential& model, const char* loss_name, const Array& x, const Array& y,
             bool scaled) {
  constexpr std::int64_t kBatch = 32;
  const std::int64_t steps = x.dim(0) / kBatch;
  const Data all = scaled ? Data(x / 255.0) : Data(x);
  model.compile({.optimizer = Adam{}, .loss = loss_name});
  const Optimizer adam = Adam{};
  const Loss loss_of = loss_name;
  auto step = compile_step([&](Tensor a, Tensor b) {
    Tensor loss = loss_of.reduced(b, model(a));
    adam.apply(grad(loss, model.trainable_weights()));
    return loss;
  });
  std::vector<double> by_fit, by_step;
  for (int round = 0; round < 9; ++round) {
    by_fit.push_back(seconds([&] { model.fit(all, y, {.verbose = 0, .shuffle = false}); }));
    by_step.push_back(seconds([&] {
      for (std::int64_t row = 0; row < steps * kBatch; row += kBatch) {
        const Array batch = x.rows(row, row + kBatch);
        if (scaled) {
          step(batch / 255.0, y.rows(row, row + kBatch));
        } else {
          step(batch, y.rows(row, row + kBatch));
        }
      }
    }));
  }
  const double fit_us = median(by_fit) * 1e6 / static_cast<double>(steps);
  const double step_us = median(by_step) * 1e6 / static_cast<double>(steps);
  std::printf("%-24s fit %8.2f us   compile_step %8.2f us   ratio %.3f\n", name, fit_us, step_us, step_us / fit_us);
}

}  // namespace

int main() {
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
