// internal
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "glia/graph/trace.hpp"

namespace glia::detail {

/// What a RematScope says to the layers that are made in it.
struct RematMode {
  enum class Kind { full, activations, larger_than, list_of_layers } kind = Kind::full;
  std::int64_t output_size_threshold = 0;
  std::vector<std::string> layer_names = {};
};

/// That of the innermost scope; null outside and where it says "".
std::shared_ptr<const RematMode> current_remat_mode();

/// One run of a layer's call(): what it returns and the losses that it adds are computed again if `mode` says so.
class RematCall {
 public:
  RematCall(const RematMode* mode, Trace& trace);
  ~RematCall();
  RematCall(const RematCall&) = delete;
  RematCall& operator=(const RematCall&) = delete;
  Tensors results(const std::string& layer, const Tensors& inputs, Tensors outputs) const;

 private:
  const RematMode* mode_;
  Trace& trace_;
  std::size_t losses_;
  bool outer_;
};

/// The value of an activation at x, computed again if the layer that runs on this thread was made for "activations".
Tensor activated(const Tensor& x, const Tensor& y);

}  // namespace glia::detail
