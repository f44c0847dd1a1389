#pragma once
#include <algorithm>
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

template <class Handle, class T>
ClassRecord<Handle> class_record(const char* name) {
  return {name, [](const Value& config) {
            T object{};
            fields_of<T>().apply(&object, config, type_name<T>());
            return Handle(std::move(object));
          }};
}

[[gnu::visibility("default")]] bool same_class_name(std::string_view a, std::string_view b);
[[noreturn, gnu::visibility("default")]] void throw_unknown_class(std::string_view kind, std::string_view name,
                                                                  std::vector<std::string_view> known);

/// Makes the class of that name from its configuration; `kind` ("initializer") is for the error.
template <class Handle>
Handle make_class(std::string_view kind, std::span<const ClassRecord<Handle>> records, std::string_view name,
                  const Value& config = {}) {
  for (const auto& record : records) {
    if (same_class_name(record.name, name)) return record.make(config);
  }
  std::vector<std::string_view> known;
  for (const auto& record : records) known.push_back(record.name);
  throw_unknown_class(kind, name, std::move(known));
}

/// {"class_name": "Dense", "config": {…}}, as Keras spells it.
[[gnu::visibility("default")]] Value class_config(std::string_view name, Value config);

}  // namespace glia::detail
