#include "glia/base/value.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "glia/base/error.hpp"

namespace glia {
namespace {

// Indexed by Value::Kind.
constexpr std::array<std::string_view, 7> kKinds{"null",     "a bool", "an integer", "a real",
                                                 "a string", "a list", "an object"};

std::string place(std::string_view path) { return path.empty() ? "value" : std::string(path); }

[[noreturn]] void throw_kind(std::string_view path, std::string_view expected, const Value& received) {
  std::string text(received.kind_name());
  if (const std::string* s = received.if_string()) text += " \"" + s->substr(0, 40) + (s->size() > 40 ? "…\"" : "\"");
  if (const std::int64_t* i = received.if_int()) text += " " + std::to_string(*i);
  if (const bool* b = received.if_bool()) text += *b ? " true" : " false";
  throw TypeError({.where = place(path),
                   .rule = "This setting has the wrong type",
                   .expected = std::string(expected),
                   .received = text});
}

template <class T>
const T& required(const T* content, const Value& value, Value::Kind kind, std::string_view path) {
  if (content == nullptr) throw_kind(path, kKinds[static_cast<std::size_t>(kind)], value);
  return *content;
}

bool same_members(const Value::Object& a, const Value& b) {
  return std::all_of(a.begin(), a.end(), [&](const Value::Member& m) {
    const Value* other = b.find(m.key);
    return other != nullptr && *other == m.value;
  });
}

}  // namespace

Value::Value() = default;
Value::Value(std::nullptr_t) {}
Value::Value(Exact, bool value) : data_(value) {}
Value::Value(Exact, std::int64_t value) : data_(value) {}
Value::Value(Exact, double value) : data_(value) {}
Value::Value(const char* text) : data_(std::string(text)) {}
Value::Value(std::string_view text) : data_(std::string(text)) {}
Value::Value(std::string text) : data_(std::move(text)) {}
Value::Value(List items) : data_(std::move(items)) {}
Value::Value(Object members) : data_(std::move(members)) {}
Value::Value(const Value&) = default;
Value::Value(Value&&) noexcept = default;
Value& Value::operator=(const Value&) = default;
Value& Value::operator=(Value&&) noexcept = default;
Value::~Value() = default;

Value Value::list(std::initializer_list<Value> items) { return Value(List(items)); }

Value Value::object(std::initializer_list<Member> members) {
  Value out{Object()};
  for (const Member& m : members) out.set(m.key, m.value);
  return out;
}

std::string_view Value::kind_name() const { return kKinds[data_.index()]; }

bool Value::as_bool(std::string_view path) const { return required(if_bool(), *this, Kind::logical, path); }
std::int64_t Value::as_int(std::string_view path) const { return required(if_int(), *this, Kind::integer, path); }
const std::string& Value::as_string(std::string_view path) const {
  return required(if_string(), *this, Kind::string, path);
}
const Value::List& Value::as_list(std::string_view path) const { return required(if_list(), *this, Kind::list, path); }
const Value::Object& Value::as_object(std::string_view path) const {
  return required(if_object(), *this, Kind::object, path);
}

double Value::as_double(std::string_view path) const {
  if (const std::int64_t* i = if_int()) return static_cast<double>(*i);
  return required(if_double(), *this, Kind::real, path);
}

std::size_t Value::size() const {
  if (const List* items = if_list()) return items->size();
  if (const Object* members = if_object()) return members->size();
  return 0;
}

const Value* Value::find(std::string_view key) const {
  if (const Object* members = if_object()) {
    for (const Member& m : *members) {
      if (m.key == key) return &m.value;
    }
  }
  return nullptr;
}

Value& Value::set(std::string_view key, Value value) {
  if (is_null()) data_.emplace<Object>();
  as_object();
  if (const Value* old = find(key)) {
    const_cast<Value&>(*old) = std::move(value);
  } else {
    std::get<Object>(data_).push_back({std::string(key), std::move(value)});
  }
  return *this;
}

Value& Value::append(Value value) {
  if (is_null()) data_.emplace<List>();
  as_list();
  std::get<List>(data_).push_back(std::move(value));
  return *this;
}

Value::View Value::view(std::string path) const { return {*this, std::move(path)}; }
Value::View Value::operator[](std::string_view key) const { return view("")[key]; }
Value::View Value::operator[](std::size_t index) const { return view("")[index]; }

void Value::throw_out_of_range() {
  throw ValueError({.where = "Value", .rule = "An integer setting must fit into a signed 64-bit integer"});
}

bool Value::equal(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  if (const double* x = a.if_double()) return *x == *b.if_double() || (std::isnan(*x) && std::isnan(*b.if_double()));
  if (const List* items = a.if_list()) return *items == *b.if_list();
  if (const Object* members = a.if_object()) return members->size() == b.size() && same_members(*members, b);
  if (const std::string* text = a.if_string()) return *text == *b.if_string();
  if (const std::int64_t* number = a.if_int()) return *number == *b.if_int();
  if (const bool* flag = a.if_bool()) return *flag == *b.if_bool();
  return true;
}

Value::View::View(const Value& value, std::string path) : value_(&value), path_(std::move(path)) {}

Value::View Value::View::operator[](std::string_view key) const {
  const Object& members = as_object();
  if (const Value* found = value_->find(key)) return {*found, path_ + (path_.empty() ? "" : ".") + std::string(key)};
  std::vector<std::string_view> names;
  for (const Member& m : members) names.push_back(m.key);
  throw ValueError({.where = place(path_),
                    .rule = "The setting '" + std::string(key) + "' is missing",
                    .hint = names.empty() ? "The object is empty" : nearest_names(key, names.data(), names.size())});
}

Value::View Value::View::operator[](std::size_t index) const {
  const List& items = as_list();
  if (index < items.size()) return {items[index], path_ + "[" + std::to_string(index) + "]"};
  throw ValueError({.where = place(path_),
                    .rule = "Item " + std::to_string(index) + " does not exist",
                    .received = "a list of " + std::to_string(items.size()) + " items"});
}

}  // namespace glia
