// internal
#pragma once
#include <string>
#include <vector>

#include "glia/model/model_state.hpp"

namespace glia::detail {

/// The name of the layer that makes each output, as in Keras; "output_1" where none does. All are different.
std::vector<std::string> output_names(const ModelState& model);

/// What compile() was given, one for each output. A ValueError where number or names do not fit the outputs.
std::vector<Loss> losses_of(const ModelState& model);
std::vector<double> loss_weights_of(const ModelState& model);
std::vector<std::vector<Metric>> metrics_of(const ModelState& model, const Metrics& metrics, const char* what);

}  // namespace glia::detail
