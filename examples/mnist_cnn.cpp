// A convolutional network reads handwritten digits: two rounds of convolution and pooling, then a decision.
#include <glia/glia.hpp>
#include <iostream>
using namespace glia;

int main() {
  auto [train, test] = datasets::mnist();

  Sequential model{
      Input{28, 28},
      Reshape{{28, 28, 1}},  // grey pictures have one channel
      Conv2D{.filters = 32, .kernel_size = 3, .activation = relu},
      MaxPooling2D{},
      Conv2D{.filters = 64, .kernel_size = 3, .activation = relu},
      MaxPooling2D{},
      Flatten{},
      Dropout{0.5},
      Dense{10, softmax},
  };
  model.summary();

  model.compile({.optimizer = "adam", .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  model.fit(train.x / 255.0, train.y, {.batch_size = 128, .epochs = 2});

  auto [loss, accuracy] = model.evaluate(test.x / 255.0, test.y);
  std::cout << "Test loss: " << loss << "\nTest accuracy: " << accuracy << "\n";
}
