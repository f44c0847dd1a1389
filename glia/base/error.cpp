#include "glia/base/error.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include "glia/base/dim.hpp"

namespace glia {
namespace {

struct PathEntry {
  std::string name;
  const char* file;
  int line;
  std::shared_ptr<const std::string> joined = {};  // made when it is first asked for
};

std::vector<PathEntry>& path() {
  thread_local std::vector<PathEntry> entries;
  return entries;
}

bool ends_sentence(const std::string& text) {
  return !text.empty() && (text.back() == '.' || text.back() == '?' || text.back() == '!');
}

void append_sentence(std::string& out, const std::string& text) {
  if (text.empty()) return;
  if (!out.empty() && out.back() != ' ') out += ' ';
  out += text;
  if (!ends_sentence(text)) out += '.';
}

std::string compose(const ErrorParts& p) {
  std::string out = p.where.empty() ? "" : p.where + ":";
  append_sentence(out, p.rule);
  if (!p.expected.empty() && !p.received.empty()) {
    append_sentence(out, "Expected " + p.expected + ", received " + p.received);
  } else if (!p.expected.empty()) {
    append_sentence(out, "Expected " + p.expected);
  } else if (!p.received.empty()) {
    append_sentence(out, "Received " + p.received);
  }
  append_sentence(out, p.hint);
  if (p.file != nullptr) out += " (" + std::string(p.file) + ":" + std::to_string(p.line) + ")";
  return out;
}

/// Whether the innermost name says it already: "loss mean_squared_error" for "mean_squared_error".
bool is_named_by_path(const std::string& where) {
  if (path().empty() || !path().back().name.ends_with(where)) return false;
  const std::string& name = path().back().name;
  return name.size() == where.size() || name[name.size() - where.size() - 1] == ' ';
}

ErrorParts completed(ErrorParts parts) {
  const std::string traced = ErrorPath::current();
  if (parts.where.empty() || is_named_by_path(parts.where)) {
    parts.where = traced;
  } else if (!traced.empty()) {
    parts.where = traced + ": " + parts.where;
  }
  for (auto entry = path().rbegin(); parts.file == nullptr && entry != path().rend(); ++entry) {
    parts.file = entry->file;
    parts.line = entry->line;
  }
  return parts;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substitution = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, substitution});
    }
  }
  return row.back();
}

}  // namespace

Error::Error(ErrorParts parts) : parts_(completed(std::move(parts))), message_(compose(parts_)) {}
Error::Error(const Error&) = default;
Error& Error::operator=(const Error&) = default;
Error::~Error() = default;
ShapeError::~ShapeError() = default;
TypeError::~TypeError() = default;
ValueError::~ValueError() = default;
DataError::~DataError() = default;
FileError::~FileError() = default;
ResourceError::~ResourceError() = default;
UnsupportedError::~UnsupportedError() = default;

ErrorPath::ErrorPath(std::string name, const char* file, int line) {
  path().push_back({std::move(name), file, line, nullptr});
}
ErrorPath::~ErrorPath() { path().pop_back(); }

std::string ErrorPath::current() {
  std::string out;
  for (const PathEntry& entry : path()) {
    if (!out.empty()) out += '/';
    out += entry.name;
  }
  return out;
}

std::shared_ptr<const std::string> ErrorPath::shared() {
  static const auto outside = std::make_shared<const std::string>();
  if (path().empty()) return outside;
  std::shared_ptr<const std::string>& joined = path().back().joined;
  if (!joined) joined = std::make_shared<const std::string>(current());
  return joined;
}

std::string nearest_names(std::string_view given, const std::string_view* names, std::size_t count) {
  std::vector<std::pair<std::size_t, std::string_view>> ranked;
  for (std::size_t i = 0; i < count; ++i) ranked.emplace_back(edit_distance(given, names[i]), names[i]);
  std::sort(ranked.begin(), ranked.end());
  const std::size_t limit = std::max<std::size_t>(2, given.size() / 2);
  std::string out;
  for (std::size_t i = 0; i < ranked.size() && i < 3 && ranked[i].first <= limit; ++i) {
    out += (i == 0 ? "Did you mean '" : " or '") + std::string(ranked[i].second) + "'";
  }
  if (!out.empty()) return out + "?";
  out = "Known names: ";
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  for (std::size_t i = 0; i < ranked.size(); ++i) out += (i == 0 ? "" : ", ") + std::string(ranked[i].second);
  return out + ".";
}

void throw_dim_out_of_range() {
  throw ValueError({.where = "Dim",
                    .rule = "A size must fit into a signed 64-bit integer",
                    .hint = "Check for an unsigned value that wrapped around"});
}

}  // namespace glia
