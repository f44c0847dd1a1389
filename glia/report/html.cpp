#include "glia/report/html.hpp"

#include <algorithm>
#include <utility>

#include "glia/base/error.hpp"
#include "glia/report/html_style.hpp"
#include "glia/report/text.hpp"
#include "glia/report/write_file.hpp"

namespace glia {
namespace {

using detail::report::concat;
using detail::report::escape;

std::string element(std::string_view tag, std::string_view text, std::string_view css_class = "") {
  const std::string attributes = css_class.empty() ? "" : concat({" class=\"", css_class, "\""});
  return concat({"<", tag, attributes, ">", escape(text), "</", tag, ">\n"});
}

bool is_number(std::string_view cell) {
  if (cell.starts_with("\u2212")) cell.remove_prefix(3);
  if (cell.starts_with("-") || cell.starts_with("+")) cell.remove_prefix(1);
  return !cell.empty() && cell[0] >= '0' && cell[0] <= '9';
}

std::vector<bool> number_columns(std::size_t count, const std::vector<std::vector<std::string>>& rows) {
  std::vector<bool> numeric(count, !rows.empty());
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < count; ++i) numeric[i] = numeric[i] && (row[i].empty() || is_number(row[i]));
  }
  return numeric;
}

std::string table_row(const std::vector<std::string>& cells, const std::vector<bool>& numeric, std::string_view tag) {
  std::string out = "<tr>";
  for (std::size_t i = 0; i < cells.size(); ++i) out += element(tag, cells[i], numeric[i] ? "number" : "");
  return out + "</tr>\n";
}

}  // namespace

HtmlReport::HtmlReport(std::string title, std::string subtitle)
    : title_(std::move(title)), subtitle_(std::move(subtitle)) {}

HtmlReport& HtmlReport::add(std::string html, bool figure) {
  blocks_.push_back({figure, std::move(html)});
  return *this;
}

HtmlReport& HtmlReport::add_heading(const std::string& text) { return add(element("h2", text)); }

HtmlReport& HtmlReport::add_text(const std::string& text) {
  std::string out;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find("\n\n", start), text.size());
    if (end > start) out += element("p", std::string_view(text).substr(start, end - start));
    start = text.find_first_not_of('\n', end);
  }
  return add(std::move(out));
}

HtmlReport& HtmlReport::add_metrics(const std::vector<ReportCard>& cards) {
  std::string out = "<dl class=\"cards\">\n";
  for (const ReportCard& card : cards) {
    out += concat({"<div class=\"card\">", element("dt", card.name), element("dd", card.value, "value"),
                   card.note.empty() ? "" : element("dd", card.note, "note"), "</div>\n"});
  }
  return add(out + "</dl>\n");
}

HtmlReport& HtmlReport::add_figure(const Figure& figure, const std::string& caption) {
  const std::string below = caption.empty() ? "" : element("figcaption", caption);
  return add(concat({"<figure>\n", figure.svg(), below, "</figure>\n"}), true);
}

HtmlReport& HtmlReport::add_table(const std::vector<std::string>& header,
                                  const std::vector<std::vector<std::string>>& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].size() == header.size()) continue;
    throw ValueError({.where = "HtmlReport::add_table",
                      .rule = "Every row must have one cell a column",
                      .expected = std::to_string(header.size()),
                      .received = concat({std::to_string(rows[i].size()), " in row ", std::to_string(i)})});
  }
  const std::vector<bool> numeric = number_columns(header.size(), rows);
  std::string out =
      concat({"<div class=\"table\"><table>\n<thead>", table_row(header, numeric, "th"), "</thead>\n<tbody>\n"});
  for (const auto& row : rows) out += table_row(row, numeric, "td");
  return add(out + "</tbody></table></div>\n");
}

std::string HtmlReport::html() const {
  std::string out =
      concat({"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n",
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n",
              "<meta name=\"color-scheme\" content=\"light dark\"/>\n", element("title", title_), "<style>\n",
              detail::report::html_style(), "</style>\n</head>\n<body>\n<main>\n<header>\n", element("h1", title_),
              subtitle_.empty() ? "" : element("p", subtitle_, "subtitle"), "</header>\n"});
  bool in_figures = false;
  for (const Block& block : blocks_) {
    if (block.figure && !in_figures) out += "<div class=\"figures\">\n";
    if (!block.figure && in_figures) out += "</div>\n";
    in_figures = block.figure;
    out += block.html;
  }
  if (in_figures) out += "</div>\n";
  return out + "<footer>Written by Glia</footer>\n</main>\n</body>\n</html>\n";
}

void HtmlReport::save(const std::string& path) const { detail::report::write_file(path, html()); }

}  // namespace glia
