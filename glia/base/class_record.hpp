#pragma once
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "glia/base/error.hpp"
#include "glia/base/fields.hpp"
#include "glia/base/type_name.hpp"

namespace glia::detail {

/// A class that strings and files may name: "glorot_uniform", "GlorotUniform" and "glorotuniform" are one name.
/// Handle is what type-erases the kind: Initializer, Layer, Loss, ….
template <class Handle>
struct ClassRecord {
  const char* name;
  Handle (*make)(const Value& config);
};

/// The body of a handle around an object: the only place where code is made for a class behind its handle. For built-in
/// classes the build declares it `extern template` behind glia.hpp, so that it exists in the library alone.
template <class Handle, class T>
[[gnu::visibility("default")]] std::shared_ptr<typename Handle::Body> hold(T object) {
  return std::make_shared<typename Handle::template Holder<T>>(std::move(object));
}

template <class Handle, class T>
ClassRecord<Handle> class_record(const char* name) {
  return {name, [](const Value& config) {
            T object{};
            fields_of<T>().apply(&object, config, type_name<T>());
            return Handle(std::move(object));
          }};
}

bool same_class_name(std::string_view a, std::string_view b);
[[noreturn]] void throw_unknown_class(std::string_view kind, std::string_view name,
                                      std::vector<std::string_view> known);

/// Another name that Keras has for a class: "mse".
struct ClassAlias {
  std::string_view name;
  std::string_view class_name;
};

/// Makes the class of that name from its configuration; `kind` ("initializer") is for the error.
template <class Handle>
Handle make_class(std::string_view kind, std::span<const ClassRecord<Handle>> records, std::string_view name,
                  const Value& config = {}, std::span<const ClassAlias> aliases = {}) {
  std::string_view wanted = name;
  for (const ClassAlias& alias : aliases) {
    if (same_class_name(alias.name, name)) wanted = alias.class_name;
  }
  for (const auto& record : records) {
    if (same_class_name(record.name, wanted)) return record.make(config);
  }
  std::vector<std::string_view> known;
  for (const auto& record : records) known.push_back(record.name);
  for (const ClassAlias& alias : aliases) known.push_back(alias.name);
  throw_unknown_class(kind, name, std::move(known));
}

/// The same from a saved value: a name, or {"class_name": …, "config": …}.
template <class Handle>
Handle class_from(std::string_view kind, std::span<const ClassRecord<Handle>> records, const Value& value) {
  if (value.if_string() != nullptr) return Handle(value.as_string());
  return make_class(kind, records, value["class_name"].as_string(), value["config"]);
}

/// {"class_name": "Dense", "config": {…}}, as Keras spells it.
[[gnu::visibility("default")]] Value class_config(std::string_view name, Value config);

}  // namespace glia::detail
