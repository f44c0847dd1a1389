#include "glia/graph/attributes.hpp"

#include <bit>
#include <functional>

#include "glia/base/error.hpp"
#include "glia/graph/hash.hpp"

namespace glia::detail {
namespace {

template <class T>
const T& get(const Attributes& attributes, std::string_view name) {
  const Attribute* found = attributes.find(name);
  const T* value = found == nullptr ? nullptr : std::get_if<T>(found);
  if (value == nullptr) {
    throw ValueError({.rule = "The operation has no attribute '" + std::string(name) + "' of the type that it reads"});
  }
  return *value;
}

std::uint64_t hash_of(const Attribute& attribute) {
  if (const auto* integer = std::get_if<std::int64_t>(&attribute)) return static_cast<std::uint64_t>(*integer);
  if (const auto* real = std::get_if<double>(&attribute)) return std::bit_cast<std::uint64_t>(*real);
  if (const auto* text = std::get_if<std::string>(&attribute)) return std::hash<std::string>{}(*text);
  std::uint64_t h = 7;
  for (const std::int64_t i : std::get<std::vector<std::int64_t>>(attribute)) h = mix(h, static_cast<std::uint64_t>(i));
  return h;
}

}  // namespace

Attributes::Attributes(std::initializer_list<std::pair<const char*, Attribute>> entries) {
  if (entries.size() > 0) entries_ = std::make_shared<Entries>(entries.begin(), entries.end());
}

constinit const Attributes::Entries Attributes::kNone;

const Attribute* Attributes::find(std::string_view name) const {
  for (const auto& [key, value] : entries()) {
    if (key == name) return &value;
  }
  return nullptr;
}

void Attributes::set(std::string_view name, Attribute value) {
  if (entries_ == nullptr) {
    entries_ = std::make_shared<Entries>();
  } else if (entries_.use_count() > 1) {
    entries_ = std::make_shared<Entries>(*entries_);
  }
  for (auto& [key, old] : *entries_) {
    if (key == name) {
      old = std::move(value);
      return;
    }
  }
  entries_->emplace_back(std::string(name), std::move(value));
}

std::int64_t Attributes::integer(std::string_view name) const { return get<std::int64_t>(*this, name); }
double Attributes::real(std::string_view name) const { return get<double>(*this, name); }
const std::string& Attributes::text(std::string_view name) const { return get<std::string>(*this, name); }
const std::vector<std::int64_t>& Attributes::integers(std::string_view name) const {
  return get<std::vector<std::int64_t>>(*this, name);
}

std::uint64_t Attributes::hash() const {
  std::uint64_t h = entries().size();
  for (const auto& [name, value] : entries()) {
    h = mix(h, std::hash<std::string>{}(name));
    h = mix(h, mix(value.index(), hash_of(value)));
  }
  return h;
}

}  // namespace glia::detail
