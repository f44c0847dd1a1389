// internal
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "glia/graph/graph.hpp"

namespace glia::detail {

/// Where a value first stops being finite.
struct Culprit {
  std::string where;  ///< path of the layer, or "gradient of …", "loss …"; empty = before the first layer
  std::string op;     ///< "log"
  std::string value;  ///< "NaN", "infinity" or "-infinity"
  std::vector<std::int64_t> rows;  ///< of the batch, ascending; empty if the value belongs to no row (a mean, a weight)
};

/// What a variable reads as in a replay.
using ReadVariable = std::function<Array(const Variable&)>;

/// Runs a graph node by node on reference kernels, looks at every value, and follows the values that are not finite
/// back from `roots`: the first operation on that way that made one from finite operands. Values that do not reach a
/// root (the branch that a select drops) accuse nobody, nor do leaves. Nothing if every root is finite.
std::optional<Culprit> replay(const Tensors& roots, std::span<const Array> parameters, std::int64_t rows,
                              const ReadVariable& read);

/// "NaN from log in rows 3 and 5 of the batch (samples 17 and 40)"; `samples` may be empty.
std::string describe(const Culprit& culprit, std::int64_t batch, std::span<const std::int32_t> samples);

}  // namespace glia::detail
