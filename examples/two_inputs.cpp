// A model with two inputs, made by applying layers: the distance between two points of the unit square.
#include <glia/glia.hpp>
#include <iostream>
using namespace glia;

int main() {
  numpy::random_seed(1);
  Array p = numpy::rand({4000, 2});
  Array q = numpy::rand({4000, 2});
  auto distance = ops::sqrt(ops::sum(ops::square(p - q), {-1}));

  Input from{2}, to{2};
  Layer point = Dense{32, relu};  // a handle: both inputs go through the same weights
  Tensor h = Tensors{point(from), point(to)} | Concatenate{};
  h = h | Dense{64, relu} | Dense{64, relu};
  Model model{{from, to}, {h | Dense{1}}};

  model.compile({.optimizer = "adam", .loss = "mse", .metrics = {"mae"}});
  model.fit({p, q}, distance, {.epochs = 40, .verbose = 0, .validation_split = 0.1});

  Array a{{0.1, 0.2}, {0.0, 0.0}};
  Array b{{0.4, 0.6}, {1.0, 1.0}};
  Array found = model.predict({a, b});
  std::cout << "distances: " << found(0, 0) << " and " << found(1, 0) << ", really 0.5 and 1.41421\n";
}
