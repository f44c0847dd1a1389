#include <map>
#include <set>

#include "glia/base/error.hpp"
#include "glia/files/compile_json.hpp"
#include "glia/files/format_of.hpp"
#include "glia/files/in_quotes.hpp"
#include "glia/files/json.hpp"
#include "glia/files/located.hpp"
#include "glia/files/model_file.hpp"
#include "glia/files/model_read.hpp"
#include "glia/files/named_weights.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/optimizers/optimizer_state.hpp"

namespace glia {
namespace detail {
namespace {

constexpr std::string_view kOptimizer = "optimizer:";
constexpr std::string_view kArray = "array:";

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < 5; ++i) out += (i > 0 ? ", " : "") + in_quotes(names[i]);
  return names.size() > 5 ? out + " and " + std::to_string(names.size() - 5) + " more" : out;
}

/// One load of a model.
class Loader {
 public:
  Loader(SafetensorsFile file, std::string name, LoadLimits limits)
      : metadata_(std::move(file.metadata)), name_(std::move(name)), limits_(limits) {
    for (NamedArray& t : file.tensors) {
      auto& group = t.name.starts_with(kOptimizer) ? optimizer_ : t.name.starts_with(kArray) ? arrays_ : weights_;
      group.emplace(std::move(t.name), std::move(t.array));
    }
  }

  Model operator()() {
    check_version();
    const Value described = json("glia.model");
    const Value::View view = described.view("glia.model");
    ModelReader reader(name_, arrays_);
    const std::shared_ptr<ModelState> model = reader.model(view);
    if (described.find("seed") != nullptr) {
      located(name_, view.path(), [&] { model->own_seed = static_cast<std::uint64_t>(view["seed"].as_int()); });
    }
    if (reader.used_arrays() < arrays_.size()) fail("The file holds an array that no node of the model reads");
    const std::vector<NamedWeight> all = named_weights(*model);
    match(all);
    take_weights(all);
    located(name_, view.path(), [&] { freeze(all, view["not_trainable"]); });
    if (find("glia.compile") != nullptr) {
      compile(Model(model), all);
    } else if (!optimizer_.empty()) {
      fail("The file holds the state of an optimizer, but no compile state", in_quotes(optimizer_.begin()->first));
    }
    return Model(model);
  }

 private:
  using Arrays = std::map<std::string, Array, std::less<>>;

  [[noreturn]] void fail(const std::string& rule, const std::string& received = {},
                         const std::string& hint = {}) const {
    throw FileError({.where = name_, .rule = rule, .received = received, .hint = hint});
  }

  const std::string* find(std::string_view key) const {
    for (const auto& [k, text] : metadata_) {
      if (k == key) return &text;
    }
    return nullptr;
  }

  Value json(std::string_view key) const {
    const std::string* text = find(key);
    if (text == nullptr) fail("The metadata " + in_quotes(key) + " is missing");
    return parse_json(*text, name_ + ": " + std::string(key), limits_);
  }

  void check_version() const {
    const std::string* version = find("glia.version");
    if (version == nullptr) {
      fail("The file holds tensors, but no model of Glia (the metadata 'glia.version' is missing)", {},
           "Build the model in code and give it the numbers with set_weights()");
    }
    if (*version == std::to_string(kModelFileVersion)) return;
    const bool number = !version->empty() && version->find_first_not_of("0123456789") == std::string::npos;
    if (!number || *version == "0") fail("glia.version is a whole number from 1 on", in_quotes(*version));
    throw FileError({.where = name_,
                     .rule = "The file has a newer format than this build reads",
                     .expected = "version " + std::to_string(kModelFileVersion),
                     .received = in_quotes(*version),
                     .hint = "Update Glia"});
  }

  /// Compares what the model declares with what the file holds; until then no variable has memory.
  void match(const std::vector<NamedWeight>& all) const {
    std::vector<std::string> missing, extra;
    std::set<std::string_view> expected;
    for (const NamedWeight& w : all) {
      if (!expected.insert(w.name).second) fail("Two weights of the model have one name", in_quotes(w.name));
      const auto found = weights_.find(w.name);
      if (found == weights_.end()) {
        missing.push_back(w.name);
      } else {
        same(w.name, w.variable.shape(), w.variable.dtype(), found->second);
      }
    }
    for (const auto& [name, array] : weights_) {
      if (!expected.contains(name)) extra.push_back(name);
    }
    if (!missing.empty()) fail("Weights of the model are missing in the file", listed(missing));
    if (!extra.empty()) fail("The file holds tensors that the model has not", listed(extra));
  }

  void same(std::string_view tensor, const Shape& shape, DType dtype, const Array& array) const {
    if (array.shape() == shape && array.dtype() == dtype) return;
    throw FileError({.where = name_ + ": tensor " + in_quotes(tensor),
                     .rule = "The tensor has the shape and dtype that the model declares",
                     .expected = std::string(dtype.name()) + shape.str(),
                     .received = std::string(array.dtype().name()) + array.shape().str()});
  }

  void take_weights(const std::vector<NamedWeight>& all) {
    for (const NamedWeight& w : all) w.variable.state().storage = weights_.find(w.name)->second;
    weights_.clear();
  }

  static void freeze(const std::vector<NamedWeight>& all, const Value::View& names) {
    std::set<std::string, std::less<>> frozen;
    for (std::size_t i = 0; i < names.as_list().size(); ++i) frozen.insert(names[i].as_string());
    for (const NamedWeight& w : all) Variable(w.variable).set_trainable(frozen.erase(w.name) == 0);
    if (frozen.empty()) return;
    throw ValueError({.where = names.path(), .rule = "The model has no weight " + in_quotes(*frozen.begin())});
  }

  Array taken(const std::string& tensor, const Shape& shape, DType dtype) {
    const auto found = optimizer_.find(tensor);
    if (found == optimizer_.end()) fail("The optimizer's state is missing in the file", in_quotes(tensor));
    same(tensor, shape, dtype, found->second);
    Array out = found->second;
    optimizer_.erase(found);
    return out;
  }

  void compile(const Model& model, const std::vector<NamedWeight>& all) {
    const Value described = json("glia.compile");
    const CompileOptions options = compile_options(described.view("glia.compile"), name_);
    OptimizerState& state = options.optimizer.state();
    for (auto& [name, variable] : state.numbers()) {
      variable.assign(taken("optimizer:" + name, variable.shape(), variable.dtype()));
    }
    if (state.core().iterations.value().item() < 0) fail("An optimizer has not done fewer than 0 steps");
    std::map<std::string_view, Variable> owners;
    for (const NamedWeight& w : all) owners.emplace(w.name, w.variable);
    for (auto& [name, array] : optimizer_) {  // "optimizer:momentum:dense/kernel"
      const std::size_t colon = name.find(':', kOptimizer.size());
      const auto owner =
          colon == std::string::npos ? owners.end() : owners.find(std::string_view(name).substr(colon + 1));
      if (owner == owners.end()) fail("A slot of the optimizer belongs to a weight of the model", in_quotes(name));
      const std::string slot = name.substr(kOptimizer.size(), colon - kOptimizer.size());
      const Variable variable = state.core().slot(owner->second, slot, 0);
      same(name, variable.shape(), variable.dtype(), array);
      variable.state().storage = std::move(array);  // a copy would hold them twice
    }
    model.compile(options);
  }

  Metadata metadata_;
  std::string name_;
  LoadLimits limits_;
  Arrays weights_, optimizer_, arrays_;
};

}  // namespace

Model model_from_file(SafetensorsFile file, const std::string& name, LoadLimits limits) {
  return Loader(std::move(file), name, limits)();
}

Model model_from_bytes(std::span<const std::byte> bytes, const std::string& name, LoadLimits limits) {
  return model_from_file(parse_safetensors(bytes, name, limits), name, limits);
}

}  // namespace detail

Model load_model(const std::string& path) {
  detail::require_own_format(path, "load_model");
  return detail::model_from_file(detail::read_safetensors(path), path);
}

}  // namespace glia
