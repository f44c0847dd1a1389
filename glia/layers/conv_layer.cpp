#include "glia/layers/conv_layer.hpp"

#include <algorithm>

namespace glia::detail {

Shape kernel_shape(const Sizes& kernel_size, int axes, std::int64_t a, std::int64_t b) {
  if (kernel_size.empty()) {
    throw ValueError({.rule = "The kernel_size is missing", .hint = "Write Conv2D{32, 3} or Conv2D{32, {3, 3}}"});
  }
  const auto& given = kernel_size.values();
  if (given.size() != 1 && given.size() != static_cast<std::size_t>(axes)) {
    throw ValueError({.rule = "kernel_size has one number, or one for each spatial axis",
                      .expected = std::to_string(axes),
                      .received = std::to_string(given.size())});
  }
  Shape out;
  for (int i = 0; i < axes; ++i) {
    const std::int64_t size = given[given.size() == 1 ? 0 : static_cast<std::size_t>(i)];
    check_positive("kernel_size", size);
    out.push_back(size);
  }
  out.push_back(a);
  out.push_back(b);
  return out;
}

void check_positive(const char* what, std::int64_t value) {
  if (value > 0) return;
  throw ValueError({.rule = std::string(what) + " must be at least 1", .received = std::to_string(value)});
}

void check_one_kind_of_step(const Sizes& strides, const Sizes& dilation_rate) {
  const auto largest = [](const Sizes& sizes) {
    const auto& all = sizes.values();
    return all.empty() ? 1 : *std::max_element(all.begin(), all.end());
  };
  const std::int64_t stride = largest(strides), dilation = largest(dilation_rate);
  if (stride <= 1 || dilation <= 1) return;
  throw ValueError(
      {.rule = "A convolution has strides above 1 or a dilation_rate above 1, not both",
       .received = "strides of " + std::to_string(stride) + " and a dilation_rate of " + std::to_string(dilation),
       .hint = "Take every other pixel afterwards, for instance by MaxPooling2D{1, 2}"});
}

void check_not_causal(const std::string& padding) {
  if (padding != "causal") return;
  throw ValueError({.rule = "Only Conv1D looks back alone",
                    .expected = "padding \"valid\" or \"same\"",
                    .received = "\"causal\"",
                    .hint = "Put ZeroPadding1D{{kernel_size - 1, 0}} in front, with padding \"valid\""});
}

void check_groups(std::int64_t groups, std::int64_t channels, std::int64_t filters) {
  check_positive("groups", groups);
  if (channels % groups == 0 && filters % groups == 0) return;
  throw ValueError({.rule = "The groups divide the channels of the input and the filters",
                    .expected = "a divisor of " + std::to_string(channels) + " and " + std::to_string(filters),
                    .received = std::to_string(groups)});
}

}  // namespace glia::detail
