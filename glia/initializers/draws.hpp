// internal
#pragma once
#include "glia/graph/scope.hpp"

namespace glia::detail {

// Arrays drawn for a variable. A seed ≥ 0 replaces the key that follows from the model's seed and the variable's path:
// variables of one shape then get equal numbers, as in Keras. Variables that are not real get f32, cast by the caller.
Array drawn_value(const InitialDraw& draw, double value);
Array drawn_uniform(const InitialDraw& draw, Dim seed, double low, double high);
Array drawn_normal(const InitialDraw& draw, Dim seed, double mean, double stddev);
Array drawn_truncated_normal(const InitialDraw& draw, Dim seed, double mean, double stddev);

}  // namespace glia::detail
