#include "glia/base/class_record.hpp"

#include <cctype>

namespace glia::detail {
namespace {

std::string plain(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c != '_') out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return out;
}

}  // namespace

bool same_class_name(std::string_view a, std::string_view b) { return plain(a) == plain(b); }

void throw_unknown_class(std::string_view kind, std::string_view name, std::vector<std::string_view> known) {
  // Files spell classes as in code, users of strings in lower case.
  const bool as_in_code = !name.empty() && std::isupper(static_cast<unsigned char>(name[0])) != 0;
  std::vector<std::string> spelled;
  spelled.reserve(known.size());
  for (const std::string_view k : known) spelled.push_back(as_in_code ? std::string(k) : snake_case(k));
  known.assign(spelled.begin(), spelled.end());
  throw ValueError(
      {.where = std::string(kind),
       .rule = "No " + std::string(kind) + " has the name '" + std::string(name) + "'",
       .hint = nearest_names(as_in_code ? std::string(name) : snake_case(name), known.data(), known.size())});
}

Value class_config(std::string_view name, Value config) {
  return Value::object({{"class_name", Value(name)}, {"config", std::move(config)}});
}

}  // namespace glia::detail
