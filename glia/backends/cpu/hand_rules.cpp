#include "glia/backends/cpu/hand_rules.hpp"

#include <mutex>

#include "glia/ops/common.hpp"

namespace glia::detail::cpu::hand {
namespace {

Tensor operand(std::size_t role, const Shape& shape) {
  static std::mutex mutex;
  static std::array<std::array<Tensor, 3>, kMaxRoles> all;
  const std::lock_guard lock(mutex);
  Tensor& known = all[role][static_cast<std::size_t>(shape.rank())];
  if (!known.valid()) known = broadcast(parameter(static_cast<std::int64_t>(role), {shape, f32}), {2, 2});
  return known;
}

}  // namespace

Tensor whole(std::size_t role) { return operand(role, {2, 2}); }
Tensor row(std::size_t role) { return operand(role, {2}); }
Tensor scalar(std::size_t role) { return operand(role, {}); }
Tensor number(double value) { return broadcast(constant(value, f32), {2, 2}); }

Graph results(Tensors tensors) {
  Graph graph;
  graph.results = std::move(tensors);
  return graph;
}

}  // namespace glia::detail::cpu::hand
