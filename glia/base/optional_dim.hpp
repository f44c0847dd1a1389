#pragma once
#include <optional>

#include "glia/base/fields.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// A size or a number of a class that may be none: null. Beside the general form because a Dim has no value of its own.
void from_config(const Value& value, std::optional<Dim>& v);

}  // namespace glia
#pragma GCC visibility pop
