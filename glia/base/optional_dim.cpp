#include "glia/base/optional_dim.hpp"

namespace glia {

void from_config(const Value& value, std::optional<Dim>& v) {
  v.reset();
  if (!value.is_null()) v = Dim(value.as_int());
}

}  // namespace glia
