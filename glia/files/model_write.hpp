#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "glia/files/safetensors.hpp"
#include "glia/model/model_graph.hpp"

namespace glia::detail {

/// Describes a model as JSON: {"class_name", "name", "layers": […], and "input" (Sequential; null if it has none yet)
/// or "inputs", "nodes", "outputs"}. A layer is {"name", "class_name", "config", "trainable"}, {"name", "model",
/// "trainable"} for a nested model, or {"shared": path} if it stood before at that path. A node is {"layer", "inputs"}
/// or an operation {"op", "attributes", "inputs"}, {"constant", "dtype", "weak"}, {"array": tensor name}; inputs and
/// outputs are [value, output] with the values counted from the inputs on, so that nothing can read what comes later.
class ModelWriter {
 public:
  Value model(const ModelState& model, const std::string& path = {});
  const std::vector<NamedArray>& arrays() const { return arrays_; }

 private:
  Value layer(const Layer& layer, const std::string& path);
  Value node(const ModelNode& node, const ModelState& model);

  std::unordered_map<const LayerState*, std::string> written_;
  std::vector<NamedArray> arrays_;
};

}  // namespace glia::detail
