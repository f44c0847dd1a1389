// internal
#pragma once
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "glia/graph/op.hpp"
#include "glia/graph/variable.hpp"

namespace glia {
struct CustomOp;  // glia/ops/custom.hpp
}

namespace glia::detail {

class Callable;
struct Graph;

/// What a leaf, a call, a fused node or an op of the user's carries: numbers, a variable, what is called, the body, the
/// user's functions.
using Payload = std::variant<std::monostate, Array, Variable, std::shared_ptr<const Callable>,
                             std::shared_ptr<const Graph>, std::shared_ptr<const CustomOp>>;

/// One application of an op. Immutable once emitted: passes build new nodes.
struct Node : std::enable_shared_from_this<Node> {
  const Op* op = nullptr;
  Attributes attributes;
  Tensors inputs;
  std::vector<Spec> outputs;
  Payload payload;
  std::shared_ptr<const std::string> where;  ///< path of the layer that emitted it, for messages; may be null
  const char* file = nullptr;                ///< the user's line, for messages
  int line = 0;

  Node() = default;
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  ~Node();
};

/// As emit_all() of op.hpp, for an op that looks into its payload.
Tensors emit_all(const Op& op, Tensors inputs, Attributes attributes, Payload payload);

/// The Graph in the payload of a node whose op has a region.
const Graph& body_of(const Node& node);

inline const Spec& spec(const Tensor& t) { return t.node()->outputs[static_cast<std::size_t>(t.index())]; }

// The leaves. Their Op objects live in graph/leaves.cpp.
extern const Op op_parameter;  ///< input `index` of the graph
extern const Op op_variable;   ///< the value of a variable as it is when the step begins
extern const Op op_constant;   ///< a scalar: attributes `value`, `dtype`, `weak` (1: takes the dtype of what it meets)
extern const Op op_array;      ///< numbers in host memory
extern const Op op_call;       ///< a layer applied: payload Callable; pass expand() inlines it
extern const Op op_fused;      ///< a body run as one kernel: payload Graph; made by pass fuse()

Tensor parameter(std::int64_t index, const Spec& spec, std::string name = {});
Tensor constant(double value, DType dtype = f32, bool weak = false);
Tensor read(const Variable& variable);
bool is(const Tensor& t, const Op& op);
/// The value of a scalar constant node.
const double* constant_value(const Tensor& t);

/// What a call node calls: traces its body for training or inference.
class Callable {
 public:
  virtual ~Callable();
  virtual std::string name() const = 0;
  /// Emits the body; `inputs` are those of the call node. The Scope that is current answers training() and variables.
  virtual Tensors trace(const Tensors& inputs) const = 0;
};

Tensors emit_call(std::shared_ptr<const Callable> callable, Tensors inputs, std::vector<Spec> outputs);

}  // namespace glia::detail
