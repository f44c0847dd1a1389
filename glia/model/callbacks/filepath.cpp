#include "glia/model/callbacks/filepath.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <vector>

#include "glia/base/error.hpp"
#include "glia/model/callbacks/number_text.hpp"

namespace glia::detail {
namespace {

struct Placeholder {
  std::string_view name;
  bool zeros = false;
  int width = 0;
  std::optional<int> precision;
  char kind = 0;
};

[[noreturn]] void refuse(std::string_view pattern, const std::string& received) {
  throw ValueError({.where = "ModelCheckpoint",
                    .rule = "The path '" + std::string(pattern) + "' cannot be filled in",
                    .expected = "placeholders such as {epoch:02d} or {val_loss:.2f}",
                    .received = received});
}

/// Digits at the start of `text`, at most three; what is left stays there.
std::optional<int> leading_number(std::string_view& text) {
  int value = 0;
  std::size_t n = 0;
  for (; n < std::min<std::size_t>(text.size(), 3) && text[n] >= '0' && text[n] <= '9'; ++n)
    value = 10 * value + (text[n] - '0');
  text.remove_prefix(n);
  return n == 0 ? std::nullopt : std::optional(value);
}

Placeholder parse(std::string_view pattern, std::string_view inside) {
  const std::size_t colon = inside.find(':');
  Placeholder out;
  out.name = inside.substr(0, colon);
  if (out.name.empty()) refuse(pattern, "{" + std::string(inside) + "}");
  if (colon == std::string_view::npos) return out;
  std::string_view spec = inside.substr(colon + 1);
  out.zeros = spec.starts_with('0');
  out.width = leading_number(spec).value_or(0);
  if (spec.starts_with('.')) {
    spec.remove_prefix(1);
    out.precision = leading_number(spec);
    if (!out.precision) refuse(pattern, "{" + std::string(inside) + "}");
  }
  if (spec.size() == 1 && std::string_view("dfeg").find(spec[0]) != std::string_view::npos) {
    out.kind = spec[0];
    spec = {};
  }
  if (!spec.empty() || (out.kind == 'd' && out.precision)) refuse(pattern, "{" + std::string(inside) + "}");
  return out;
}

/// Copies the text between placeholders and asks `fill` for each of them.
std::string replace(std::string_view pattern, const std::function<std::string(const Placeholder&)>& fill) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c != '{' && c != '}') {
      out += c;
    } else if (i + 1 < pattern.size() && pattern[i + 1] == c) {
      out += c;
      ++i;
    } else {
      const std::size_t end = c == '{' ? pattern.find('}', i) : std::string_view::npos;
      if (end == std::string_view::npos) refuse(pattern, std::string("a single '") + c + "'");
      out += fill(parse(pattern, pattern.substr(i + 1, end - i - 1)));
      i = end;
    }
  }
  return out;
}

std::string padded(std::string text, const Placeholder& p) {
  const auto width = static_cast<std::size_t>(p.width);
  if (text.size() >= width) return text;
  const std::size_t sign = p.zeros && text.starts_with('-') ? 1 : 0;
  return text.insert(sign, width - text.size(), p.zeros ? '0' : ' ');
}

constexpr int kPythonPrecision = 6;

}  // namespace

std::string format_filepath(std::string_view pattern, std::int64_t epoch, std::int64_t batch, const Logs& logs) {
  return replace(pattern, [&](const Placeholder& p) {
    const bool whole = p.name == "epoch" || p.name == "batch";
    if (!whole && !logs.contains(p.name)) {
      std::vector<std::string_view> names{"epoch", "batch"};
      for (const auto& [name, value] : logs) names.push_back(name);
      throw ValueError({.where = "ModelCheckpoint",
                        .rule = "The path '" + std::string(pattern) + "' names a number that is not in the logs",
                        .received = "{" + std::string(p.name) + "}",
                        .hint = nearest_names(p.name, names.data(), names.size())});
    }
    if (!whole && p.kind == 'd') refuse(pattern, "{" + std::string(p.name) + ":d} for a real number");
    const std::int64_t count = p.name == "epoch" ? epoch + 1 : batch + 1;
    if (whole && (p.kind == 'd' || (p.kind == 0 && !p.precision))) return padded(std::to_string(count), p);
    const double value = whole ? static_cast<double>(count) : logs[p.name];
    if (p.kind == 0 && !p.precision) return padded(number_text(value), p);
    return padded(number_text(value, p.kind == 0 ? 'g' : p.kind, p.precision.value_or(kPythonPrecision)), p);
  });
}

void check_filepath(std::string_view pattern) {
  if (pattern.empty()) refuse(pattern, "an empty path");
  replace(pattern, [](const Placeholder&) { return std::string(); });
}

}  // namespace glia::detail
