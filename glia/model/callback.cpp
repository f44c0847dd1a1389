#include "glia/model/callback.hpp"

namespace glia {

FitContext::~FitContext() = default;

}  // namespace glia
