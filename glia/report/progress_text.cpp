#include "glia/report/progress_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <tuple>
#include <vector>

#include "glia/report/text.hpp"

namespace glia::detail::report {
namespace {

std::string formatted(double value, std::chars_format format, int decimals) {
  std::array<char, 400> buffer;  // the longest double has 309 digits before its point
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format, decimals);
  return {buffer.data(), end.ptr};
}

std::string two_digits(double value) {
  constexpr double kRoundsToTen = 9.95;
  return formatted(value, std::chars_format::fixed, value < kRoundsToTen ? 1 : 0);
}

std::string with_zero(std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); }

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; }

}  // namespace

std::string duration(double seconds) {
  constexpr double kRoundsUp = 0.9995;  // of the next unit: 999.6 ms would read 1000ms
  if (seconds >= kRoundsUp) return two_digits(seconds) + "s";
  if (seconds >= kRoundsUp * 1e-3) return two_digits(seconds * 1e3) + "ms";
  return two_digits(seconds * 1e6) + "us";
}

std::string remaining(double seconds) {
  const auto s = static_cast<std::int64_t>(std::llround(std::min(seconds, 1e9)));
  if (s >= 3600) return concat({std::to_string(s / 3600), ":", with_zero(s / 60 % 60), ":", with_zero(s % 60)});
  if (s >= 60) return concat({std::to_string(s / 60), ":", with_zero(s % 60)});
  return concat({std::to_string(s), "s"});
}

std::string shown_number(double value) {
  if (std::isnan(value)) return "nan";  // whatever its sign bit
  const bool small = std::abs(value) <= 1e-3 && value != 0;
  return formatted(value, small ? std::chars_format::scientific : std::chars_format::fixed, 4);
}

std::string shown_logs(const Logs& logs) {
  std::vector<std::tuple<int, std::string_view, double>> sorted;
  for (const auto& [name, value] : logs) {
    const int rank = name == "learning_rate" ? 2 : name.starts_with("val_") ? 1 : 0;
    sorted.emplace_back(rank, name, value);
  }
  std::sort(sorted.begin(), sorted.end());
  std::string out;
  for (const auto& [rank, name, value] : sorted) {
    if (!out.empty()) out += " - ";
    out += concat({name, ": ", shown_number(value)});
  }
  return out;
}

std::string counted(const ProgressAt& at) {
  const std::string total = std::to_string(at.steps);
  const std::string done = std::to_string(at.step);
  return concat({std::string(total.size() - std::min(total.size(), done.size()), ' '), done, "/", total});
}

std::string pace(const ProgressAt& at) {
  if (at.step == 0) return {};
  return concat({duration(at.step_seconds / static_cast<double>(at.step)), "/step"});
}

int characters(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

std::string cut(std::string_view text, int count) {
  if (characters(text) <= count) return std::string(text);
  if (count <= 0) return {};
  std::size_t end = 0;
  for (int left = count - 1; end < text.size(); ++end) {
    if (!is_continuation(text[end]) && left-- == 0) break;
  }
  return concat({text.substr(0, end), "\u2026"});
}

}  // namespace glia::detail::report
