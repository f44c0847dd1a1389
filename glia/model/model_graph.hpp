// internal
#pragma once
#include <memory>
#include <vector>

#include "glia/model/model_state.hpp"

namespace glia::detail {

/// Output `output` of value `node`. A model's values are its inputs, then its nodes, counted together.
struct ValueRef {
  std::size_t node = 0;
  std::size_t output = 0;
};

/// One application in a model: of layer number `layer`, or, if that is below 0, a copy of `like` on other inputs.
struct ModelNode {
  int layer = -1;
  std::shared_ptr<const Node> like;
  std::vector<ValueRef> inputs;
};

/// How a built model connects its layers, every node behind those that it reads.
struct ModelGraph {
  std::vector<ModelNode> nodes;
  std::vector<ValueRef> outputs;
};

ModelGraph graph_of(const ModelState& model);

/// The outputs of one node; `values` are those of the inputs and of the nodes before it.
Tensors apply_node(const ModelNode& node, const std::vector<Layer>& layers, const std::vector<Tensors>& values);

/// The name that an Input was given; empty if none.
const std::string& input_name(const Tensor& input);

}  // namespace glia::detail
