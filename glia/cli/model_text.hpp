#pragma once
#include <string>
#include <vector>

#include "glia/layers/layer.hpp"
#include "glia/model/model.hpp"

namespace glia::cli {

/// What --help says about the language of --model.
extern const char* const kModelTextHelp;

/// "dense:128:relu dropout:0.2 dense:10:softmax": a network as words, a layer each, its arguments after colons.
/// Pictures (samples of more than one axis) are flattened in front unless the text begins with flatten. A ValueError
/// names the word and its column, with the nearest names.
Sequential model_from_text(const std::string& text, const Shape& sample);

/// A ValueError unless the last layer gives probabilities, which is what training on labels wants.
void require_probabilities(const Model& model);

}  // namespace glia::cli
