#pragma once
#include <string>
#include <string_view>

namespace glia::detail {

/// "Dense" for glia::Dense: the unqualified name of a type, as the compiler spells it in a function's name.
template <class T>
constexpr std::string_view type_name() {
  std::string_view text = __PRETTY_FUNCTION__;
  text.remove_prefix(text.find("T = ") + 4);
  text = text.substr(0, text.find_first_of(";]"));
  const auto scope = text.substr(0, text.find('<')).rfind("::");
  return scope == std::string_view::npos ? text : text.substr(scope + 2);
}

/// "batch_normalization" for "BatchNormalization", "conv2d" for "Conv2D": Keras's rule for automatic names.
[[gnu::visibility("default")]] std::string snake_case(std::string_view name);

}  // namespace glia::detail
