#include "glia/report/colors.hpp"

#include <algorithm>
#include <cctype>

#include "glia/base/error.hpp"
#include "glia/report/text.hpp"

namespace glia::detail::report {
namespace {

struct Alias {
  std::string_view name;
  const Ink* ink;
};

constexpr Alias kAliases[] = {
    {"b", &kSeries[0]},      {"g", &kSeries[2]},       {"r", &kRed},       {"k", &kInk},          {"black", &kInk},
    {"m", &kSeries[3]},      {"magenta", &kSeries[3]}, {"c", &kSeries[5]}, {"cyan", &kSeries[5]}, {"grey", &kSeries[7]},
    {"purple", &kSeries[6]},
};

bool all_of(std::string_view text, int (*test)(int)) {
  return std::all_of(text.begin(), text.end(), [&](unsigned char c) { return test(c) != 0; });
}

const Ink* tuned(std::string_view color) {
  if (color.starts_with("tab:")) color.remove_prefix(4);
  if (color.size() > 1 && color.size() < 8 && color[0] == 'C' && all_of(color.substr(1), std::isdigit)) {
    return &kSeries[std::stoi(std::string(color.substr(1))) % kSeriesCount];
  }
  for (const Ink& ink : kAll) {
    if (ink.name == color && &ink - kAll > 4) return &ink;  // the first five name parts of the page, not colours
  }
  for (const Alias& alias : kAliases) {
    if (alias.name == color) return alias.ink;
  }
  return nullptr;
}

bool is_css(std::string_view color) {
  if (color.starts_with("#")) {
    const std::size_t digits = color.size() - 1;
    return (digits == 3 || digits == 4 || digits == 6 || digits == 8) && all_of(color.substr(1), std::isxdigit);
  }
  const std::size_t open = color.find('(');
  if (open == std::string_view::npos) return color.size() > 2 && all_of(color, std::isalpha);
  const std::string_view function = color.substr(0, open);
  const bool known = function == "rgb" || function == "rgba" || function == "hsl" || function == "hsla";
  return known && color.back() == ')' &&
         color.substr(open + 1, color.size() - open - 2).find_first_not_of("0123456789., %/-+deg") ==
             std::string_view::npos;
}

}  // namespace

std::string paint(const Ink& ink, std::string_view property) {
  return concat({" ", property, "=\"", ink.light, "\" class=\"g-", property.substr(0, 1), "-", ink.name, "\""});
}

std::string paint(std::string_view color, int index, std::string_view property) {
  if (color.empty()) return paint(kSeries[index % kSeriesCount], property);
  if (const Ink* ink = tuned(color)) return paint(*ink, property);
  if (!is_css(color)) {
    throw ValueError({.where = "color",
                      .rule = "A colour must be a name or a CSS colour",
                      .expected = "\"red\", \"C0\", \"#d55e00\" or \"rgb(213, 94, 0)\"",
                      .received = concat({"\"", color, "\""})});
  }
  return concat({" ", property, "=\"", color, "\""});
}

}  // namespace glia::detail::report
