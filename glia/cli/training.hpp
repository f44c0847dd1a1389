#pragma once
#include <cstdint>
#include <string>

#include "glia/model/model.hpp"

namespace CLI {
class App;
}

namespace glia::cli {

/// What every training command takes.
struct TrainingOptions {
  std::int64_t epochs = 5;
  std::int64_t batch_size = 32;
  std::int64_t seed = 0;
  double learning_rate = 0;  ///< 0 = the optimizer's own
  double validation_split = 0;
  std::string optimizer = "adam";
  bool quiet = false;
};

void add_training_options(CLI::App& app, TrainingOptions& options);

struct Trained {
  History history;
  std::int64_t steps = 0;
  double seconds = 0;  ///< of training, validation included
  bool interrupted = false;
};

/// Compiles and trains a network that sorts rows of x into the classes y. Ctrl-C ends it after a step, with a message.
Trained train_classifier(const Model& model, const Data& x, const Data& y, const TrainingOptions& options);

/// Prints "Test loss:" and "Test accuracy:".
Evaluation judge(const Model& model, const Data& x, const Data& y, bool quiet);

}  // namespace glia::cli
