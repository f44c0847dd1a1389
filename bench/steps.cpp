// Times one workload through the public API, as a user writes it, and prints one JSON line in the form of peers.py:
//   steps dense128|dense128x2|dense512x2|square|line|cnn|lstm|gpt [--data DIR] [--policy NAME] [--threads N] [--epochs
//   N] [--seed N]
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <span>
#include <string>

#include "glia/base/sha256.hpp"
#include "glia/glia.hpp"

using namespace glia;
using Clock = std::chrono::steady_clock;

namespace {

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

struct Options {
  std::string workload, data, policy = "float32";
  int threads = 0, epochs = 0, seed = 0;
};

struct Job {
  Model model = Sequential{};
  Array x, y, test_x, test_y;  // x of pictures is divided by 255 on the way
  bool pictures = false;
  Dim batch = 32, epochs = 5;
};

double cpu_seconds_so_far() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

struct EpochClock {
  std::vector<double>* times;
  std::vector<double>* cpu_times;  // of all threads together
  Clock::time_point start;
  double cpu_start = 0;
  void on_epoch_begin(FitContext&) {  // that one takes 0.4 µs, outside of what the other measures
    cpu_start = cpu_seconds_so_far();
    start = Clock::now();
  }
  void on_epoch_end(FitContext&) {
    times->push_back(since(start));
    cpu_times->push_back(cpu_seconds_so_far() - cpu_start);
  }
};

long memory_kb(const char* field) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind(field, 0) == 0) return std::atol(line.c_str() + std::string(field).size() + 1);
  }
  return 0;
}

/// MNIST, or pictures of noise that take the same time.
Job mnist(const Options& options, int batch, int epochs) {
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
  return job;
}

Job pictures(const Options& options, const std::vector<int>& hidden, const Optimizer& optimizer, int batch,
             int epochs) {
  Job job = mnist(options, batch, epochs);
  Sequential layers{Input{28, 28}, Flatten{}};
  for (const int units : hidden) layers.add(Dense{units, "relu"});
  layers.add(Dense{10, "softmax"});
  job.model = layers;
  job.model.compile({.optimizer = optimizer, .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  return job;
}

Job convolutional(const Options& options) {
  Job job = mnist(options, 128, 3);
  job.x = job.x.rows(0, 12800).reshape({12800, 28, 28, 1});
  job.y = job.y.rows(0, 12800);
  if (!job.test_x.empty()) job.test_x = job.test_x.reshape({job.test_x.dim(0), 28, 28, 1});
  job.model = Sequential{Input{28, 28, 1}, Conv2D{.filters = 32, .kernel_size = 3, .activation = relu},
                         MaxPooling2D{},   Conv2D{.filters = 64, .kernel_size = 3, .activation = relu},
                         MaxPooling2D{},   Flatten{},
                         Dropout{0.5},     Dense{10, softmax}};
  job.model.compile({.optimizer = "adam", .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  return job;
}

/// Random sentences, as in peers.py: they cost the same time.
Array random_words(Dim sentences, Dim length, Dim vocabulary) {
  const Array draws = numpy::RandomState(0).rand({sentences, length});
  Array out(draws.shape(), i32);
  for (std::int64_t i = 0; i < out.size(); ++i) out.set(i, std::floor(draws.get(i) * static_cast<double>(vocabulary)));
  return out;
}

Job recurrent() {
  Job job;
  job.epochs = 3;
  job.x = random_words(3200, 80, 20000);
  job.y = random_words(3200, 1, 2).reshape({3200}).cast(f32);
  job.model = Sequential{Input{80}, Embedding{20000, 128}, LSTM{128}, Dense{1, sigmoid}};
  job.model.compile({.optimizer = "adam", .loss = "binary_crossentropy", .metrics = {"accuracy"}});
  return job;
}

/// A learned vector for each of the steps, added to them.
struct Position {
  static void fields(Fields&) {}
  Tensor call(Scope& scope, const Tensor& x) const {
    return x + scope.weight("embeddings", {x.dim(1), x.dim(2)}, Initializer("zeros"));
  }
};

Job transformer() {
  constexpr Dim kLength = 64;
  constexpr Dim kWords = 65;
  constexpr Dim kWidth = 128;
  constexpr Dim kHeads = 4;
  Job job;
  job.epochs = 4;
  const Array words_and_next = random_words(1280, kLength, kWords);
  job.x = words_and_next.rows(0, 640);
  job.y = words_and_next.rows(640, 1280);
  const Tensor words = Input({kLength}, {.dtype = i32});
  Tensor h = words | Embedding{kWords, kWidth} | Position{};
  for (int block = 0; block < 4; ++block) {
    const Tensor a = h | LayerNormalization{};
    h = h +
        (Tensors{a, a} | MultiHeadAttention{.num_heads = kHeads, .key_dim = kWidth / kHeads, .use_causal_mask = true});
    h = h + (h | LayerNormalization{} | Dense{4 * kWidth, gelu} | Dense{kWidth});
  }
  job.model = Model{words, h | LayerNormalization{} | Dense{kWords}};
  job.model.compile(
      {.optimizer = AdamW{.learning_rate = 1e-3}, .loss = losses::SparseCategoricalCrossentropy{.from_logits = true}});
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
  if (w == "cnn") return convolutional(options);
  if (w == "lstm") return recurrent();
  if (w == "gpt") return transformer();
  if (w == "square" || w == "line") return regression(w == "square");
  throw ValueError({.where = "steps",
                    .rule = "No workload has the name '" + w + "'",
                    .hint = "Known: dense128 dense128x2 dense512x2 square line cnn lstm gpt"});
}

std::string weights_hash(const Model& model) {
  detail::Sha256 hash;
  for (const Array& w : model.get_weights()) hash.update({w.raw(), static_cast<std::size_t>(w.bytes())});
  return hash.hex();
}

int run(const Options& options) {
  if (options.threads > 0) set_threads(options.threads);
  set_dtype_policy(options.policy);
  Job job = make(options);
  if (options.epochs > 0) job.epochs = options.epochs;
  const Data x = job.pictures ? Data(job.x / 255.0) : Data(job.x);

  std::vector<double> times, cpu_times;
  const long base = memory_kb("VmRSS:");  // before any step, as for the peers
  // The first step alone, on a copy of the job, so that the epochs are timed without a callback a step.
  double first_step = 0;
  {
    Job trial = make(options);
    const Clock::time_point start = Clock::now();
    trial.model.fit(x, job.y, {.batch_size = job.batch, .verbose = 0, .steps_per_epoch = 1, .seed = options.seed});
    first_step = since(start);
  }
  // Forgets the peak of loading, and of the trial with its own copy of the data.
  std::ofstream("/proc/self/clear_refs") << "5";
  const History history = job.model.fit(x, job.y,
                                        {.batch_size = job.batch,
                                         .epochs = job.epochs,
                                         .verbose = 0,
                                         .callbacks = {EpochClock{&times, &cpu_times, {}}},
                                         .seed = options.seed});
  const long peak = memory_kb("VmHWM:");
  const std::string hash = weights_hash(job.model);

  const auto best_us = [steps = (job.x.dim(0) + job.batch - 1) / job.batch](const std::vector<double>& seconds) {
    return *std::min_element(seconds.begin(), seconds.end()) / static_cast<double>(steps) * 1e6;
  };
  std::printf(
      "{\"system\": \"glia\", \"workload\": \"%s\", \"us_per_step\": %.2f, \"cpu_us_per_step\": %.2f, "
      "\"first_epoch_s\": %.4f, \"import_s\": 0.0, "
      "\"loss\": %.6g",
      options.workload.c_str(), best_us(times), best_us(cpu_times), times[0], history["loss"].back());
  if (!job.test_x.empty()) {
    std::printf(", \"accuracy\": %.4f", job.model.evaluate(job.test_x / 255.0, job.test_y, {.verbose = 0})["accuracy"]);
  }
  const Array row = job.pictures ? (job.x.rows(0, 1) / 255.0).eval() : job.x.rows(0, 1);
  for (int i = 0; i < 10; ++i) (void)job.model.predict(row);
  constexpr int kCalls = 1000;
  const Clock::time_point start = Clock::now();
  const double cpu_start = cpu_seconds_so_far();
  for (int i = 0; i < kCalls; ++i) (void)job.model.predict(row);
  const double predict_us = since(start) / kCalls * 1e6;
  const double predict_cpu_us = (cpu_seconds_so_far() - cpu_start) / kCalls * 1e6;
  std::printf(
      ", \"predict1_us\": %.2f, \"predict1_cpu_us\": %.2f, \"first_step_ms\": %.3f, \"threads\": %d, \"max_rss_mb\": "
      "%ld, \"rss_over_start_mb\": "
      "%ld, \"weights_sha256\": \"%s\"}\n",
      predict_us, predict_cpu_us, first_step * 1e3, threads(), peak / 1024, (peak - base) / 1024, hash.c_str());
  return 0;
}

int number(const std::string& option, const std::string& text, int least) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc() && end == text.data() + text.size() && value >= least) return value;
  throw ValueError({.where = "steps " + option,
                    .rule = "This option is a whole number of at least " + std::to_string(least),
                    .received = "'" + text + "'"});
}

Options parse(std::span<char* const> words) {
  Options out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word = words[i];
    if (word.rfind("--", 0) != 0) {
      if (!out.workload.empty())
        throw ValueError({.where = "steps", .rule = "One workload is timed at a time", .received = "'" + word + "'"});
      out.workload = word;
      continue;
    }
    const auto value = [&]() -> std::string {
      if (i + 1 < words.size()) return words[++i];
      throw ValueError({.where = "steps " + word, .rule = "This option needs a value"});
    };
    if (word == "--data") {
      out.data = value();
    } else if (word == "--policy") {
      out.policy = value();
    } else if (word == "--threads") {
      out.threads = number(word, value(), 1);
    } else if (word == "--seed") {
      out.seed = number(word, value(), 0);
    } else if (word == "--epochs") {
      out.epochs = number(word, value(), 1);
    } else {
      throw ValueError({.where = "steps",
                        .rule = "There is no option '" + word + "'",
                        .hint = "Known: --data DIR, --policy NAME, --threads N, --epochs N, --seed N"});
    }
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(parse({argv + 1, static_cast<std::size_t>(argc - 1)}));
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
