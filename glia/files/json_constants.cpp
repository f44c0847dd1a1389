#include "glia/files/json_constants.hpp"

#include <cmath>
#include <limits>

namespace glia::detail {
namespace {

bool separates(char c) { return std::string_view(",:[]{} \t\r\n").find(c) != std::string_view::npos; }

// Whether `word` is a whole token of the text; the sign before Infinity belongs to the token.
bool is_token(std::string_view text, std::size_t at, std::string_view word) {
  if (text.substr(at, word.size()) != word) return false;
  const std::size_t end = at + word.size();
  if (end < text.size() && !separates(text[end])) return false;
  if (word == "Infinity" && at > 0 && text[at - 1] == '-') --at;
  return at == 0 || separates(text[at - 1]);
}

}  // namespace

PythonConstants::PythonConstants(std::string_view text) : original_(text) {
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\') {
      ++i;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (!in_string && (c == 'N' || c == 'I')) {
      const std::string_view word = c == 'N' ? "NaN" : "Infinity";
      if (!is_token(text, i, word)) continue;
      if (copy_.empty()) copy_ = text;
      copy_.replace(i, word.size(), c == 'N' ? "1.0" : "1.000000");
      const bool negative = c == 'I' && i > 0 && text[i - 1] == '-';
      const double infinity = std::numeric_limits<double>::infinity();
      places_.push_back({i + word.size(), c == 'N' ? std::nan("") : negative ? -infinity : infinity});
      i += word.size() - 1;
    }
  }
}

double PythonConstants::value_at(std::size_t read, double parsed) {
  // A number ends where the parser stands, or one byte before if it had to look at what follows.
  if (next_ == places_.size() || places_[next_].end > read) return parsed;
  return places_[next_++].value;
}

}  // namespace glia::detail
