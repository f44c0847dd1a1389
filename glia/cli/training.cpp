#include "glia/cli/training.hpp"

#include <CLI/CLI.hpp>
#include <chrono>

#include "glia/base/log.hpp"
#include "glia/base/seed.hpp"
#include "glia/cli/interrupt.hpp"
#include "glia/cli/numbers.hpp"
#include "glia/cli/ranges.hpp"

namespace glia::cli {
namespace {

/// Steps done, an unfinished epoch's included.
struct CountSteps {
  std::int64_t* steps;
  void on_epoch_end(FitContext& context) const { *steps += context.step(); }
};

Optimizer optimizer_of(const TrainingOptions& options) {
  Optimizer optimizer(options.optimizer);
  if (options.learning_rate > 0) optimizer.set_learning_rate(options.learning_rate);
  return optimizer;
}

}  // namespace

void add_training_options(CLI::App& app, TrainingOptions& options) {
  app.add_option("--epochs", options.epochs, "Times that all data are gone through")
      ->type_name("N")
      ->check(a_count())
      ->capture_default_str();
  app.add_option("--batch-size", options.batch_size, "Rows that one step learns from")
      ->type_name("N")
      ->check(a_count())
      ->capture_default_str();
  app.add_option("--optimizer", options.optimizer, "adam, adamw, rmsprop or sgd")
      ->type_name("NAME")
      ->capture_default_str();
  app.add_option("--learning-rate", options.learning_rate, "Instead of the optimizer's own")
      ->type_name("X")
      ->check(within(1e-12, 1e6));
  app.add_option("--validation-split", options.validation_split, "Share of the rows held out to watch the training")
      ->type_name("X")
      ->check(within(0.0, 0.999))
      ->capture_default_str();
  app.add_option("--seed", options.seed, "Of everything random; equal seeds give equal weights, bit for bit")
      ->type_name("N")
      ->check(within(std::int64_t{0}, std::int64_t{1} << 53))
      ->capture_default_str();
  app.add_flag("-q,--quiet", options.quiet, "Only the results, no progress");
}

Trained train_classifier(const Model& model, const Data& x, const Data& y, const TrainingOptions& options) {
  model.compile(
      {.optimizer = optimizer_of(options), .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  Trained out;
  const InterruptScope scope;
  const auto start = std::chrono::steady_clock::now();
  out.history = model.fit(x, y,
                          {.batch_size = options.batch_size,
                           .epochs = options.epochs,
                           .verbose = options.quiet ? 0 : 1,
                           .callbacks = {CountSteps{&out.steps}},
                           .validation_split = options.validation_split,
                           .seed = options.seed});
  out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  out.interrupted = out.history.stopped_by_interrupt();
  if (out.interrupted) {
    log_write(LogLevel::report, "Training was interrupted in epoch " + std::to_string(out.history.epoch().size()) +
                                    " of " + std::to_string(options.epochs) +
                                    "; what follows is about the weights that it has reached.\n");
  }
  return out;
}

Evaluation judge(const Model& model, const Data& x, const Data& y, bool quiet) {
  Evaluation result = model.evaluate(x, y, {.batch_size = 256, .verbose = quiet ? 0 : 1});
  log_write(LogLevel::report, "Test loss: " + decimals(result.loss(), 4) + "\n");
  log_write(LogLevel::report, "Test accuracy: " + decimals(result["accuracy"], 4) + "\n");
  return result;
}

}  // namespace glia::cli
