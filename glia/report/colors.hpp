#pragma once
#include <string>
#include <string_view>

namespace glia::detail::report {

/// A colour in two tones: as an attribute for light paper, and as the CSS class that a report recolours in dark mode.
struct Ink {
  std::string_view name;  ///< CSS class "g-" + name
  std::string_view light;
  std::string_view dark;
};

inline constexpr Ink kInk{"ink", "#1b2430", "#e8ecf1"};      ///< titles
inline constexpr Ink kMuted{"muted", "#5b6675", "#9fabba"};  ///< ticks, labels
inline constexpr Ink kGrid{"grid", "#e6e9ee", "#2b3440"};
inline constexpr Ink kAxis{"axis", "#aab2bd", "#566273"};
inline constexpr Ink kPaper{"paper", "#ffffff", "#171d26"};

/// Okabe and Ito's colours without yellow and black, which vanish on one of the two papers; then a violet and a grey.
/// The dark tones keep the hues and are lighter.
inline constexpr Ink kSeries[] = {
    {"blue", "#0072b2", "#4cb1f0"},   {"vermilion", "#d55e00", "#ff8d4d"}, {"green", "#009e73", "#2fd0a0"},
    {"pink", "#c4649a", "#ec9fca"},   {"orange", "#d98f00", "#f5bd4a"},    {"sky", "#3d9fdc", "#93d2fa"},
    {"violet", "#6a51a3", "#ab97e6"}, {"gray", "#6b7280", "#a7b0bd"},
};
inline constexpr int kSeriesCount = static_cast<int>(sizeof(kSeries) / sizeof(kSeries[0]));
inline constexpr Ink kRed{"red", "#d1293d", "#ff6b78"};
inline constexpr Ink kAll[] = {kInk,       kMuted,     kGrid,      kAxis,      kPaper,     kRed,       kSeries[0],
                               kSeries[1], kSeries[2], kSeries[3], kSeries[4], kSeries[5], kSeries[6], kSeries[7]};

/// fill="#…" class="g-f-…" for `property` "fill", with "g-s-…" for "stroke".
std::string paint(const Ink& ink, std::string_view property);

/// The same for a colour as the user writes it: empty = the palette's `index`-th, "C3", a name of the palette or of
/// matplotlib ("red", "r", "tab:blue", "k"; these take our tones), else a CSS name, #rgb(a), #rrggbb(aa), rgb(…),
/// hsl(…). A ValueError for anything else.
std::string paint(std::string_view color, int index, std::string_view property);

}  // namespace glia::detail::report
