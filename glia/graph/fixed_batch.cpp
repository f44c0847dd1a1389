#include "glia/graph/fixed_batch.hpp"

#include "glia/graph/graph.hpp"

namespace glia::detail {
namespace {

constexpr const char* kName = "batch_size";

}  // namespace

void fix_batch(const Tensor& parameter, std::int64_t rows) { parameter.node()->attributes.set(kName, rows); }

std::int64_t fixed_batch(const Tensor& parameter) {
  const Attribute* found = parameter.node()->attributes.find(kName);
  return found == nullptr ? 0 : std::get<std::int64_t>(*found);
}

std::int64_t fixed_batch_below(const Tensor& t) {
  for (Node* node : Graph{{}, {t}, {}}.order()) {
    if (node->op != &op_parameter) continue;
    if (const std::int64_t rows = fixed_batch(Tensor(node->shared_from_this())); rows > 0) return rows;
  }
  return 0;
}

}  // namespace glia::detail
