#include "glia/ops/conv_window.hpp"

#include <algorithm>

#include "glia/base/ceil_div.hpp"
#include "glia/base/error.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

void check_taps(const Shape& taps, std::size_t axes) {
  if (taps.rank() < static_cast<int>(axes)) {
    throw ShapeError({.rule = "A kernel has the spatial axes of the image first",
                      .expected = std::to_string(axes) + " of them",
                      .received = taps.str()});
  }
  for (std::size_t a = 0; a < axes; ++a) {
    if (taps[static_cast<int>(a)] < 1)
      throw ShapeError({.rule = "A kernel's sizes are at least 1", .received = taps.str()});
  }
}

}  // namespace

std::vector<std::int64_t> for_each_axis(const Sizes& numbers, int axes, const char* name, std::int64_t least) {
  std::vector<std::int64_t> out = numbers.values();
  if (out.size() == 1) out.resize(static_cast<std::size_t>(axes), out[0]);
  if (out.size() != static_cast<std::size_t>(axes)) {
    throw ValueError({.rule = std::string(name) + " has one number, or one for each spatial axis",
                      .expected = std::to_string(axes),
                      .received = std::to_string(out.size())});
  }
  for (const std::int64_t n : out) {
    if (n >= least) continue;
    throw ValueError(
        {.rule = std::string(name) + " must be at least " + std::to_string(least), .received = std::to_string(n)});
  }
  return out;
}

bool channels_come_first(const std::string& data_format) {
  if (data_format != "channels_last" && data_format != "channels_first") {
    throw ValueError(
        {.rule = "data_format is \"channels_last\" or \"channels_first\"", .received = "\"" + data_format + "\""});
  }
  return data_format == "channels_first";
}

ConvWindow::ConvWindow(const ops::ConvOptions& options, int axes)
    : padding_(options.padding), channels_first_(channels_come_first(options.data_format)) {
  if (axes < 1 || axes > 3) {
    throw ShapeError({.rule = "An image has a batch axis, 1 to 3 spatial axes and channels",
                      .received = std::to_string(axes + 2) + " axes",
                      .hint = axes == 0 ? "Add the channels: Reshape{{28, 28, 1}}" : ""});
  }
  strides_ = for_each_axis(options.strides, axes, "strides");
  dilation_ = for_each_axis(options.dilation_rate, axes, "dilation_rate");
  if (padding_ != "valid" && padding_ != "same" && !(padding_ == "causal" && axes == 1)) {
    throw ValueError({.rule = "padding is \"valid\" or \"same\", with one spatial axis also \"causal\"",
                      .received = "\"" + padding_ + "\""});
  }
}

Tensor ConvWindow::channels_last(const Tensor& x) const {
  if (!channels_first_) return x;
  std::vector<int> axes{0};
  for (int a = 2; a < x.rank(); ++a) axes.push_back(a);
  axes.push_back(1);
  return ops::transpose(x, axes);
}

Tensor ConvWindow::as_given(const Tensor& y) const {
  if (!channels_first_) return y;
  std::vector<int> axes{0, y.rank() - 1};
  for (int a = 1; a + 1 < y.rank(); ++a) axes.push_back(a);
  return ops::transpose(y, axes);
}

std::int64_t ConvWindow::reach(std::size_t axis, const Shape& taps) const {
  return checked_add(checked_multiply(taps[static_cast<int>(axis)] - 1, dilation_[axis]), 1);
}

ConvPadding ConvWindow::padding(const std::vector<std::int64_t>& sizes, const Shape& taps) const {
  check_taps(taps, sizes.size());
  ConvPadding out;
  for (std::size_t a = 0; a < sizes.size(); ++a) {
    const std::int64_t reach = this->reach(a, taps);
    if (sizes[a] < 1) {
      throw ShapeError({.rule = "An image has at least one pixel on each spatial axis",
                        .received = std::to_string(sizes[a]) + " on spatial axis " + std::to_string(a)});
    }
    std::int64_t before = padding_ == "causal" ? reach - 1 : 0;
    std::int64_t outputs = (sizes[a] + before - reach) / strides_[a] + 1;
    if (padding_ == "same") {
      outputs = ceil_div(sizes[a], strides_[a]);
      before = std::max<std::int64_t>((outputs - 1) * strides_[a] + reach - sizes[a], 0) / 2;
    } else if (sizes[a] + before < reach) {
      throw ShapeError({.rule = "A window fits into the image",
                        .expected = "at least " + std::to_string(reach) + " on spatial axis " + std::to_string(a),
                        .received = std::to_string(sizes[a]),
                        .hint = "Use a smaller kernel or padding \"same\""});
    }
    out.before.push_back(before);
    out.outputs.push_back(outputs);
  }
  return out;
}

ConvPadding ConvWindow::transposed_padding(const std::vector<std::int64_t>& sizes, const Shape& taps,
                                           const Sizes& output_padding) const {
  check_taps(taps, sizes.size());
  if (padding_ == "causal") {
    throw ValueError({.rule = "A transposed convolution is not causal",
                      .expected = "padding \"valid\" or \"same\"",
                      .received = "\"causal\""});
  }
  const auto axes = static_cast<int>(sizes.size());
  std::vector<std::int64_t> extra;
  if (!output_padding.empty()) extra = for_each_axis(output_padding, axes, "output_padding", 0);
  ConvPadding out;
  for (std::size_t a = 0; a < sizes.size(); ++a) {
    const std::int64_t reach = this->reach(a, taps);
    if (!extra.empty() && extra[a] >= strides_[a]) {
      throw ValueError({.rule = "output_padding is below the strides",
                        .expected = "below " + std::to_string(strides_[a]),
                        .received = std::to_string(extra[a])});
    }
    // Keras counts from the zeros that stand on both sides of the spread-out input (backend_utils.py, for JAX).
    std::int64_t left = reach - 1;
    std::int64_t right = reach - 1 + (extra.empty() ? std::max(reach, strides_[a]) - reach : extra[a]);
    if (padding_ == "same") {
      const std::int64_t both = extra.empty() ? strides_[a] + reach - 2 : reach + reach % 2 - 2 + extra[a];
      left = std::min(both / 2 + both % 2, reach - 1);
      right = both - left;
    }
    out.before.push_back(reach - 1 - left);
    out.outputs.push_back(
        checked_add(checked_multiply(std::max<std::int64_t>(sizes[a] - 1, 0), strides_[a]), left + right + 2 - reach));
  }
  return out;
}

}  // namespace glia::detail
