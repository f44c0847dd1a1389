#pragma once
#include <string>
#include <vector>

#include "glia/model/model_state.hpp"

namespace glia::detail {

/// {"optimizer", "loss": […], "loss_weights": […], "metrics": […], "weighted_metrics": […]} with each as {"class_name",
/// "config"}; metrics of several outputs are a list for each. What is of the user's own code cannot be made again by a
/// load: such an optimizer gives null for the whole, such a loss none at all, such a metric is left out; `dropped` gets
/// their names.
Value compile_value(const ModelState& model, std::vector<std::string>& dropped);

/// What compile_value() wrote, as compile() takes it.
CompileOptions compile_options(const Value::View& value, const std::string& file);

}  // namespace glia::detail
