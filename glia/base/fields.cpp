#include "glia/base/fields.hpp"

#include "glia/base/error.hpp"

namespace glia {

Value to_config(const Dim& v) { return static_cast<std::int64_t>(v); }
Value to_config(const DType& v) { return std::string(v.keras_name()); }
Value to_config(const Shape& v) {
  Value out = Value::list();
  for (const std::int64_t d : v) out.append(d);
  return out;
}

Value to_config(const Sizes& v) {
  Value out = Value::list();
  for (const std::int64_t d : v.values()) out.append(d);
  return out;
}

void from_config(const Value& value, Dim& v) { v = Dim(value.as_int()); }
void from_config(const Value& value, DType& v) { v = DType(value.as_string()); }
void from_config(const Value& value, double& v) { v = value.as_double(); }
void from_config(const Value& value, bool& v) { v = value.as_bool(); }
void from_config(const Value& value, std::string& v) { v = value.as_string(); }
void from_config(const Value& value, Shape& v) {
  v = Shape{};
  for (const Value& d : value.as_list()) v.push_back(d.is_null() ? -1 : d.as_int());
}

void from_config(const Value& value, Sizes& v) {  // a number, or null for none, as Keras writes them
  if (value.is_number()) {
    v = Dim(value.as_int());
    return;
  }
  std::vector<std::int64_t> values;
  if (!value.is_null()) {
    for (const Value& d : value.as_list()) values.push_back(d.as_int());
  }
  v = Sizes(std::move(values));
}

Value Fields::config(const void* object) const {
  if (unstated_) return {};
  Value out = Value::object();
  for (const Field& f : fields_) out.set(f.name, f.get(f.member.get(), object));
  return out;
}

void Fields::apply(void* object, const Value& config, std::string_view class_name) const {
  if (config.is_null()) return;
  if (unstated_) {
    throw ValueError({.where = std::string(class_name),
                      .rule = "The class has data members but no fields(), so they would keep their defaults",
                      .hint = "Give it `static void fields(Fields&)` that names each of them"});
  }
  for (const auto& [key, value] : config.as_object(class_name)) {
    const Field* found = nullptr;
    for (const Field& f : fields_) {
      if (f.name == key) found = &f;
    }
    if (found == nullptr) {
      std::vector<std::string_view> names;
      for (const Field& f : fields_) names.push_back(f.name);
      throw ValueError({.where = std::string(class_name),
                        .rule = "The class has no field '" + key + "'",
                        .hint = nearest_names(key, names.data(), names.size())});
    }
    const ErrorPath path(std::string(class_name) + "." + key);
    found->set(found->member.get(), object, value);
  }
}

}  // namespace glia
