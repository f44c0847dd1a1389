#pragma once
#include <string>
#include <vector>

#include "glia/model/model_state.hpp"

namespace glia::detail {

struct NamedWeight {
  std::string name;  ///< "dense/kernel"; in a nested model "encoder/dense/kernel"
  Variable variable;
};

/// All variables of a model's layers, each once, under the first name that it has.
std::vector<NamedWeight> named_weights(const ModelState& model);

}  // namespace glia::detail
