// A convolutional network on real pictures: `pictures mnist|fashion [EPOCHS [SEED]]` prints its accuracy on the test
// pictures after each epoch.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "glia/glia.hpp"

using namespace glia;

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  if (what != "mnist" && what != "fashion") {
    std::fprintf(stderr, "usage: pictures mnist|fashion [EPOCHS [SEED]]\n");
    return 2;
  }
  const auto [train, test] = what == "mnist" ? datasets::mnist() : datasets::fashion_mnist();
  const int epochs = argc > 2 ? std::atoi(argv[2]) : 6;
  set_seed(argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 0);
  const Sequential model{
      Input{28, 28},
      Reshape{{28, 28, 1}},
      Conv2D{.filters = 32, .kernel_size = 3, .padding = "same", .use_bias = false},
      BatchNormalization{},
      ReLU{},
      MaxPooling2D{},
      Conv2D{.filters = 64, .kernel_size = 3, .padding = "same", .use_bias = false},
      BatchNormalization{},
      ReLU{},
      MaxPooling2D{},
      Flatten{},
      Dropout{0.4},
      Dense{128, relu},
      Dropout{0.4},
      Dense{10, softmax},
  };
  const schedules::CosineDecay rate{.initial_learning_rate = 2e-3, .decay_steps = 469.0 * epochs};
  model.compile({.optimizer = Adam{rate}, .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  model.fit(train.x / 255.0, train.y,
            {.batch_size = 128, .epochs = epochs, .verbose = 2, .validation_data = {test.x / 255.0, test.y}});
}
