#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#pragma GCC visibility push(default)
namespace glia {

/// Sets the policy of models and compile_step() steps that are made afterwards, as keras.config.set_dtype_policy does:
/// "float32" (default), or "mixed_bfloat16": matrix products and convolutions, also those of gradients, multiply their
/// numbers rounded to bfloat16 (8 bits of mantissa, ties to even) and add up in float32; weights, what lies between
/// layers, the optimizer and all other arithmetic stay float32. A model keeps its policy, also in its file, and applies
/// it to the models inside it; Model::set_dtype_policy() changes it. Thread-safe. ValueError for any other name.
void set_dtype_policy(std::string_view name);

/// The policy's name.
const std::string& dtype_policy();

}  // namespace glia
#pragma GCC visibility pop

namespace glia::detail {

enum class DTypePolicy : std::uint8_t { float32, mixed_bfloat16 };

DTypePolicy dtype_policy_of(std::string_view name);
const std::string& name_of(DTypePolicy policy);
DTypePolicy current_dtype_policy();

}  // namespace glia::detail
