// Numbers that the design promises and no other bench shows, one line each. One thread, processor time of that thread.
#include <cstdio>
#include <cstdlib>
#include <glia/glia.hpp>
#include <string>
#include <string_view>

#include "bench/pairs.hpp"

using namespace glia;

namespace {

struct Job {
  Sequential model;
  Array x, y;
};

Job noise_job(std::initializer_list<int> hidden, const Optimizer& optimizer, Dim rows) {
  Job job{Sequential{Input{784}}, numpy::RandomState(1).rand({rows, 784}).cast(f32), Array(Shape{rows}, u8)};
  for (const int units : hidden) job.model.add(Dense{units, "relu"});
  job.model.add(Dense{10, "softmax"});
  job.model.compile({.optimizer = optimizer, .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  return job;
}

void train(const Job& job, Dim batch) { job.model.fit(job.x, job.y, {.batch_size = batch, .verbose = 0}); }

/// Clipping by the global norm needs all gradients before the first update.
void bench_global_clipnorm() {
  constexpr int kBatch = 128, kSteps = 40;
  const auto job = [](double norm) {
    const SGD nesterov{.learning_rate = 0.01, .momentum = 0.9, .nesterov = true, .global_clipnorm = norm};
    return noise_job({512, 512}, nesterov, kBatch * kSteps);
  };
  const Job plain = job(0), clipped = job(1);
  compare_pairs(
      "global_clipnorm, dense512x2", "without", [&] { train(plain, kBatch); }, "with", [&] { train(clipped, kBatch); },
      kSteps);
}

/// A model without work to do: what a call costs beside the arithmetic.
void bench_predict_overhead() {
  const Sequential model{Input{1}, Dense{1}};
  const Array row(Shape{1, 1});
  constexpr int kCalls = 10'000;
  const auto calls = [&] {
    for (int i = 0; i < kCalls; ++i) (void)model.predict(row);
  };
  calls();
  std::vector<double> rounds(9);
  for (double& us : rounds) us = cpu_seconds(calls) / kCalls * 1e6;
  std::printf("%-30s %.2f us a call\n", "predict, one weight", median(rounds));
}

/// From the call of fit() on a new model to the end of its first step: build, trace, plan, draw, run.
double first_step_ms() {
  const Job job = noise_job({128}, Adam{}, 32);
  return cpu_seconds([&] { train(job, 32); }) * 1e3;
}

/// In new processes, where the code is read from the file for the first time, and again and again in this one.
void bench_first_step(const std::string& program) {
  std::vector<double> cold(15), warm(101);
  for (double& ms : cold) {
    std::FILE* output = popen((program + " first_step").c_str(), "r");
    if (output == nullptr || std::fscanf(output, "%lf", &ms) != 1) std::abort();
    pclose(output);
  }
  for (double& ms : warm) ms = first_step_ms();
  std::printf("%-30s %.2f ms after fit is entered in a new process (best %.2f), %.2f in a warm one (best %.2f)\n",
              "first step of dense128", median(cold), *std::min_element(cold.begin(), cold.end()), median(warm),
              *std::min_element(warm.begin(), warm.end()));
}

struct NewRateEachStep {
  void on_train_batch_end(FitContext& c) {
    c.model().optimizer().set_learning_rate(1e-3 / static_cast<double>(c.step() + 1));
  }
};

void bench_changing_rate() {
  const Job job = noise_job({128}, Adam{}, 3200);
  train(job, 32);
  int planned = 0;
  ::setenv("GLIA_LOG", "plan", 1);
  set_log_sink([&](LogLevel, std::string_view) { ++planned; });
  job.model.fit(job.x, job.y, {.batch_size = 32, .verbose = 0, .callbacks = {NewRateEachStep{}}});
  const int again = planned;
  noise_job({128}, Adam{}, 32).model.summary_text();  // plans two programs, so the counter counts
  set_log_sink({});
  ::unsetenv("GLIA_LOG");
  std::printf("%-30s %d programs planned in 100 steps (%d by a summary)\n", "a new rate each step", again,
              planned - again);
}

/// An LSTM as a user writes it from the formulas: each gate with weights of its own.
struct OwnCell {
  Dim units = 0;
  static void fields(Fields& f) { f("units", &OwnCell::units); }
  std::vector<Dim> state_size() const { return {units, units}; }
  Tensors call(Scope& scope, const Tensors& in) const {
    const auto gate = [&](const std::string& name, const auto& activation) {
      const Initializer glorot("glorot_uniform"), orthogonal("orthogonal");
      return activation(ops::matmul(in[0], scope.weight(name + "_kernel", {in[0].dim(-1), units}, glorot)) +
                        ops::matmul(in[1], scope.weight(name + "_recurrent", {units, units}, orthogonal)) +
                        scope.weight(name + "_bias", {units}, Initializer("zeros")));
    };
    const auto sigmoid = [](const Tensor& x) { return ops::sigmoid(x); };
    const auto tanh = [](const Tensor& x) { return ops::tanh(x); };
    const Tensor c = gate("f", sigmoid) * in[2] + gate("i", sigmoid) * gate("c", tanh);
    const Tensor h = gate("o", sigmoid) * ops::tanh(c);
    return {h, h, c};
  }
};

void bench_own_cell() {
  const auto made = [](const Layer& layer) {
    const Sequential model{Input{80, 128}, layer, Dense{1, "sigmoid"}};
    model.compile({.optimizer = "adam", .loss = "binary_crossentropy"});
    return model;
  };
  const Sequential built_in = made(LSTM{128}), own = made(RNN{.cell = OwnCell{128}});
  const Array x = numpy::RandomState(1).rand({32, 80, 128}).cast(f32), y(Shape{32, 1});
  compare_pairs(
      "an LSTM cell of the user's", "built in", [&] { built_in.train_on_batch(x, y); }, "own",
      [&] { own.train_on_batch(x, y); }, 1);
}

}  // namespace

int main(int argc, char** argv) {
  set_threads(1);
  if (argc > 1 && std::string_view(argv[1]) == "first_step") {
    std::printf("%.4f\n", first_step_ms());
    return 0;
  }
  bench_global_clipnorm();
  bench_predict_overhead();
  bench_first_step(argv[0]);
  bench_changing_rate();
  bench_own_cell();
}
