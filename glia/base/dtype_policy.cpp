#include "glia/base/dtype_policy.hpp"

#include <array>
#include <atomic>

#include "glia/base/error.hpp"

namespace glia {
namespace {

constinit std::atomic<detail::DTypePolicy> current{detail::DTypePolicy::float32};

const std::array<std::string, 2>& names() {
  static const std::array<std::string, 2> all = {"float32", "mixed_bfloat16"};
  return all;
}

}  // namespace

void set_dtype_policy(std::string_view name) { current = detail::dtype_policy_of(name); }
const std::string& dtype_policy() { return detail::name_of(current); }

namespace detail {

DTypePolicy dtype_policy_of(std::string_view name) {
  for (const DTypePolicy policy : {DTypePolicy::float32, DTypePolicy::mixed_bfloat16}) {
    if (name == name_of(policy)) return policy;
  }
  throw ValueError({.where = "dtype policy",
                    .rule = "A policy is \"float32\" or \"mixed_bfloat16\"",
                    .received = "\"" + std::string(name.substr(0, 60)) + "\"",
                    .hint = "Single layers compute in float64 by their .dtype; there is no float16"});
}

const std::string& name_of(DTypePolicy policy) { return names()[static_cast<std::size_t>(policy)]; }
DTypePolicy current_dtype_policy() { return current; }

}  // namespace detail
}  // namespace glia
