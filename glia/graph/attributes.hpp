// internal
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "glia/base/dtype.hpp"

namespace glia::detail {

using Attribute = std::variant<std::int64_t, double, std::string, std::vector<std::int64_t>>;

/// Named attributes of a node, in the order in which its op states them. A dtype is held as its name.
class Attributes {
 public:
  Attributes() = default;
  Attributes(std::initializer_list<std::pair<const char*, Attribute>> entries);

  std::int64_t integer(std::string_view name) const;
  double real(std::string_view name) const;
  const std::string& text(std::string_view name) const;
  const std::vector<std::int64_t>& integers(std::string_view name) const;
  DType dtype(std::string_view name) const { return DType(text(name)); }
  const Attribute* find(std::string_view name) const;
  void set(std::string_view name, Attribute value);

  const std::vector<std::pair<std::string, Attribute>>& entries() const { return entries_; }
  bool operator==(const Attributes&) const = default;  // -0.0 and 0.0 differ by bits but not here: constants hash bits
  std::uint64_t hash() const;

 private:
  std::vector<std::pair<std::string, Attribute>> entries_;
};

}  // namespace glia::detail
