#include "glia/model/callbacks/terminate_on_nan.hpp"

#include <string>

namespace glia {

void TerminateOnNaN::on_nan(FitContext& context) const {
  const std::string text = "Batch " + std::to_string(context.step()) + ": Invalid loss, terminating training";
  context.print(text);
  context.stop(text);
}

}  // namespace glia
