// Tutorial 001: one-hot targets and gradient descent with momentum. `decay` is Keras 2's: lr / (1 + decay ·
// iterations).
#include <glia/glia.hpp>
using namespace glia;

int main() {
  auto [train, test] = datasets::mnist();
  auto x_train = train.x.reshape({60000, 784}) / 255.0;
  auto x_test = test.x.reshape({10000, 784}) / 255.0;
  auto y_train = utils::to_categorical(train.y, 10);
  auto y_test = utils::to_categorical(test.y, 10);

  Sequential model;
  model.add(Input{784});
  model.add(Dense{512, relu});
  model.add(Dense{512, relu});
  model.add(Dense{10, softmax});

  SGD sgd{.learning_rate = 0.01, .momentum = 0.9, .nesterov = true, .decay = 1e-6};
  model.compile({.optimizer = sgd, .loss = "categorical_crossentropy", .metrics = {"accuracy"}});

  // The original validates with the test set; to choose among models, hold out training data with .validation_split.
  model.fit(x_train, y_train, {.batch_size = 128, .epochs = 10, .validation_data = {x_test, y_test}});
}
