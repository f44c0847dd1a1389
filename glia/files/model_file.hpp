#pragma once
#include <cstddef>
#include <span>
#include <string>

#include "glia/base/load_limits.hpp"
#include "glia/files/safetensors.hpp"
#include "glia/model/model.hpp"

namespace glia::detail {

/// A model as a safetensors container. Metadata: "glia.version" (kModelFileVersion), "glia.model" (JSON: layers and how
/// they are connected), "glia.compile" (JSON: optimizer, loss, metrics; absent unless compiled). Tensors, row-major:
/// the weights by path ("dense/kernel"), arrays that the model's graph holds ("array:0"), and if compiled
/// "optimizer:iteration", "optimizer:learning_rate" and the slots ("optimizer:momentum:dense/kernel").
struct ModelFile {
  std::vector<NamedArray> tensors;
  Metadata metadata;
};

inline constexpr int kModelFileVersion = 1;

ModelFile model_to_file(const Model& model);

/// Every name, shape and dtype is compared with the model that the file describes before a weight is taken. A FileError
/// names the file, the place in it and the rule.
Model model_from_file(SafetensorsFile file, const std::string& name, LoadLimits limits = {});
Model model_from_bytes(std::span<const std::byte> bytes, const std::string& name, LoadLimits limits = {});

}  // namespace glia::detail
