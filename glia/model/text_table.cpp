#include <algorithm>
#include <cmath>
#include <cstdio>

#include "glia/base/error.hpp"
#include "glia/model/summary_table.hpp"

namespace glia::detail {
namespace {

constexpr int kNarrowest = 4;  // columns, as in Keras

/// Columns that a text takes on the screen: its characters, not its bytes.
int width_of(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return (c & '\xC0') != '\x80'; }));
}

/// Bytes of the first `columns` characters.
std::size_t bytes_of(std::string_view text, int columns) {
  std::size_t i = 0;
  while (i < text.size() && columns > 0) {
    do ++i;
    while (i < text.size() && (text[i] & '\xC0') == '\x80');
    --columns;
  }
  return i;
}

std::vector<std::string> wrapped(std::string_view text, int width) {
  std::vector<std::string> lines{""};
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    std::string_view word = text.substr(0, space);
    text.remove_prefix(std::min(space + 1, text.size()));
    if (!lines.back().empty() && width_of(lines.back()) + 1 + width_of(word) > width) lines.emplace_back();
    while (width_of(word) > width) {
      const std::size_t part = bytes_of(word, width);
      lines.back() += word.substr(0, part);
      word.remove_prefix(part);
      lines.emplace_back();
    }
    if (!lines.back().empty()) lines.back() += ' ';
    lines.back() += word;
  }
  return lines;
}

/// Widths of the columns with a blank on each side. The shares are those of the contents; what blanks and rules take
/// beyond `line_length` is cut from all columns alike, as the table printer behind Keras does.
std::vector<int> column_widths(const std::vector<double>& ends, int line_length) {
  std::vector<int> out;
  int sum = 0;
  for (const double end : ends) {
    const int width = static_cast<int>(end * line_length) - sum;
    if (width < kNarrowest) {
      throw ValueError({.where = "summary",
                        .rule = "line_length is too small for the columns",
                        .received = std::to_string(line_length)});
    }
    sum += width;
    out.push_back(width + 2);
  }
  const int columns = static_cast<int>(out.size());
  int excess = sum + 2 * columns + columns + 1 - line_length;
  for (int i = 0; i < columns; ++i) {
    const int cut = static_cast<int>(std::nearbyint(static_cast<double>(excess) / (columns - i)));
    out[static_cast<std::size_t>(i)] -= cut;
    excess -= cut;
  }
  return out;
}

std::string repeated(const char* text, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

}  // namespace

std::string TextTable::str(int line_length) const {
  const std::vector<int> widths = column_widths(ends, line_length);
  std::string out;
  const auto rule = [&](const char* left, const char* line, const char* cross, const char* end) {
    for (std::size_t c = 0; c < widths.size(); ++c) out += (c == 0 ? left : cross) + repeated(line, widths[c]);
    out += std::string(end) + "\n";
  };
  const auto row = [&](const std::vector<std::string>& cells, const char* bar) {
    std::vector<std::vector<std::string>> lines;
    std::size_t height = 0;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      lines.push_back(wrapped(cells[c], widths[c] - 2));
      height = std::max(height, lines.back().size());
    }
    for (std::size_t l = 0; l < height; ++l) {
      for (std::size_t c = 0; c < cells.size(); ++c) {
        const std::string text = l < lines[c].size() ? lines[c][l] : "";
        const std::string blanks(static_cast<std::size_t>(widths[c] - 2 - width_of(text)), ' ');
        out += std::string(bar) + " " + (right[c] ? blanks + text : text + blanks) + " ";
      }
      out += std::string(bar) + "\n";
    }
  };
  rule("┏", "━", "┳", "┓");
  row(header, "┃");
  rule("┡", "━", "╇", "┩");
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (r > 0) rule("├", "─", "┼", "┤");
    row(rows[r], "│");
  }
  rule("└", "─", "┴", "┘");
  return out;
}

std::string with_commas(std::int64_t number) {
  std::string out = std::to_string(number);
  for (auto i = static_cast<std::ptrdiff_t>(out.size()) - 3; i > 0; i -= 3)
    out.insert(static_cast<std::size_t>(i), ",");
  return out;
}

std::string readable_bytes(double bytes) {
  const char* const units[] = {"B", "KB", "MB", "GB", "TB", "PB"};
  std::size_t unit = 0;
  for (; bytes >= 1024 && unit + 1 < std::size(units); ++unit) bytes /= 1024;
  char out[64];
  std::snprintf(out, sizeof out, "%.2f %s", bytes, units[unit]);
  return out;
}

}  // namespace glia::detail
