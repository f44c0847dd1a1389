#include "glia/passes/simplify.hpp"

#include <algorithm>
#include <unordered_map>

#include "glia/graph/hash.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/conv_geometry.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/remat.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

/// The scalar that a tensor is everywhere, seen through broadcasts; nullptr if it is none.
const double* uniform_value(const Tensor& t) {
  const Tensor* at = &t;
  while (is(*at, op_broadcast_to) || is(*at, op_reshape)) at = &at->node()->inputs[0];
  return constant_value(*at);
}

bool is_uniform(const Tensor& t, double value) {
  const double* found = uniform_value(t);
  return found != nullptr && *found == value;
}

Tensor filled(double value, const Spec& spec) { return broadcast(constant(value, spec.dtype), spec.shape); }

double rounded(double value, DType dtype) {
  return dispatch(dtype, [&](auto t) { return static_cast<double>(static_cast<decltype(t)>(value)); });
}

/// Folds an elementwise node whose inputs are all one scalar.
Tensors fold(const Node& node, const Tensors& inputs) {
  if (!node.op->has(kElementwise) || inputs.empty()) return {};
  double v[3] = {};
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const double* value = uniform_value(inputs[i]);
    if (value == nullptr || inputs[i].dtype().is_integer()) return {};
    v[i] = *value;
  }
  const Scalar& f = node.op->scalar;
  if (f.unary == nullptr && f.binary == nullptr && f.ternary == nullptr) return {};
  const double out = f.unary != nullptr    ? f.unary(v[0])
                     : f.binary != nullptr ? f.binary(v[0], v[1])
                                           : f.ternary(v[0], v[1], v[2]);
  return {filled(rounded(out, node.outputs[0].dtype), node.outputs[0])};
}

/// An elementwise node whose operands are all spread-out scalars is computed once and then spread.
Tensors sink_broadcast(const Node& node, const Tensors& inputs) {
  if (!node.op->has(kElementwise) || node.outputs[0].shape.rank() == 0) return {};
  Tensors scalars;
  for (const Tensor& input : inputs) {
    if (!is(input, op_broadcast_to) || input.node()->inputs[0].rank() != 0) return {};
    scalars.push_back(input.node()->inputs[0]);
  }
  return {broadcast(emit(*node.op, scalars, node.attributes), node.outputs[0].shape)};
}

/// x+0, x−0, x·1, x/1 and shape changes that change nothing. x·0 stays: it must keep NaN.
Tensors identities(const Node& node, const Tensors& inputs) {
  const Op* op = node.op;
  if (op == &op_add) {
    if (is_uniform(inputs[1], 0)) return {inputs[0]};
    if (is_uniform(inputs[0], 0)) return {inputs[1]};
  }
  if (op == &op_subtract && is_uniform(inputs[1], 0)) return {inputs[0]};
  if (op == &op_multiply) {
    if (is_uniform(inputs[1], 1)) return {inputs[0]};
    if (is_uniform(inputs[0], 1)) return {inputs[1]};
  }
  if (op == &op_divide && is_uniform(inputs[1], 1)) return {inputs[0]};
  if (op == &op_cast && inputs[0].dtype() == node.outputs[0].dtype) return {inputs[0]};
  if (op == &op_remat) return RematParts(node, inputs).results;
  if (op == &op_reshape || op == &op_broadcast_to) {
    if (inputs[0].shape() == node.outputs[0].shape) return {inputs[0]};
  }
  if (op == &op_reshape && is(inputs[0], op_reshape))
    return {ops::reshape(inputs[0].node()->inputs[0], node.outputs[0].shape)};
  if (op == &op_reshape && is(inputs[0], op_broadcast_to) && inputs[0].node()->inputs[0].rank() == 0) {
    return {broadcast(inputs[0].node()->inputs[0], node.outputs[0].shape)};
  }
  if (op == &op_broadcast_to && is(inputs[0], op_reshape) && inputs[0].node()->inputs[0].rank() == 0) {
    return {broadcast(inputs[0].node()->inputs[0], node.outputs[0].shape)};
  }
  if (op == &op_broadcast_to && is(inputs[0], op_broadcast_to)) {
    const Tensor& origin = inputs[0].node()->inputs[0];
    if (origin.rank() == 0 || origin.rank() == inputs[0].rank()) return {broadcast(origin, node.outputs[0].shape)};
  }
  return {};
}

constexpr int kMostParts = 16;  // deeper trees are not looked into, so that long chains of additions stay cheap

/// The tensors that a tree of additions adds up, if each is padded with zeros along `axis`.
bool collect_padded(const Tensor& t, int axis, Tensors& out, int depth = 0) {
  if (is(t, op_add)) {
    return depth < kMostParts && collect_padded(t.node()->inputs[0], axis, out, depth + 1) &&
           collect_padded(t.node()->inputs[1], axis, out, depth + 1);
  }
  if (!is(t, op_pad) || t.node()->attributes.real("value") != 0) return false;
  const auto& before = t.node()->attributes.integers("before");
  const auto& after = t.node()->attributes.integers("after");
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (static_cast<int>(i) != axis && (before[i] != 0 || after[i] != 0)) return false;
  }
  out.push_back(t);
  return true;
}

/// Slices that cover an axis have padded gradients, whose sum is their concatenation.
Tensors join_padded(const Node& node, const Tensors& inputs) {
  if (node.op != &op_add || node.outputs[0].shape.rank() == 0) return {};
  const Tensor* first = &inputs[0];
  for (int depth = 0; is(*first, op_add) && depth < kMostParts; ++depth) first = &first->node()->inputs[0];
  if (!is(*first, op_pad)) return {};
  const auto before = [](const Tensor& t) -> const auto& { return t.node()->attributes.integers("before"); };
  const auto& after = first->node()->attributes.integers("after");
  int axis = -1;
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (before(*first)[i] != 0 || after[i] != 0) axis = static_cast<int>(i);
  }
  Tensors parts;
  if (axis < 0 || !collect_padded(inputs[0], axis, parts) || !collect_padded(inputs[1], axis, parts)) return {};
  const auto at = static_cast<std::size_t>(axis);
  std::sort(parts.begin(), parts.end(),
            [&](const Tensor& a, const Tensor& b) { return before(a)[at] < before(b)[at]; });
  std::int64_t covered = 0;
  for (Tensor& part : parts) {
    if (before(part)[at] != covered) return {};
    part = part.node()->inputs[0];
    covered += part.shape()[axis];
  }
  if (covered != node.outputs[0].shape[axis]) return {};
  return {emit(op_concatenate, parts, {{"axis", std::int64_t{axis}}})};
}

/// A convolution takes zeros around the image as its own: they are not written to memory then.
Tensors pad_within_conv(const Node& node, const Tensors& inputs) {
  if (node.op != &op_conv || !is(inputs[0], op_pad) || inputs[0].node()->attributes.real("value") != 0) return {};
  const auto& pad = inputs[0].node()->attributes.integers("before");
  const auto& behind = inputs[0].node()->attributes.integers("after");
  if (pad.front() != 0 || behind.front() != 0 || pad.back() != 0 || behind.back() != 0) return {};
  Attributes attributes = node.attributes;
  std::vector<std::int64_t> before = attributes.integers("before");
  for (std::size_t i = 0; i < before.size(); ++i) before[i] += pad[i + 1];
  attributes.set("before", before);
  return {emit(op_conv, {inputs[0].node()->inputs[0], inputs[1]}, attributes)};
}

/// Rows of a table are taken in the order in which they are wanted: an embedding's (n, steps, units) as (steps, n,
/// units) for a scan.
Tensors take_in_order(const Node& node, const Tensors& inputs) {
  if (node.op != &op_transpose || !is(inputs[0], op_take)) return {};
  const Node& take = *inputs[0].node();
  const Tensor& indices = take.inputs[1];
  const auto& axes = node.attributes.integers("axes");
  if (take.attributes.integer("axis") != 0) return {};
  for (auto i = static_cast<std::size_t>(indices.rank()); i < axes.size(); ++i) {
    if (axes[i] != static_cast<std::int64_t>(i)) return {};
  }
  const std::vector<int> order(axes.begin(), axes.begin() + indices.rank());
  return {emit(op_take, {take.inputs[0], ops::transpose(indices, order)}, take.attributes)};
}

/// Products of rows within rows are added before they are reshaped: they are one sum then.
Tensors add_before_reshape(const Node& node, const Tensors& inputs) {
  if (node.op != &op_add || !is(inputs[0], op_reshape) || !is(inputs[1], op_reshape)) return {};
  const Tensor &a = inputs[0].node()->inputs[0], &b = inputs[1].node()->inputs[0];
  const auto is_sum = [](const Tensor& t) {
    return is(t, op_matmul) || (is(t, op_add) && is(t.node()->inputs[1], op_matmul));
  };
  if (a.rank() != 2 || !(a.shape() == b.shape()) || !is_sum(a) || !is(b, op_matmul)) return {};
  return {ops::reshape(a + b, node.outputs[0].shape)};
}

/// The count of a fixed shape is a number.
Tensors fold_counts(const Node& node, const Tensors& inputs) {
  if (node.op != &op_count) return {};
  double total = 1;
  for (const std::int64_t axis : node.attributes.integers("axes")) {
    const std::int64_t d = inputs[0].shape()[static_cast<int>(axis)];
    if (d < 0) return {};
    total *= static_cast<double>(d);
  }
  return {constant(total, node.outputs[0].dtype)};
}

/// Finds an equal node that exists already.
class Merger {
 public:
  Tensors operator()(const Node& node, const Tensors& inputs) {
    std::uint64_t key = mix(reinterpret_cast<std::uintptr_t>(node.op), node.attributes.hash());
    for (const Tensor& input : inputs)
      key = mix(key, mix(reinterpret_cast<std::uintptr_t>(input.node()), static_cast<std::uint64_t>(input.index())));
    for (auto [it, end] = seen_.equal_range(key); it != end; ++it) {
      if (equal(*it->second.front().node(), node, inputs)) return it->second;
    }
    Tensors outputs;
    bool same = inputs.size() == node.inputs.size();
    for (std::size_t i = 0; same && i < inputs.size(); ++i) same = inputs[i].same(node.inputs[i]);
    if (same) {
      auto self = const_cast<Node&>(node).shared_from_this();
      for (std::size_t i = 0; i < node.outputs.size(); ++i) outputs.emplace_back(self, static_cast<int>(i));
    } else {
      outputs = with_inputs(node, inputs);
    }
    seen_.emplace(key, outputs);
    return outputs;
  }

 private:
  static bool equal(const Node& known, const Node& node, const Tensors& inputs) {
    if (known.op != node.op || !(known.attributes == node.attributes) || known.inputs.size() != inputs.size() ||
        !(known.outputs == node.outputs)) {
      return false;
    }
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      if (!known.inputs[i].same(inputs[i])) return false;
    }
    if (known.payload.index() != node.payload.index()) return false;
    if (const auto* variable = std::get_if<Variable>(&known.payload))
      return variable->same(std::get<Variable>(node.payload));
    if (const auto* array = std::get_if<Array>(&known.payload))
      return array->identity() == std::get<Array>(node.payload).identity();
    return std::holds_alternative<std::monostate>(known.payload);
  }

  std::unordered_multimap<std::uint64_t, Tensors> seen_;
};

}  // namespace

Graph simplify(const Graph& graph) {
  Merger merge;
  Rewriter rewrite([&](const Node& node, const Tensors& inputs) -> Tensors {
    for (const auto rule : {fold_counts, fold, identities, sink_broadcast, join_padded, pad_within_conv, take_in_order,
                            add_before_reshape}) {
      Tensors out = rule(node, inputs);
      if (out.empty()) continue;
      // What a rule emitted may equal a node that exists.
      Node* made = out[0].node();
      return out.size() == 1 && !made->inputs.empty() && out[0].index() == 0 ? merge(*made, made->inputs) : out;
    }
    return merge(node, inputs);
  });
  return rewrite(graph);
}

}  // namespace glia::detail
