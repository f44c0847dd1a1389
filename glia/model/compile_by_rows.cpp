#include <algorithm>
#include <unordered_set>

#include "glia/base/ceil_div.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/model/model_state.hpp"
#include "glia/ops/by_rows.hpp"
#include "glia/ops/conv_geometry.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/passes/simplify.hpp"

namespace glia::detail {
namespace {

// Of the values between layers: most of a last-level cache of 32 MB. By batches of 32 on two threads of a Zen 5,
// MobileNetV2 took 88 ms whole, 76, 73, 72 and 68 cut to 44, 32, 21 and 12 MB, ResNet50 585, 574, 563, 555 and 586.
constexpr std::int64_t kCacheBytes = std::int64_t{20} << 20;

std::int64_t bytes_of(const Shape& shape, DType dtype) {
  return checked_multiply(shape.elements(), static_cast<std::int64_t>(dtype.size()));
}

struct Traffic {
  std::int64_t weights = 0;  // bytes that each run reads
  std::int64_t row = 0;      // bytes that products and convolutions write for a row
};

Traffic traffic_of(const Graph& graph) {
  Traffic out;
  std::unordered_set<const VariableState*> seen;
  for (const Node* node : graph.order()) {
    if (node->op == &op_variable) {
      const VariableState& state = std::get<Variable>(node->payload).state();
      if (seen.insert(&state).second) out.weights = checked_add(out.weights, bytes_of(state.shape, state.dtype));
    } else if (node->op == &op_conv || node->op == &op_matmul) {
      out.row = checked_add(out.row, bytes_of(node->outputs[0].shape.at(1), node->outputs[0].dtype));
    }
  }
  return out;
}

/// Rows that a run takes at once: all, or as many as fit the cache if the weights that each run reads again are less.
std::int64_t rows_at_once(const Graph& graph, const Program& whole) {
  const std::int64_t all = whole.capacity();
  if (whole.arena_bytes() <= kCacheBytes || all == 1 || !graph.updates.empty()) return all;
  const Graph simple = simplify(graph);
  if (!works_by_rows(simple)) return all;
  const std::int64_t rows = std::clamp<std::int64_t>(kCacheBytes / ceil_div(whole.arena_bytes(), all), 1, all);
  const Traffic traffic = traffic_of(simple);
  return traffic.weights <= checked_multiply(traffic.row, rows) ? rows : all;
}

}  // namespace

std::shared_ptr<const Program> compile_by_rows(const Graph& graph, std::int64_t most, DTypePolicy policy) {
  auto whole = compile_graph(graph, most, -1, policy);
  const std::int64_t rows = rows_at_once(graph, *whole);
  return rows == most ? whole : compile_graph(graph, rows, -1, policy);
}

}  // namespace glia::detail
