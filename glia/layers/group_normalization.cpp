#include "glia/layers/group_normalization.hpp"

#include "glia/base/error.hpp"
#include "glia/layers/normalization.hpp"

namespace glia {

void GroupNormalization::fields(Fields& f) {
  f("groups", &GroupNormalization::groups)("axis", &GroupNormalization::axis);
  detail::scale_and_center_fields<GroupNormalization>(f);
  detail::weight_rule_fields<GroupNormalization>(f);
}

Tensor GroupNormalization::call(Scope& scope, const Tensor& input) const {
  const Tensor x = detail::in_dtype_of(scope, input);
  const int channel = detail::axes_within(Dim(axis), x.shape()).front();
  if (channel == 0) {
    throw ValueError({.rule = "The axis of the channels is not that of the batch", .received = std::to_string(axis)});
  }
  const std::int64_t channels = x.shape()[channel];
  const std::int64_t count = groups == -1 ? channels : static_cast<std::int64_t>(groups);
  if (count <= 0 || channels % count != 0) {
    throw ValueError({.rule = "The groups divide the channels of the input",
                      .expected = "a divisor of " + std::to_string(channels) + ", or −1",
                      .received = std::to_string(groups)});
  }
  // Each group becomes an axis before that of its channels.
  Shape grouped = x.shape();
  grouped[channel] = channels / count;
  grouped.insert(channel, count);
  const Tensor g = ops::reshape(x, grouped);
  const std::vector<int> reduced = detail::other_axes({0, channel}, grouped);
  const Tensor centred = g - ops::mean(g, reduced, true);
  const Tensor variance = ops::mean(ops::square(centred), reduced, true);
  const Tensor y =
      detail::scaled_and_centred(*this, scope, centred, variance, {channel, channel + 1}, grouped, Shape{channels});
  return ops::reshape(y, x.shape());
}

}  // namespace glia
