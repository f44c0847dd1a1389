#pragma once
#include <string>

#include "glia/model/model.hpp"

namespace glia::cli {

/// A FileError unless a file could be written there: asked before a training, which a wrong name would waste.
void check_output(const std::string& path);
/// The same for a model, of which `twin` is an untrained copy: saves it beside `path`, and removes it.
void check_output(const std::string& path, const Model& twin);

}  // namespace glia::cli
