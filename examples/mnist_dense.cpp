// Tutorial 004: a network of two layers learns to read handwritten digits.
#include <glia/glia.hpp>
#include <iostream>
using namespace glia;

int main() {
  auto [train, test] = datasets::mnist();

  Sequential model{
      Input{28, 28},
      Flatten{},
      Dense{128, relu},
      Dense{10, softmax},
  };

  model.compile({.optimizer = "adam", .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});

  model.fit(train.x / 255.0, train.y, {.epochs = 5});

  auto [loss, accuracy] = model.evaluate(test.x / 255.0, test.y);
  std::cout << "Test loss: " << loss << "\n";
  std::cout << "Test accuracy: " << accuracy << "\n";
}
