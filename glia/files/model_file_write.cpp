#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/files/compile_json.hpp"
#include "glia/files/format_of.hpp"
#include "glia/files/json.hpp"
#include "glia/files/model_file.hpp"
#include "glia/files/model_write.hpp"
#include "glia/files/optimizer_tensors.hpp"
#include "glia/files/variable_source.hpp"

namespace glia {
namespace detail {
namespace {

struct Content {
  std::vector<TensorSource> tensors;
  Metadata metadata;
};

/// The values of all, and the paths of those that training leaves alone.
Value add_weights(const std::vector<NamedWeight>& weights, std::vector<TensorSource>& out) {
  Value frozen = Value::list();
  for (const NamedWeight& w : weights) {
    if (w.name.starts_with("optimizer:") || w.name.starts_with("array:")) {
      throw ValueError({.where = "save",
                        .rule = "Names that begin with 'optimizer:' or 'array:' mean something else in a file",
                        .received = w.name,
                        .hint = "Give the layer another .name"});
    }
    out.push_back(source_of(w.name, w.variable));
    if (!w.variable.trainable()) frozen.append(w.name);
  }
  return frozen;
}

void hint_about(const std::vector<std::string>& dropped, const std::string& model) {
  if (dropped.empty()) return;
  std::string all;
  for (const std::string& name : dropped) all += (all.empty() ? "" : ", ") + name;
  log_write(LogLevel::hint, model + ": saved without " + all +
                                ", which no file can hold, for it is code. After load_model() call "
                                "compile({.optimizer = model.optimizer(), .loss = …, .metrics = …}) with it.");
}

Content content_of(const Model& model) {
  ModelState& state = model.state();
  Content out;
  ModelWriter writer;
  Value described = writer.model(state);
  described.set("seed", static_cast<std::int64_t>(state.seed_of_its_own()));
  state.draw_weights();
  const std::vector<NamedWeight> weights = named_weights(state);
  described.set("not_trainable", add_weights(weights, out.tensors));
  for (const NamedArray& array : writer.arrays()) out.tensors.push_back(source_of(array));
  out.metadata = {{"glia.version", std::to_string(kModelFileVersion)}, {"glia.model", to_json(described)}};
  if (state.compiled) {
    std::vector<std::string> dropped;
    const Value compiled = compile_value(state, dropped);
    hint_about(dropped, state.name);
    if (!compiled.is_null()) {
      out.metadata.emplace_back("glia.compile", to_json(compiled));
      for (const auto& [name, variable] : optimizer_tensors(state.compiled->options.optimizer, weights)) {
        out.tensors.push_back(source_of(name, variable));
      }
    }
  }
  return out;
}

}  // namespace

ModelFile model_to_file(const Model& model) {
  Content content = content_of(model);
  ModelFile out;
  out.metadata = std::move(content.metadata);
  for (const TensorSource& tensor : content.tensors) {
    Array array(tensor.shape, tensor.dtype);
    std::byte* to = array.raw();
    tensor.bytes([&](std::span<const std::byte> piece) { to = std::copy(piece.begin(), piece.end(), to); });
    out.tensors.push_back({tensor.name, std::move(array)});
  }
  return out;
}

}  // namespace detail

void Model::save(const std::string& path) const {
  detail::require_own_format(path, "save");
  const detail::Content content = detail::content_of(*this);
  detail::stream_safetensors(path, content.tensors, content.metadata);
}

}  // namespace glia
