#pragma once
#include <initializer_list>
#include <vector>

#include "glia/base/dim.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// One number for all spatial axes, or one for each: `3`, `{3, 5}`. Empty: the default of what takes it.
class Sizes {
 public:
  Sizes() = default;
  template <std::integral T>
  requires(!std::same_as<T, bool>) Sizes(T all) : Sizes{Dim(all)} {}  // NOLINT: implicit, as in Conv2D{32, 3}
  Sizes(Dim all);
  Sizes(std::initializer_list<Dim> each);
  explicit Sizes(std::vector<std::int64_t> values);

  const std::vector<std::int64_t>& values() const { return values_; }
  bool empty() const { return values_.empty(); }
  bool operator==(const Sizes&) const = default;

 private:
  std::vector<std::int64_t> values_;
};

}  // namespace glia
#pragma GCC visibility pop
