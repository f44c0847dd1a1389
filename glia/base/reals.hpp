#pragma once
#include <concepts>
#include <initializer_list>
#include <utility>
#include <vector>

#include "glia/base/value.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// One number or several: `0.5`, `{0.2, 0.5}`. Empty: the default of what takes it.
class Reals {
 public:
  Reals() = default;
  template <class T>
  requires((std::integral<T> && !std::same_as<T, bool>) || std::floating_point<T>)
      Reals(T one)  // NOLINT: as in {.alpha = 0.25}
      : values_{static_cast<double>(one)} {}
  Reals(std::initializer_list<double> all);
  Reals(std::vector<double> all);

  const std::vector<double>& values() const { return values_; }
  bool empty() const { return values_.empty(); }
  bool operator==(const Reals&) const = default;

 private:
  std::vector<double> values_;
};

/// null for none, a number for one, otherwise a list, as Keras writes them.
Value to_config(const Reals& v);
void from_config(const Value& value, Reals& v);

}  // namespace glia
#pragma GCC visibility pop
