#include "glia/base/margins.hpp"

#include "glia/base/error.hpp"
#include "glia/base/fields.hpp"

namespace glia {
namespace {

bool is_number(const Sizes& entry) { return entry.values().size() == 1; }

}  // namespace

Margins::Margins(Dim all) : each_{Sizes(all)} {}
Margins::Margins(std::initializer_list<Sizes> each) : each_(each) {}
Margins::Margins(std::vector<Sizes> each) : each_(std::move(each)) {}

std::vector<std::array<std::int64_t, 2>> Margins::pairs(int axes, const std::string& name) const {
  const auto count = static_cast<std::size_t>(axes);
  std::vector<Sizes> entries = each_;
  if (entries.size() == 1 && is_number(entries[0])) {
    entries.resize(count, entries[0]);
  } else if (axes == 1 && entries.size() == 2 && is_number(entries[0]) && is_number(entries[1])) {
    entries = {Sizes(std::vector{entries[0].values()[0], entries[1].values()[0]})};
  }
  if (entries.size() != count) {
    throw ValueError({.rule = name + " has one number, or a number or a pair for each spatial axis",
                      .expected = std::to_string(axes),
                      .received = std::to_string(entries.size())});
  }
  std::vector<std::array<std::int64_t, 2>> out;
  for (const Sizes& entry : entries) {
    const auto& values = entry.values();
    if (values.empty() || values.size() > 2) {
      throw ValueError({.rule = name + " has one number for an axis, or one in front and one behind",
                        .received = std::to_string(values.size()) + " numbers"});
    }
    for (const std::int64_t v : values) {
      if (v < 0) throw ValueError({.rule = name + " must not be negative", .received = std::to_string(v)});
    }
    out.push_back({values.front(), values.back()});
  }
  return out;
}

Value to_config(const Margins& v) {
  const auto one = [](const Sizes& entry) { return is_number(entry) ? Value(entry.values()[0]) : to_config(entry); };
  if (v.each().size() == 1 && is_number(v.each()[0])) return one(v.each()[0]);
  Value out = Value::list();
  for (const Sizes& entry : v.each()) out.append(one(entry));
  return out;
}

void from_config(const Value& value, Margins& v) {
  if (value.is_number()) {
    v = Margins(value.as_int());
    return;
  }
  std::vector<Sizes> each;
  from_config(value, each);
  v = Margins(std::move(each));
}

}  // namespace glia
