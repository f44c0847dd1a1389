#include "glia/model/logs.hpp"

#include "glia/base/error.hpp"

namespace glia {
namespace {

template <class Entries>
const auto* find(const Entries& entries, std::string_view name) {
  for (const auto& entry : entries) {
    if (entry.first == name) return &entry.second;
  }
  return static_cast<decltype(&entries.front().second)>(nullptr);
}

template <class Entries>
[[noreturn]] void throw_missing(const Entries& entries, std::string_view name) {
  std::vector<std::string_view> names;
  names.reserve(entries.size());
  for (const auto& entry : entries) names.push_back(entry.first);
  throw ValueError({.where = "logs",
                    .rule = "Nothing was recorded under the name '" + std::string(name) + "'",
                    .hint = nearest_names(name, names.data(), names.size())});
}

}  // namespace

void Logs::set(std::string_view name, double value) {
  for (auto& [key, old] : entries_) {
    if (key == name) {
      old = value;
      return;
    }
  }
  entries_.emplace_back(std::string(name), value);
}

bool Logs::contains(std::string_view name) const { return find(entries_, name) != nullptr; }

double Logs::operator[](std::string_view name) const {
  const double* value = find(entries_, name);
  if (value == nullptr) throw_missing(entries_, name);
  return *value;
}

double Evaluation::at(std::size_t i) const {
  if (i >= logs_.entries().size()) {
    throw ValueError({.where = "evaluate",
                      .rule = "The model was compiled without metrics, so there is no second number to unpack",
                      .hint = "Give compile() .metrics = {\"accuracy\"}, or read result.loss()"});
  }
  return logs_.entries()[i].second;
}

const std::vector<double>& History::operator[](std::string_view name) const {
  const auto* values = find(series_, name);
  if (values == nullptr) throw_missing(series_, name);
  return *values;
}

bool History::contains(std::string_view name) const { return find(series_, name) != nullptr; }

void History::append(std::int64_t epoch, const Logs& logs) {
  epochs_.push_back(epoch);
  for (const auto& [name, value] : logs) {
    if (!contains(name)) series_.emplace_back(name, std::vector<double>{});
    for (auto& [key, values] : series_) {
      if (key == name) values.push_back(value);
    }
  }
}

}  // namespace glia
