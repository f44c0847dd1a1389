// Times one workload through the public API, as a user writes it, and prints one JSON line in the form of peers.py:
//   steps dense128|dense128x2|dense512x2|square|line [--data DIR] [--threads N] [--epochs N] [--seed N]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "glia/base/sha256.hpp"
#include "glia/glia.hpp"

using namespace glia;
using Clock = std::chrono::steady_clock;

namespace {

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

struct Options {
  std::string workload, data;
  int threads = 0, epochs = 0, seed = 0;
};

struct Job {
  Sequential model;
  Array x, y, test_x, test_y;  // x of pictures is divided by 255 on the way
  bool pictures = false;
  Dim batch = 32, epochs = 5;
};

struct EpochClock {
  std::vector<double>* times;
  Clock::time_point start;
  void on_epoch_begin(FitContext&) { start = Clock::now(); }
  void on_epoch_end(FitContext&) { times->push_back(since(start)); }
};

long memory_kb(const char* field) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind(field, 0) == 0) return std::atol(line.c_str() + std::string(field).size() + 1);
  }
  return 0;
}

Job pictures(const Options& options, const std::vector<int>& hidden, const Optimizer& optimizer, int batch,
             int epochs) {
  Job job;
  job.pictures = true;
  job.batch = batch;
  job.epochs = epochs;
  if (options.data.empty()) {
    job.x = (numpy::RandomState(0).rand({60000, 28, 28})).cast(u8);
    job.y = Array(Shape{60000}, u8);
    for (int i = 0; i < 60000; ++i) job.y(i) = i * 7 % 10;
  } else {
    const std::filesystem::path folder(options.data);
    job.x = read_idx(folder / "train-images-idx3-ubyte.gz");
    job.y = read_idx(folder / "train-labels-idx1-ubyte.gz");
    job.test_x = read_idx(folder / "t10k-images-idx3-ubyte.gz");
    job.test_y = read_idx(folder / "t10k-labels-idx1-ubyte.gz");
  }
  job.model = Sequential{Input{28, 28}, Flatten{}};
  for (const int units : hidden) job.model.add(Dense{units, "relu"});
  job.model.add(Dense{10, "softmax"});
  job.model.compile({.optimizer = optimizer, .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  return job;
}

Job regression(bool square) {
  Job job;
  job.epochs = 1000;
  numpy::RandomState random(0);
  if (square) {
    job.x = random.rand({100, 1}).cast(f32);
    job.y = Array(job.x.shape());
    for (int i = 0; i < 100; ++i) job.y(i, 0) = job.x(i, 0) * job.x(i, 0);
  } else {
    job.x = numpy::linspace(-1, 1, 100).reshape({100, 1}).cast(f32);
    const Array noise = random.randn({100, 1});
    job.y = Array(job.x.shape());
    for (int i = 0; i < 100; ++i) job.y(i, 0) = 2 * job.x(i, 0) + 3 + 0.1 * noise(i, 0);
  }
  job.model = Sequential{Input{1}, Dense{1}};
  job.model.compile({.optimizer = square ? Optimizer(Adam{.learning_rate = 0.01}) : Optimizer("sgd"), .loss = "mse"});
  return job;
}

Job make(const Options& options) {
  const std::string& w = options.workload;
  if (w == "dense128") return pictures(options, {128}, "adam", 32, 5);
  if (w == "dense128x2") return pictures(options, {128, 128}, "adam", 32, 5);
  if (w == "dense512x2")
    return pictures(options, {512, 512}, SGD{.learning_rate = 0.01, .momentum = 0.9, .nesterov = true}, 128, 3);
  if (w == "square" || w == "line") return regression(w == "square");
  throw ValueError({.where = "steps",
                    .rule = "No workload has the name '" + w + "'",
                    .hint = "Known: dense128 dense128x2 dense512x2 square line"});
}

std::string weights_hash(const Model& model) {
  detail::Sha256 hash;
  for (const Array& w : model.get_weights()) hash.update({w.raw(), static_cast<std::size_t>(w.bytes())});
  return hash.hex();
}

int run(const Options& options) {
  if (options.threads > 0) set_threads(options.threads);
  Job job = make(options);
  if (options.epochs > 0) job.epochs = options.epochs;
  const Data x = job.pictures ? Data(job.x / 255.0) : Data(job.x);

  std::vector<double> times;
  // The first step alone, on a copy of the job, so that the epochs are timed without a callback a step.
  double first_step = 0;
  {
    Job trial = make(options);
    const Clock::time_point start = Clock::now();
    trial.model.fit(x, job.y, {.batch_size = job.batch, .verbose = 0, .steps_per_epoch = 1, .seed = options.seed});
    first_step = since(start);
  }
  std::ofstream("/proc/self/clear_refs") << "5";  // forgets the peak of loading
  const long base = memory_kb("VmHWM:");
  const History history = job.model.fit(x, job.y,
                                        {.batch_size = job.batch,
                                         .epochs = job.epochs,
                                         .verbose = 0,
                                         .callbacks = {EpochClock{&times, {}}},
                                         .seed = options.seed});
  const long peak = memory_kb("VmHWM:");
  const std::string hash = weights_hash(job.model);

  double best = times[0];
  for (const double t : times) best = std::min(best, t);
  const std::int64_t steps = (job.x.dim(0) + job.batch - 1) / job.batch;
  std::printf(
      "{\"system\": \"glia\", \"workload\": \"%s\", \"us_per_step\": %.2f, \"first_epoch_s\": %.4f, \"import_s\": 0.0, "
      "\"loss\": %.6g",
      options.workload.c_str(), best / static_cast<double>(steps) * 1e6, times[0], history["loss"].back());
  if (!job.test_x.empty()) {
    std::printf(", \"accuracy\": %.4f", job.model.evaluate(job.test_x / 255.0, job.test_y, {.verbose = 0})["accuracy"]);
  }
  const Array row = job.pictures ? (job.x.rows(0, 1) / 255.0).eval() : job.x.rows(0, 1);
  for (int i = 0; i < 10; ++i) (void)job.model.predict(row);
  constexpr int kCalls = 1000;
  const Clock::time_point start = Clock::now();
  for (int i = 0; i < kCalls; ++i) (void)job.model.predict(row);
  std::printf(
      ", \"predict1_us\": %.2f, \"first_step_ms\": %.3f, \"threads\": %d, \"max_rss_mb\": %ld, \"rss_over_start_mb\": "
      "%ld, \"weights_sha256\": \"%s\"}\n",
      since(start) / kCalls * 1e6, first_step * 1e3, threads(), peak / 1024, (peak - base) / 1024, hash.c_str());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const auto value = [&] { return std::string(i + 1 < argc ? argv[++i] : ""); };
    if (word == "--data") {
      options.data = value();
    } else if (word == "--threads") {
      options.threads = std::atoi(value().c_str());
    } else if (word == "--seed") {
      options.seed = std::atoi(value().c_str());
    } else if (word == "--epochs") {
      options.epochs = std::atoi(value().c_str());
    } else {
      options.workload = word;
    }
  }
  try {
    return run(options);
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
