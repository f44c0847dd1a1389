#pragma once
#include <array>
#include <initializer_list>
#include <string>
#include <vector>

#include "glia/base/sizes.hpp"
#include "glia/base/value.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// How much is added or cut off in front and behind on each spatial axis: `1` on all sides, `{1, 2}` one number for
/// each axis (with one axis: in front and behind), `{{1, 2}, {0, 3}}` in front and behind of each axis.
class Margins {
 public:
  Margins() = default;
  template <std::integral T>
  requires(!std::same_as<T, bool>) Margins(T all) : Margins(Dim(all)) {}  // NOLINT: implicit, as in ZeroPadding2D{1}
  Margins(Dim all);
  Margins(std::initializer_list<Sizes> each);
  explicit Margins(std::vector<Sizes> each);

  const std::vector<Sizes>& each() const { return each_; }
  /// In front and behind of each of `axes` axes. A ValueError that says `name` if there are others, or one is negative.
  std::vector<std::array<std::int64_t, 2>> pairs(int axes, const std::string& name) const;
  bool operator==(const Margins&) const = default;

 private:
  std::vector<Sizes> each_;
};

Value to_config(const Margins& v);
void from_config(const Value& value, Margins& v);

}  // namespace glia
#pragma GCC visibility pop
