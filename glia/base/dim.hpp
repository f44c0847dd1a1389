#pragma once
#include <concepts>
#include <cstdint>
#include <utility>

#pragma GCC visibility push(default)
namespace glia {

[[noreturn]] void throw_dim_out_of_range();

/// A size given by the user: any integer type, checked to fit; −1 means "the batch" or "work it out".
class Dim {
 public:
  template <std::integral T>
  requires(!std::same_as<T, bool>) constexpr Dim(T value)
      : value_(static_cast<std::int64_t>(value)) {  // NOLINT: implicit so that `Dense{v.size()}` works
    if (!std::in_range<std::int64_t>(value)) throw_dim_out_of_range();
  }
  constexpr operator std::int64_t() const { return value_; }  // NOLINT

 private:
  std::int64_t value_;
};

}  // namespace glia
#pragma GCC visibility pop
