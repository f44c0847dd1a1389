// Tutorial 002: one weight and one bias on y = x². A line cannot follow the curve; square_hidden.cpp can.
#include <glia/glia.hpp>
#include <iostream>
using namespace glia;

int main() {
  numpy::random_seed(42);
  Array x = numpy::rand({100, 1});
  auto y = ops::square(x);

  Sequential model;
  model.add(Input{1});
  model.add(Dense{1, linear});

  model.compile({.optimizer = Adam{.learning_rate = 0.01}, .loss = "mse", .metrics = {"mse"}});
  model.fit(x, y, {.epochs = 1000, .verbose = 0});
  Array predictions = model.predict(x);

  auto weights = model.get_weights();
  std::cout << "learnt line:   w = " << weights[0].item() << ", b = " << weights[1].item() << "\n";
  std::cout << "least squares: w = 0.973417, b = -0.148997\n";
  std::cout << "x = " << x(0, 0) << ": predicted " << predictions(0, 0) << ", x² = " << x(0, 0) * x(0, 0) << "\n";
}
