// internal
#pragma once
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "glia/base/dtype.hpp"

namespace glia::detail {

using Attribute = std::variant<std::int64_t, double, std::string, std::vector<std::int64_t>>;

/// Named attributes of a node, in the order in which its op states them. A dtype is held as its name. Copies share the
/// entries until one is changed: every pass copies most nodes.
class Attributes {
 public:
  using Entries = std::vector<std::pair<std::string, Attribute>>;
  Attributes() = default;
  Attributes(std::initializer_list<std::pair<const char*, Attribute>> entries);

  std::int64_t integer(std::string_view name) const;
  double real(std::string_view name) const;
  const std::string& text(std::string_view name) const;
  const std::vector<std::int64_t>& integers(std::string_view name) const;
  DType dtype(std::string_view name) const { return DType(text(name)); }
  const Attribute* find(std::string_view name) const;
  void set(std::string_view name, Attribute value);

  const Entries& entries() const { return entries_ != nullptr ? *entries_ : kNone; }
  /// -0.0 and 0.0 are equal here, though not by hash().
  bool operator==(const Attributes& other) const { return entries_ == other.entries_ || entries() == other.entries(); }
  std::uint64_t hash() const;

 private:
  static const Entries kNone;
  std::shared_ptr<Entries> entries_;  // never changed while another shares it
};

}  // namespace glia::detail
