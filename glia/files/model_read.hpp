#pragma once
#include <map>
#include <memory>
#include <string>

#include "glia/files/safetensors.hpp"
#include "glia/model/model_graph.hpp"

namespace glia::detail {

/// Makes the model that a file describes (ModelWriter has the form). No variable gets memory. `arrays` are those that
/// nodes may name; what was named is in used_arrays().
class ModelReader {
 public:
  ModelReader(std::string file, const std::map<std::string, Array, std::less<>>& arrays)
      : file_(std::move(file)), arrays_(arrays) {}

  std::shared_ptr<ModelState> model(const Value::View& value, const std::string& path = {});
  std::size_t used_arrays() const { return used_arrays_; }

 private:
  using Names = std::map<std::string, int, std::less<>>;
  Layer layer(const Value::View& value, const std::string& path);
  Layer named_layer(const Value::View& value, const std::string& path);
  Tensors node(const Value::View& value, const std::vector<Layer>& layers, const Names& names,
               const std::vector<Tensors>& values);
  Tensors leaf_or_op(const Value::View& value, const std::vector<Tensors>& values);
  void connect_sequential(const Value::View& value, ModelState& state) const;
  std::shared_ptr<ModelState> connect(const Value::View& value, ModelState& state, const std::string& name);

  std::string file_;
  const std::map<std::string, Array, std::less<>>& arrays_;
  std::map<std::string, Layer, std::less<>> known_;  // by path
  std::size_t used_arrays_ = 0;
};

}  // namespace glia::detail
