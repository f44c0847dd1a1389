#include <functional>
#include <unordered_map>

#include "glia/graph/graph.hpp"
#include "glia/graph/hash.hpp"
#include "glia/graph/variable_state.hpp"

namespace glia::detail {
namespace {

std::uint64_t address(const void* p) { return reinterpret_cast<std::uintptr_t>(p); }

std::uint64_t hash_of(const Spec& spec) {
  std::uint64_t h =
      mix(static_cast<std::uint64_t>(static_cast<DType::Kind>(spec.dtype)), static_cast<std::uint64_t>(spec.layout));
  for (const std::int64_t d : spec.shape) h = mix(h, static_cast<std::uint64_t>(d));
  return mix(h, static_cast<std::uint64_t>(spec.shape.rank()));
}

/// Variables and arrays count by identity: a program reads exactly theirs.
std::uint64_t payload_hash(const Node& node) {
  if (const auto* array = std::get_if<Array>(&node.payload)) return address(array->identity());
  if (const auto* variable = std::get_if<Variable>(&node.payload)) return address(&variable->state());
  if (const auto* callable = std::get_if<std::shared_ptr<const Callable>>(&node.payload))
    return address(callable->get());
  if (const auto* custom = std::get_if<std::shared_ptr<const CustomOp>>(&node.payload)) return address(custom->get());
  if (const auto* body = std::get_if<std::shared_ptr<const Graph>>(&node.payload)) return structural_hash(**body);
  return 0;
}

}  // namespace

std::uint64_t structural_hash(const Graph& graph) {
  std::unordered_map<const Node*, std::uint64_t> numbers;
  std::uint64_t h = graph.parameters.size();
  const auto use = [&](const Tensor& t) {
    h = mix(h, t.valid() ? mix(numbers.at(t.node()), static_cast<std::uint64_t>(t.index())) : ~std::uint64_t{0});
  };
  for (const Node* node : graph.order()) {
    numbers.emplace(node, numbers.size());
    h = mix(h, std::hash<std::string_view>{}(node->op->name));
    h = mix(h, node->attributes.hash());
    h = mix(h, mix(node->payload.index(), payload_hash(*node)));
    h = mix(h, node->inputs.size());
    for (const Tensor& input : node->inputs) use(input);
    for (const Spec& output : node->outputs) h = mix(h, hash_of(output));
  }
  for (const Tensor& p : graph.parameters) use(p);
  h = mix(h, graph.results.size());
  for (const Tensor& r : graph.results) use(r);
  for (const Update& u : graph.updates) {
    h = mix(h, address(&u.variable.state()));
    use(u.value);
  }
  return h;
}

}  // namespace glia::detail
