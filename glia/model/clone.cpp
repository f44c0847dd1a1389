#include <unordered_map>

#include "glia/graph/fixed_batch.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/layers/layer_state.hpp"
#include "glia/model/model_body.hpp"
#include "glia/model/model_graph.hpp"

namespace glia {
namespace detail {
namespace {

/// Copies models and the layers in them. A layer that is met twice, also in a nested model, is copied once.
class Cloner {
 public:
  explicit Cloner(bool weights) : weights_(weights) {}

  std::shared_ptr<ModelState> model(const ModelState& from) {
    auto out = std::make_shared<ModelState>();
    out->name = from.name;
    out->sequential = from.sequential;
    out->policy = from.policy;
    out->own_seed = from.own_seed;
    out->draw_seed = from.draw_seed;
    out->enclosing = from.enclosing;
    out->trainable = from.trainable;
    for (const Layer& layer : from.layers) out->layers.push_back(this->layer(layer));
    if (!from.built) return out;
    std::vector<Tensors> values;
    for (const Tensor& input : from.inputs) {
      const Shape& batch = input.shape();
      values.push_back({Input(batch.sub(1, batch.rank()),
                              {.name = input_name(input), .dtype = input.dtype(), .batch_size = fixed_batch(input)})
                            .tensor()});
      out->inputs.push_back(values.back()[0]);
    }
    const ModelGraph graph = graph_of(from);
    for (const ModelNode& node : graph.nodes) values.push_back(apply_node(node, out->layers, values));
    for (const ValueRef& ref : graph.outputs) out->outputs.push_back(values[ref.node][ref.output]);
    out->built = true;
    for (std::size_t i = 0; i < from.layers.size(); ++i) {
      if (nested_model(from.layers[i]) == nullptr)
        copy_store(from.layers[i].state().store, out->layers[i].state().store);
    }
    return out;
  }

 private:
  Layer layer(const Layer& from) {
    if (const auto known = layers_.find(&from.state()); known != layers_.end()) return known->second;
    const std::shared_ptr<ModelState> inner = nested_model(from);
    Layer out = inner != nullptr ? Layer(Model(model(*inner))) : from.clone();
    out.state().remat = from.state().remat;
    VariableStore& store = out.state().store;
    store.path = from.name();
    store.enclosing = from.state().store.enclosing;
    store.seed = from.state().store.seed;
    store.trainable = from.trainable();  // that of the layers inside is their own
    layers_.emplace(&from.state(), out);
    return out;
  }

  void copy_store(VariableStore& from, VariableStore& to) const {
    to.trainable = from.trainable;
    for (const auto& [name, variable] : from.variables) {
      Variable* copy = to.find(name);
      if (copy == nullptr) continue;  // made by an application outside of this model
      copy->set_trainable(variable.trainable());
      // One that is not drawn yet will be drawn alike: its path and seed are the same.
      if (weights_ && variable.state().ready()) copy->assign(variable.value());
    }
    for (const auto& [name, child] : from.children) copy_store(*child, to.child(name));
  }

  bool weights_;
  std::unordered_map<const LayerState*, Layer> layers_;
};

}  // namespace

std::shared_ptr<ModelState> clone_model(const ModelState& model, bool weights) { return Cloner(weights).model(model); }

}  // namespace detail

Model Model::clone() const { return Model(detail::clone_model(*state_, true)); }

}  // namespace glia
