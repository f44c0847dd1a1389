#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "glia/base/dtype.hpp"
#include "glia/base/shape.hpp"
#include "glia/base/sizes.hpp"
#include "glia/base/value.hpp"

#pragma GCC visibility push(default)
namespace glia {

// How a field's type becomes a configuration value and back. A type of the user's own gives `Value to_config(const T&)`
// and `void from_config(const Value&, T&)` in its namespace.
Value to_config(const Dim& v);
Value to_config(const Shape& v);
Value to_config(const Sizes& v);
Value to_config(const DType& v);
void from_config(const Value& value, Dim& v);
void from_config(const Value& value, Shape& v);
void from_config(const Value& value, Sizes& v);
void from_config(const Value& value, DType& v);
void from_config(const Value& value, double& v);
void from_config(const Value& value, bool& v);
void from_config(const Value& value, std::string& v);
inline Value to_config(double v) { return v; }
inline Value to_config(bool v) { return v; }
inline Value to_config(const std::string& v) { return v; }
template <class T>
Value to_config(const std::optional<T>& v) {  // null for none
  return v ? to_config(*v) : Value{};
}
template <class T>
void from_config(const Value& value, std::optional<T>& v) {
  v.reset();
  if (!value.is_null()) from_config(value, v.emplace());
}
template <class T>
Value to_config(const std::vector<T>& items) {
  Value out = Value::list();
  for (const T& item : items) out.append(to_config(item));
  return out;
}
template <class T>
void from_config(const Value& value, std::vector<T>& items) {
  items.clear();
  for (const Value& item : value.as_list()) {
    T element{};
    from_config(item, element);
    items.push_back(std::move(element));
  }
}

/// The data members of a configuration struct, in order. One static function `fields(Fields&)` names them; saving,
/// loading, printing and comparing all read it:
///   void Dense::fields(Fields& f) { f("units", &Dense::units)("activation", &Dense::activation); }
class Fields {
 public:
  struct Field {
    std::string name;
    std::shared_ptr<const void> member;
    Value (*get)(const void* member, const void* object);
    void (*set)(const void* member, void* object, const Value& value);
  };

  template <class C, class T>
  Fields& operator()(std::string_view name, T C::*member) {
    fields_.push_back({std::string(name), std::make_shared<T C::*>(member),
                       [](const void* m, const void* object) {
                         return to_config(static_cast<const C*>(object)->**static_cast<T C::*const*>(m));
                       },
                       [](const void* m, void* object, const Value& value) {
                         from_config(value, static_cast<C*>(object)->**static_cast<T C::*const*>(m));
                       }});
    return *this;
  }

  const std::vector<Field>& all() const { return fields_; }
  /// Of a class that has data members but states no fields: what it holds cannot be written down.
  void set_unstated() { unstated_ = true; }
  Value config(const void* object) const;  ///< an object, one member a field; null if there are unstated members
  /// Sets the fields that `config` has; a ValueError with the nearest names for one that the class has not.
  void apply(void* object, const Value& config, std::string_view class_name) const;

 private:
  std::vector<Field> fields_;
  bool unstated_ = false;
};

/// The fields of T; none if it states none.
template <class T>
const Fields& fields_of() {
  static const Fields fields = [] {
    Fields f;
    if constexpr (requires { T::fields(f); }) {
      T::fields(f);
    } else if constexpr (!std::is_empty_v<T>) {
      f.set_unstated();
    }
    return f;
  }();
  return fields;
}

}  // namespace glia
#pragma GCC visibility pop
