#include "glia/layers/spatial_dropout.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/conv_layer.hpp"
#include "glia/layers/noise.hpp"

namespace glia::detail {

Tensor dropped_channels(Scope& scope, const Tensor& x, int axes, double rate, const std::string& data_format,
                        Dim seed) {
  check_rate(rate);
  if (data_format != "channels_last" && data_format != "channels_first") {
    throw ValueError({.rule = "data_format says where the channels are",
                      .expected = "\"channels_last\" or \"channels_first\"",
                      .received = "\"" + data_format + "\""});
  }
  channels_of(x, axes, data_format);
  Shape mask = x.shape();
  const int first = data_format == "channels_first" ? 2 : 1;
  for (int i = 0; i < axes; ++i) mask[first + i] = 1;
  return dropped(scope, x, rate, mask, seed);
}

}  // namespace glia::detail
