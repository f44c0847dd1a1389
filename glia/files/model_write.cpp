#include "glia/files/model_write.hpp"

#include "glia/base/error.hpp"
#include "glia/graph/fixed_batch.hpp"
#include "glia/layers/layer_state.hpp"
#include "glia/model/model_body.hpp"

namespace glia::detail {
namespace {

Value input_value(const Tensor& input) {
  const Shape& batch = input.shape();
  Value out = Value::object({{"shape", to_config(batch.sub(1, batch.rank()))},
                             {"dtype", to_config(input.dtype())},
                             {"name", input_name(input)}});
  if (const std::int64_t rows = fixed_batch(input); rows > 0) out.set("batch_size", rows);
  return out;
}

Value refs_value(const std::vector<ValueRef>& refs) {
  Value out = Value::list();
  for (const ValueRef& ref : refs) out.append(Value::list({ref.node, ref.output}));
  return out;
}

Value attributes_value(const Attributes& attributes) {
  Value out = Value::object();
  for (const auto& [name, attribute] : attributes.entries())
    out.set(name, std::visit([](const auto& content) { return Value(content); }, attribute));
  return out;
}

[[noreturn]] void throw_lambda_layer(const std::string& name) {
  throw UnsupportedError({.where = name,
                          .rule = "A layer that is a lambda cannot be saved: no file holds code",
                          .hint = "Write it as a struct with `Tensor call(Scope&, Tensor) const`, which load_model() "
                                  "finds after register_layer<…>()"});
}

/// The class in a configuration that has data members but no fields(); empty if there is none.
std::string class_without_fields(const Value& config) {
  if (const Value::List* items = config.if_list()) {
    for (const Value& item : *items) {
      if (std::string found = class_without_fields(item); !found.empty()) return found;
    }
  } else if (const Value::Object* members = config.if_object()) {
    const Value* const name = config.find("class_name");
    const Value* const own = config.find("config");
    if (name != nullptr && own != nullptr && own->is_null()) return name->as_string();
    for (const Value::Member& member : *members) {
      if (std::string found = class_without_fields(member.value); !found.empty()) return found;
    }
  }
  return {};
}

void require_fields(const std::string& layer, const Value& config) {
  const std::string name = class_without_fields(config);
  if (name.empty()) return;
  throw UnsupportedError({.where = layer,
                          .rule = "A class that has data members but no fields() cannot be saved: they would be lost",
                          .received = name,
                          .hint = "Give it `static void fields(Fields&)` that names each of them"});
}

}  // namespace

Value ModelWriter::layer(const Layer& layer, const std::string& path) {
  const auto [known, is_new] = written_.emplace(&layer.state(), path);
  if (!is_new) return Value::object({{"shared", known->second}});
  Value out = Value::object({{"name", layer.name()}});
  if (const auto inner = nested_model(layer)) {
    out.set("model", model(*inner, path + "/"));
  } else {
    if (layer.class_name() == "Lambda") throw_lambda_layer(layer.name());
    try {
      const Value config = layer.config();
      require_fields(layer.name(), config);
      out.set("class_name", config["class_name"]);
      out.set("config", config["config"]);
    } catch (const UnsupportedError& e) {
      ErrorParts parts = e.parts();
      parts.where = layer.name() + ", " + parts.where;
      throw UnsupportedError(parts);
    }
  }
  out.set("trainable", layer.trainable());
  return out;
}

Value ModelWriter::node(const ModelNode& node, const ModelState& model) {
  Value out = Value::object();
  if (node.layer >= 0) {
    out.set("layer", model.layers[static_cast<std::size_t>(node.layer)].name());
  } else if (node.like->op == &op_constant) {
    return Value::object({{"constant", node.like->attributes.real("value")},
                          {"dtype", to_config(node.like->outputs[0].dtype)},
                          {"weak", node.like->attributes.integer("weak") != 0}});
  } else if (node.like->op == &op_array) {
    arrays_.push_back({"array:" + std::to_string(arrays_.size()), std::get<Array>(node.like->payload)});
    return Value::object({{"array", arrays_.back().name}});
  } else if (std::holds_alternative<std::shared_ptr<const CustomOp>>(node.like->payload)) {
    throw UnsupportedError({.where = node.like->attributes.text("name"),
                            .rule = "A custom_op outside of a layer cannot be saved: no file holds code",
                            .received = "one in the model '" + model.name + "'",
                            .hint = "Call it in a struct with `Tensor call(Scope&, Tensor) const`, which load_model() "
                                    "finds after register_layer<…>()"});
  } else if (find_op(node.like->op->name) == node.like->op) {
    out.set("op", node.like->op->name);
    out.set("attributes", attributes_value(node.like->attributes));
  } else {
    throw UnsupportedError({.where = model.name,
                            .rule = "The model uses a variable, or an operation of its own, outside of a layer",
                            .received = node.like->op->name,
                            .hint = "Move it into a layer, which owns its variables"});
  }
  out.set("inputs", refs_value(node.inputs));
  return out;
}

Value ModelWriter::model(const ModelState& model, const std::string& path) {
  Value out = Value::object({{"class_name", model.sequential ? "Sequential" : "Functional"}, {"name", model.name}});
  if (model.policy != DTypePolicy::float32) out.set("dtype_policy", name_of(model.policy));
  Value layers = Value::list();
  for (const Layer& l : model.layers) layers.append(layer(l, path + l.name()));
  out.set("layers", layers);
  if (model.sequential) {
    out.set("input", model.built ? input_value(model.inputs.at(0)) : Value());
    return out;
  }
  Value inputs = Value::list();
  for (const Tensor& input : model.inputs) inputs.append(input_value(input));
  out.set("inputs", inputs);
  const ModelGraph graph = graph_of(model);
  Value nodes = Value::list();
  for (const ModelNode& n : graph.nodes) nodes.append(node(n, model));
  out.set("nodes", nodes);
  out.set("outputs", refs_value(graph.outputs));
  return out;
}

}  // namespace glia::detail
