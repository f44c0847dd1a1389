// Tutorial 003: a line through noisy points, drawn into plot.svg.
#include <glia/glia.hpp>
using namespace glia;

int main() {
  Array x = numpy::linspace(-1, 1, 100);
  Array y = (2 * x + 3 + numpy::randn({100}) * 0.1).eval();

  Sequential model{Input{1}, Dense{1}};

  model.compile({.optimizer = "sgd", .loss = "mean_squared_error"});

  model.fit(x.reshape({-1, 1}), y, {.epochs = 1000, .verbose = 0});

  Array x_new = numpy::linspace(-1, 1, 10);
  Array y_new = model.predict(x_new.reshape({-1, 1}));

  plt::scatter(x, y);
  plt::plot(x_new, y_new, {.color = "red"});
  plt::show();
}
