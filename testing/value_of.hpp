#pragma once
#include <string>
#include <vector>

#include "glia/graph/trace.hpp"
#include "glia/layers/layer.hpp"
#include "testing/expect_error.hpp"

namespace glia::tests {

/// The value of `t` by the reference kernels alone; layers below it are traced in the mode of `trace`.
Array value_of(const Tensor& t);
Array value_of(const Tensor& t, detail::Trace& trace);

/// What `layer` makes of x, or of xs.
Array run_layer(const Layer& layer, const Array& x, bool training = false);
Array run_layer(const Layer& layer, const std::vector<Array>& xs);

/// The numbers of an array in row-major order.
std::vector<double> numbers(const Array& array);

}  // namespace glia::tests
