#include "glia/files/model_read.hpp"

#include "glia/base/error.hpp"
#include "glia/files/in_quotes.hpp"
#include "glia/files/located.hpp"
#include "glia/layers/layer_state.hpp"

namespace glia::detail {
namespace {

Tensor input_of(const Value::View& value) {
  Shape shape;
  from_config(value["shape"].value(), shape);
  InputOptions options{.name = value["name"].as_string(), .dtype = DType(value["dtype"].as_string())};
  if (value.value().find("batch_size") != nullptr) options.batch_size = value["batch_size"].as_int();
  return Input(shape, options).tensor();
}

/// An index into a list of `size` items.
std::size_t index_of(const Value::View& value, std::size_t size, const char* what) {
  const std::int64_t index = value.as_int();
  if (index >= 0 && static_cast<std::uint64_t>(index) < size) return static_cast<std::size_t>(index);
  throw ValueError({.where = value.path(),
                    .rule = std::string("The number names ") + what,
                    .expected = size == 0 ? "none, for there is none" : "0 to " + std::to_string(size - 1),
                    .received = std::to_string(index)});
}

Tensors tensors_of(const Value::View& refs, const std::vector<Tensors>& values) {
  Tensors out;
  for (std::size_t i = 0; i < refs.as_list().size(); ++i) {
    const Value::View ref = refs[i];
    if (ref.as_list().size() != 2)
      throw ValueError({.where = ref.path(), .rule = "A value is named by its number and that of its output"});
    const std::size_t node = index_of(ref[0], values.size(), "an input or a node that stands before this one");
    out.push_back(values[node][index_of(ref[1], values[node].size(), "an output of that node")]);
  }
  return out;
}

Attribute attribute_of(const Value::View& value) {
  constexpr std::int64_t kLargest = std::int64_t{1} << 62;  // as sizes everywhere
  const auto bounded = [&](std::int64_t i) {
    if (i < -kLargest || i > kLargest) throw ValueError({.where = value.path(), .rule = "A size is at most 2^62"});
    return i;
  };
  if (const std::int64_t* integer = value.value().if_int()) return bounded(*integer);
  if (const double* real = value.value().if_double()) return *real;
  if (const std::string* text = value.value().if_string()) return *text;
  std::vector<std::int64_t> out;
  for (std::size_t i = 0; i < value.as_list().size(); ++i) out.push_back(bounded(value[i].as_int()));
  return out;
}

Attributes attributes_of(const Value::View& value) {
  Attributes out;
  for (const auto& [name, content] : value.as_object()) out.set(name, attribute_of(value[name]));
  return out;
}

const Op& op_of(const Value::View& name) {
  if (const Op* op = find_op(name.as_string())) return *op;
  throw ValueError({.where = name.path(), .rule = "There is no operation " + in_quotes(name.as_string())});
}

}  // namespace

Layer ModelReader::named_layer(const Value::View& value, const std::string& path) {
  const std::string& name = value["name"].as_string();
  if (name.empty()) throw ValueError({.where = value["name"].path(), .rule = "A layer in a file has a name"});
  if (value.value().find("model") != nullptr) {
    const std::shared_ptr<ModelState> inner = model(value["model"], path + name + "/");
    if (inner->name != name)
      throw ValueError({.where = value["name"].path(), .rule = "A nested model and its layer have one name"});
    return Layer(Model(inner));
  }
  const Value::View class_name = value["class_name"];
  const Value::View config = value["config"];
  config.as_object();
  try {
    Layer out = make_layer(class_name.as_string(), config);
    out.state().store.path = name;
    return out;
  } catch (const Error& e) {
    if (e.parts().rule.rfind("No layer has the name", 0) != 0) throw_located(e, file_, config.path());
    const std::string& name_given = class_name.as_string();
    throw_located(ValueError({.where = class_name.path(),
                              .rule = "There is no layer class " + in_quotes(name_given),
                              .hint = "If it is yours, call register_layer<" + name_given.substr(0, 60) +
                                      ">() before load_model(). " + e.parts().hint}),
                  file_, class_name.path());
  }
}

Layer ModelReader::layer(const Value::View& value, const std::string& path) {
  if (value.value().find("shared") != nullptr) {
    const auto known = known_.find(value["shared"].as_string());
    if (known != known_.end()) return known->second;
    throw ValueError({.where = value["shared"].path(),
                      .rule = "A shared layer stands in the file before",
                      .received = in_quotes(value["shared"].as_string())});
  }
  Layer out = named_layer(value, path);
  out.state().store.trainable = value["trainable"].as_bool();  // that of the layers inside is their own
  if (!known_.emplace(path + out.name(), out).second) {
    throw ValueError({.where = value["name"].path(),
                      .rule = "All layers of a model have different names",
                      .received = in_quotes(out.name()) + " twice"});
  }
  return out;
}

Tensors ModelReader::leaf_or_op(const Value::View& value, const std::vector<Tensors>& values) {
  if (value.value().find("constant") != nullptr) {
    return {constant(value["constant"].as_double(), DType(value["dtype"].as_string()), value["weak"].as_bool())};
  }
  if (value.value().find("array") != nullptr) {
    const std::string& name = value["array"].as_string();
    const auto found = arrays_.find(name);
    if (found == arrays_.end()) {
      throw ValueError({.where = value["array"].path(),
                        .rule = "The file holds no tensor " + in_quotes(name) + " that a node may read"});
    }
    ++used_arrays_;
    return {Tensor(found->second)};
  }
  return emit_all(op_of(value["op"]), tensors_of(value["inputs"], values), attributes_of(value["attributes"]));
}

Tensors ModelReader::node(const Value::View& value, const std::vector<Layer>& layers, const Names& names,
                          const std::vector<Tensors>& values) {
  return located(file_, value.path(), [&]() -> Tensors {
    if (value.value().find("layer") == nullptr) return leaf_or_op(value, values);
    const auto found = names.find(value["layer"].as_string());
    if (found == names.end()) {
      throw ValueError(
          {.where = value["layer"].path(), .rule = "The model has no layer " + in_quotes(value["layer"].as_string())});
    }
    const Tensors inputs = tensors_of(value["inputs"], values);
    if (inputs.empty()) throw ValueError({.where = value["inputs"].path(), .rule = "A layer has at least one input"});
    return layers[static_cast<std::size_t>(found->second)].apply(inputs);
  });
}

void ModelReader::connect_sequential(const Value::View& value, ModelState& state) const {
  state.sequential = true;
  state.name_layers();
  if (value["input"].is_null()) return;
  state.inputs = state.outputs = {input_of(value["input"])};
  for (std::size_t i = 0; i < state.layers.size(); ++i) {
    located(file_, value["layers"][i].path(), [&] { state.outputs = {state.layers[i](state.outputs[0])}; });
  }
  state.built = true;
}

std::shared_ptr<ModelState> ModelReader::connect(const Value::View& value, ModelState& state, const std::string& name) {
  Names names;
  for (const Layer& l : state.layers) names.emplace(l.name(), static_cast<int>(names.size()));
  std::vector<Tensors> values;
  for (std::size_t i = 0; i < value["inputs"].as_list().size(); ++i) {
    state.inputs.push_back(input_of(value["inputs"][i]));
    values.push_back({state.inputs.back()});
  }
  const Value::View nodes = value["nodes"];
  for (std::size_t i = 0; i < nodes.as_list().size(); ++i)
    values.push_back(node(nodes[i], state.layers, names, values));
  const Model made(state.inputs, tensors_of(value["outputs"], values), name);
  if (made.state().layers.size() != state.layers.size()) {
    throw ValueError({.where = value["layers"].path(),
                      .rule = "Every layer lies between the inputs and the outputs",
                      .expected = std::to_string(state.layers.size()) + " layers",
                      .received = std::to_string(made.state().layers.size())});
  }
  made.state().layers = state.layers;
  return made.shared_state();
}

std::shared_ptr<ModelState> ModelReader::model(const Value::View& value, const std::string& path) {
  return located(file_, value.path(), [&] {
    auto state = std::make_shared<ModelState>();
    state->name = value["name"].as_string();
    const Value::View layers = value["layers"];
    for (std::size_t i = 0; i < layers.as_list().size(); ++i)
      state->layers.push_back(located(file_, layers[i].path(), [&] { return layer(layers[i], path); }));
    const std::string& kind = value["class_name"].as_string();
    if (kind == "Sequential") {
      connect_sequential(value, *state);
    } else if (kind == "Functional") {
      state = connect(value, *state, state->name);
    } else {
      throw ValueError({.where = value["class_name"].path(),
                        .rule = "A model is Sequential or Functional",
                        .received = in_quotes(kind)});
    }
    state->policy = value.value().find("dtype_policy") != nullptr ? dtype_policy_of(value["dtype_policy"].as_string())
                                                                  : DTypePolicy::float32;
    return state;
  });
}

}  // namespace glia::detail
