// internal
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "glia/files/named_weights.hpp"
#include "glia/optimizers/optimizer.hpp"

namespace glia::detail {

/// The optimizer's variables under their names in files: "optimizer:iteration", "optimizer:momentum:dense/kernel".
/// Slots of variables other than `weights` are left out: they belong to another model that it trained.
std::vector<std::pair<std::string, Variable>> optimizer_tensors(const Optimizer& optimizer,
                                                                const std::vector<NamedWeight>& weights);

}  // namespace glia::detail
