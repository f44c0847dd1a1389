#include "glia/model/backup.hpp"

#include <filesystem>
#include <map>

#include "glia/base/error.hpp"
#include "glia/files/file_ops.hpp"
#include "glia/files/in_quotes.hpp"
#include "glia/files/json.hpp"
#include "glia/files/located.hpp"
#include "glia/files/optimizer_tensors.hpp"
#include "glia/files/variable_source.hpp"

namespace glia::detail {
namespace {

namespace fs = std::filesystem;

constexpr const char* kKey = "glia.backup";

std::vector<std::pair<std::string, Variable>> variables_of(const Model& model) {
  const std::vector<NamedWeight> weights = named_weights(model.state());
  std::vector<std::pair<std::string, Variable>> out;
  out.reserve(weights.size());
  for (const NamedWeight& w : weights) out.emplace_back(w.name, w.variable);
  for (const auto& tensor : optimizer_tensors(model.optimizer(), weights)) out.push_back(tensor);
  return out;
}

/// The tensors of the file in the order of the variables.
std::vector<const Array*> matched(const std::vector<std::pair<std::string, Variable>>& variables,
                                  const SafetensorsFile& file, const std::string& path) {
  const auto fail = [&](const std::string& rule, const std::string& name) {
    throw FileError({.where = path,
                     .rule = "The backup is not of this model: " + rule,
                     .received = in_quotes(name),
                     .hint = "Give each training a backup_dir of its own"});
  };
  std::map<std::string_view, const Array*> left;
  for (const NamedArray& t : file.tensors) left.emplace(t.name, &t.array);
  std::vector<const Array*> out;
  for (const auto& [name, variable] : variables) {
    const auto found = left.find(name);
    if (found == left.end()) fail("it lacks a variable", name);
    const Array& array = *found->second;
    if (!(array.shape() == variable.shape()) || array.dtype() != variable.dtype()) {
      fail("a variable has another shape or dtype", name);
    }
    out.push_back(&array);
    left.erase(found);
  }
  if (!left.empty()) fail("it has one variable more", std::string(left.begin()->first));
  return out;
}

[[noreturn]] void throw_code(const std::string& path, const std::string& call, const std::error_code& code) {
  throw_file_error(path, call, code.value(), "");
}

}  // namespace

void save_backup(const std::string& path, const Model& model, const Backup& backup) {
  std::error_code code;
  const fs::path folder = fs::path(path).parent_path();
  fs::create_directories(folder, code);
  if (code) throw_code(folder.string(), "make the folder", code);
  std::vector<TensorSource> tensors;
  for (const auto& [name, variable] : variables_of(model)) tensors.push_back(source_of(name, variable));
  const Value where = Value::object({{"epoch", backup.epoch}, {"seed", static_cast<std::int64_t>(backup.seed)}});
  stream_safetensors(path, tensors, {{kKey, to_json(where)}});
}

std::optional<Backup> load_backup(const std::string& path, const Model& model) {
  std::error_code code;
  if (!fs::exists(path, code)) return {};
  const SafetensorsFile file = read_safetensors(path);
  const std::string* text = file.find_metadata(kKey);
  if (text == nullptr) {
    throw FileError({.where = path, .rule = "The file holds no backup (the metadata 'glia.backup' is missing)"});
  }
  const Value where = parse_json(*text, path + ": " + kKey, {});
  Backup out;
  located(path, kKey, [&] {
    const Value::View view = where.view(kKey);
    out.epoch = view["epoch"].as_int();
    out.seed = static_cast<std::uint64_t>(view["seed"].as_int());
  });
  if (out.epoch < 0) throw FileError({.where = path, .rule = "Training cannot go on before its first epoch"});
  const auto variables = variables_of(model);
  const std::vector<const Array*> arrays = matched(variables, file, path);
  for (std::size_t i = 0; i < arrays.size(); ++i) Variable(variables[i].second).assign(*arrays[i]);
  return out;
}

void copy_backup(const std::string& from, const std::string& to) {
  std::error_code code;
  if (!fs::exists(from, code)) return;
  fs::copy_file(from, to, fs::copy_options::overwrite_existing, code);
  if (code) throw_code(to, "copy", code);
}

void remove_backups(const std::string& folder, std::initializer_list<std::string> paths) {
  std::error_code code;  // what cannot be removed stays
  for (const std::string& path : paths) fs::remove(path, code);
  fs::remove(folder, code);
}

}  // namespace glia::detail
