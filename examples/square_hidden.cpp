// y = x² again (see square.cpp), now with a hidden layer, which can bend.
#include <glia/glia.hpp>
#include <iostream>
using namespace glia;

int main() {
  numpy::random_seed(42);
  Array x = numpy::rand({100, 1});
  auto y = ops::square(x);

  Sequential model{Input{1}, Dense{16, tanh}, Dense{1}};
  model.compile({.optimizer = Adam{.learning_rate = 0.01}, .loss = "mse"});
  model.fit(x, y, {.epochs = 1000, .verbose = 0});

  std::cout << "mean squared error: " << model.evaluate(x, y, {.verbose = 0}).loss() << " (best line: 0.00544058)\n";
  for (double at : {0.1, 0.5, 0.9}) {
    std::cout << at << "² ≈ " << model.predict(Array{at}.reshape({1, 1})).item() << "\n";
  }
}
