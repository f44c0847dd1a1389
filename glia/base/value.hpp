#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#pragma GCC visibility push(default)
namespace glia {

/// A configuration value, as in JSON: null, bool, integer (64 bits), real (double), string, list, or an object whose
/// members keep the order in which they were added. Equality: an integer never equals a real, NaN equals NaN (the same
/// configuration), objects are equal whatever their order.
class Value {
 public:
  enum class Kind : std::uint8_t { null, logical, integer, real, string, list, object };
  struct Member;
  class View;
  using List = std::vector<Value>;
  using Object = std::vector<Member>;

  Value();                ///< null
  Value(std::nullptr_t);  // NOLINT
  template <std::same_as<bool> T>
  Value(T value) : Value(Exact{}, value) {}  // NOLINT: a pointer must not become a bool
  template <std::integral T>
  requires(!std::same_as<T, bool>) Value(T value) : Value(Exact{}, static_cast<std::int64_t>(value)) {  // NOLINT
    if (!std::in_range<std::int64_t>(value)) throw_out_of_range();
  }
  template <std::floating_point T>
  Value(T value) : Value(Exact{}, static_cast<double>(value)) {}  // NOLINT
  Value(const char* text);                                        // NOLINT
  Value(std::string_view text);                                   // NOLINT
  Value(std::string text);                                        // NOLINT
  Value(List items);                                              // NOLINT
  Value(Object members);                                          // NOLINT
  template <class T>
  requires(!std::same_as<T, Value> && !std::same_as<T, Member> && std::convertible_to<T, Value>)
      Value(const std::vector<T>& items)
      : Value(list()) {  // NOLINT
    for (const T& item : items) append(Value(item));
  }

  static Value list(std::initializer_list<Value> items = {});
  static Value object(
      std::initializer_list<Member> members = {});  ///< Value::object({{"units", 8}, {"use_bias", true}})

  Value(const Value&);
  Value(Value&&) noexcept;
  Value& operator=(const Value&);
  Value& operator=(Value&&) noexcept;
  ~Value();

  Kind kind() const { return static_cast<Kind>(data_.index()); }
  std::string_view kind_name() const;  ///< "null", "a bool", "an integer", "a real", "a string", "a list", "an object"
  bool is_null() const { return kind() == Kind::null; }
  bool is_number() const { return kind() == Kind::integer || kind() == Kind::real; }

  /// The content; a TypeError that says `path`, or "value", if the kind is another. as_double() also takes integers.
  bool as_bool(std::string_view path = {}) const;
  std::int64_t as_int(std::string_view path = {}) const;
  double as_double(std::string_view path = {}) const;
  const std::string& as_string(std::string_view path = {}) const;
  const List& as_list(std::string_view path = {}) const;
  const Object& as_object(std::string_view path = {}) const;

  /// The content, or nullptr if the kind is another.
  const bool* if_bool() const { return std::get_if<bool>(&data_); }
  const std::int64_t* if_int() const { return std::get_if<std::int64_t>(&data_); }
  const double* if_double() const { return std::get_if<double>(&data_); }
  const std::string* if_string() const { return std::get_if<std::string>(&data_); }
  const List* if_list() const { return std::get_if<List>(&data_); }
  const Object* if_object() const { return std::get_if<Object>(&data_); }

  std::size_t size() const;                       ///< items of a list, members of an object, otherwise 0
  const Value* find(std::string_view key) const;  ///< nullptr if this is no object or has no such member
  Value& set(std::string_view key, Value value);  ///< adds or replaces; null becomes an object; else a TypeError
  Value& append(Value value);                     ///< adds to a list; null becomes a list; else a TypeError

  /// A member or item that remembers the path to it, so that config["layers"][2]["units"].as_int() can say
  /// "layers[2].units" in its error. A ValueError if it is missing. Converts to const Value&.
  View operator[](std::string_view key) const;
  View operator[](std::size_t index) const;
  View view(std::string path) const;  ///< this value as the root of paths that begin with `path`

  friend bool operator==(const Value& a, const Value& b) { return equal(a, b); }

 private:
  struct Exact {};
  Value(Exact, bool value);
  Value(Exact, std::int64_t value);
  Value(Exact, double value);
  [[noreturn]] static void throw_out_of_range();
  static bool equal(const Value& a, const Value& b);
  std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Object> data_;  // in the order of Kind
};

struct Value::Member {
  std::string key;
  Value value;
};

/// A value and the path to it; refers to the Value, which must outlive it.
class Value::View {
 public:
  View(const Value& value, std::string path);
  operator const Value&() const { return *value_; }  // NOLINT
  const Value& value() const { return *value_; }
  const std::string& path() const { return path_; }
  bool is_null() const { return value_->is_null(); }
  std::size_t size() const { return value_->size(); }

  bool as_bool() const { return value_->as_bool(path_); }
  std::int64_t as_int() const { return value_->as_int(path_); }
  double as_double() const { return value_->as_double(path_); }
  const std::string& as_string() const { return value_->as_string(path_); }
  const List& as_list() const { return value_->as_list(path_); }
  const Object& as_object() const { return value_->as_object(path_); }
  View operator[](std::string_view key) const;
  View operator[](std::size_t index) const;

 private:
  const Value* value_;
  std::string path_;
};

}  // namespace glia
#pragma GCC visibility pop
