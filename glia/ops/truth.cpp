#include "glia/ops/truth.hpp"

#include "glia/ops/logic.hpp"

namespace glia::detail {

Tensor truth(const Tensor& t) { return t.dtype() == boolean ? t : ops::not_equal(t, 0); }

}  // namespace glia::detail
