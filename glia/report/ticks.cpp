#include "glia/report/ticks.hpp"

#include <algorithm>
#include <cmath>

#include "glia/report/text.hpp"

namespace glia::detail::report {
namespace {

// A tick may miss its place by rounding; a billionth of a step is far below a pixel.
constexpr double kSlack = 1e-9;

int exponent_of(double value) {
  const int exponent = static_cast<int>(std::floor(std::log10(value)));
  // log10 of an exact power of ten may round to either side.
  if (std::pow(10.0, exponent + 1) <= value) return exponent + 1;
  return std::pow(10.0, exponent) > value ? exponent - 1 : exponent;
}

std::string superscript(int number) {
  static constexpr const char* kDigits[] = {"\u2070", "\u00B9", "\u00B2", "\u00B3", "\u2074",
                                            "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
  std::string out = number < 0 ? "\u207B" : "";
  for (const char digit : std::to_string(std::abs(number))) out += kDigits[digit - '0'];
  return out;
}

// Mantissa times 10^exponent; a mantissa of 1 is left out.
std::string scientific(double value, int exponent, int decimals) {
  const std::string mantissa = grouped(value / std::pow(10.0, exponent), decimals);
  if (mantissa == "0" || value == 0) return "0";
  std::string power = concat({"10", superscript(exponent)});
  if (mantissa == "1") return power;
  return mantissa == "\u22121" ? concat({"\u2212", power}) : concat({mantissa, "\u00D7", power});
}

// From 10⁷ on and below 10⁻⁴ plain digits are harder to read than a power of ten, the same for all ticks.
std::string label(double value, double step, double largest) {
  const int finest = exponent_of(step);
  if (largest < 1e7 && largest >= 1e-4) return grouped(value, std::clamp(-finest, 0, 15));
  const int exponent = exponent_of(largest);
  return scientific(value, exponent, std::clamp(exponent - finest, 0, 15));
}

double step_below(double step, bool whole) {
  const double power = std::pow(10.0, exponent_of(step));
  const double lead = step / power;
  const double next = lead > 4.5 ? 2 * power : lead > 1.5 ? power : 0.5 * power;
  return whole && next < 1 ? step : next;
}

double count(double low, double high, double step) {
  return std::floor(high / step + kSlack) - std::ceil(low / step - kSlack) + 1;
}

}  // namespace

std::vector<Tick> linear_ticks(double low, double high, int most, bool whole) {
  double step = std::pow(10.0, exponent_of(high - low) + 1);
  if (whole) step = std::max(step, 1.0);
  for (double finer = step_below(step, whole); finer < step && count(low, high, finer) <= most;) {
    step = finer;
    finer = step_below(step, whole);
  }
  std::vector<Tick> ticks;
  const double first = std::ceil(low / step - kSlack);
  const double last = std::floor(high / step + kSlack);
  const double largest = std::max(std::abs(first), std::abs(last)) * step;
  for (double k = first; k <= last && static_cast<int>(ticks.size()) < most; ++k) {
    ticks.push_back({k * step, label(k * step, step, largest)});
  }
  return ticks;
}

std::vector<Tick> log_ticks(double low, double high, int most) {
  const int first = exponent_of(low * (1 - kSlack)) + (std::pow(10.0, exponent_of(low)) < low * (1 - kSlack) ? 1 : 0);
  const int start = std::pow(10.0, first) < low * (1 - kSlack) ? first + 1 : first;
  const int last = exponent_of(high * (1 + kSlack));
  const int decades = last - start + 1;
  if (decades < 1 && high / low < 4) return linear_ticks(low, high, most);
  const int every = std::max(1, (decades + most - 1) / std::max(most, 1));
  const bool between = decades < 3 && 3 * (decades + 1) <= most + 2;
  std::vector<Tick> ticks;
  for (int e = start - 1; e <= last; ++e) {
    for (int m = 1; m <= 9; ++m) {
      const double value = m * std::pow(10.0, e);
      if (value < low * (1 - kSlack) || value > high * (1 + kSlack)) continue;
      const bool major = (m == 1 && (e - start) % every == 0) || (between && (m == 2 || m == 5));
      if (major) {
        const bool plain = e >= -3 && e <= 4;
        ticks.push_back({value, plain ? grouped(value, std::max(0, -e)) : scientific(value, e, 0)});
      } else if (every == 1 && decades <= 4) {
        ticks.push_back({value});
      }
    }
  }
  return ticks;
}

}  // namespace glia::detail::report
