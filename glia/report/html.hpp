#pragma once
#include <string>
#include <vector>

#include "glia/report/figure.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// One card of a report: {"test accuracy", "97.8 %", "10,000 digits"}.
struct ReportCard {
  std::string name;
  std::string value;
  std::string note = "";
};

/// A page that is one file: no script, no font, no other file; light and dark as the reader's system, 320 px and wider.
/// Blocks stand in the order in which they were added; figures in a row share the page's width. All text is escaped;
/// figures go in as they are.
class HtmlReport {
 public:
  explicit HtmlReport(std::string title, std::string subtitle = "");

  HtmlReport& add_heading(const std::string& text);
  HtmlReport& add_text(const std::string& text);  ///< an empty line starts a new paragraph
  HtmlReport& add_metrics(const std::vector<ReportCard>& cards);
  HtmlReport& add_figure(const Figure& figure, const std::string& caption = "");
  /// Columns of numbers are set flush right. A ValueError for a row that is not as long as the header.
  HtmlReport& add_table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows);

  std::string html() const;
  void save(const std::string& path = "report.html") const;  ///< all or nothing; a FileError with the reason

 private:
  struct Block {
    bool figure;
    std::string html;
  };
  HtmlReport& add(std::string html, bool figure = false);

  std::string title_;
  std::string subtitle_;
  std::vector<Block> blocks_;
};

}  // namespace glia
#pragma GCC visibility pop
