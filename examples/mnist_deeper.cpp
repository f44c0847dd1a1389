// Tutorial 000: handwritten digits with two hidden layers. The original lacks Flatten, so that its fit() fails.
#include <glia/glia.hpp>
using namespace glia;

int main() {
  auto [train, test] = datasets::mnist();
  auto x_train = train.x / 255.0;
  auto x_test = test.x / 255.0;

  Sequential model{
      Input{28, 28}, Flatten{}, Dense{128, relu}, Dense{128, relu}, Dense{10, softmax},
  };

  model.compile({.optimizer = "adam", .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});

  model.fit(x_train, train.y, {.epochs = 5});

  model.evaluate(x_test, test.y);
}
