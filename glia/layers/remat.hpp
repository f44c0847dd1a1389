#pragma once
#include <string>
#include <vector>

#include "glia/layers/layer.hpp"

namespace glia::detail {

/// On a thread's stack of scopes while it lives.
class [[gnu::visibility("default")]] RematEntry {
 public:
  RematEntry(const std::string& mode, Dim output_size_threshold, const std::vector<std::string>& layer_names);
  ~RematEntry();
  RematEntry(const RematEntry&) = delete;
  RematEntry& operator=(const RematEntry&) = delete;
};

}  // namespace glia::detail

#pragma GCC visibility push(default)
namespace glia {

/// The layer, with the values inside it computed again where its gradient needs them, instead of being kept from the
/// forward pass: less memory for one more forward pass of it. A model is one layer here; the larger the part, the less
/// is kept. Results and gradients are the same; so is what is saved, which does not remember it. The handle that was
/// given is marked, not a copy.
Layer remat(const Layer& layer);

/// Layers that are made while the scope lives are rematerialised, on this thread; the innermost scope counts.
///   "full": every layer, as by remat();
///   "activations": only the activations of layers that have one;
///   "larger_than": layers whose outputs have more than `output_size_threshold` numbers in a sample;
///   "list_of_layers": the layers in `layer_names`;
///   "": none.
/// A ValueError for any other mode.
struct RematScope {
  std::string mode = "full";
  Dim output_size_threshold = 1024;
  std::vector<std::string> layer_names = {};
  detail::RematEntry entry{mode, output_size_threshold, layer_names};  // not to be set
};

}  // namespace glia
#pragma GCC visibility pop
