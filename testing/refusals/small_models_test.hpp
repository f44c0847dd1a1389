// The models and data that models_test.cpp and fit_test.cpp begin with.
#pragma once
#include "glia/glia.hpp"

namespace glia::tests {

inline Array ones(const Shape& shape) {
  Array out(shape);
  out.fill(1);
  return out;
}
inline Sequential compiled(const CompileOptions& options = {.optimizer = "sgd", .loss = "mse"}) {
  Sequential model{Input{4}, Dense{3}};
  model.compile(options);
  return model;
}
inline Model two(const CompileOptions& options = {.optimizer = "sgd", .loss = "mse"}) {
  Input a{4};
  Model model{{a}, {a | Dense{.units = 2, .name = "p"}, a | Dense{.units = 3, .name = "q"}}};
  model.compile(options);
  return model;
}

}  // namespace glia::tests
