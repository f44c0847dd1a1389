#include "glia/model/callbacks/csv_logger.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/model/callbacks/number_text.hpp"
#include "glia/model/text_file.hpp"

namespace glia {
namespace detail {

struct CSVLoggerState {
  struct Row {
    std::int64_t epoch = 0;
    Logs logs;
  };
  std::vector<std::string> columns;  // after "epoch"
  std::vector<Row> rows;             // of this fit, for when a column is added
  bool columns_are_fixed = false;    // the file had them before
  bool hinted = false;
};

namespace {

using State = CSVLoggerState;

/// RFC 4180: text that holds the separator, a quote or a line end stands in quotes.
std::string cell(const std::string& text, const std::string& separator) {
  if (text.find(separator) == std::string::npos && text.find_first_of("\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string header(const State& s, const std::string& separator) {
  std::string out = "epoch";
  for (const std::string& name : s.columns) out += separator + cell(name, separator);
  return out + "\n";
}

std::string line(const State& s, const State::Row& row, const std::string& separator) {
  std::string out = std::to_string(row.epoch);
  for (const std::string& name : s.columns)
    out += separator + (row.logs.contains(name) ? number_text(row.logs[name]) : "NA");
  return out + "\n";
}

/// The names in the first line of a file; quotes as cell() sets them.
std::vector<std::string> columns_of(std::string_view text, const std::string& separator) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') {
      if (quoted && i + 1 < text.size() && text[i + 1] == '"')
        out.back() += text[i++];
      else
        quoted = !quoted;
    } else if (!quoted && (text[i] == '\n' || text[i] == '\r')) {
      break;
    } else if (!quoted && text.substr(i).starts_with(separator)) {
      out.emplace_back();
      i += separator.size() - 1;
    } else {
      out.back() += text[i];
    }
  }
  return out;
}

/// Takes the columns that are new in `logs`; true if the lines so far lack them.
bool add_columns(State& s, const Logs& logs, const std::string& filename) {
  std::vector<std::string> added;
  for (const auto& [name, value] : logs) {
    if (std::find(s.columns.begin(), s.columns.end(), name) == s.columns.end()) added.push_back(name);
  }
  if (added.empty()) return false;
  if (!s.columns_are_fixed) {
    s.columns.insert(s.columns.end(), added.begin(), added.end());
    std::sort(s.columns.begin(), s.columns.end());  // as Keras
    return true;
  }
  if (!s.hinted) {
    s.hinted = true;
    log_write(LogLevel::hint,
              "CSVLogger appends to '" + filename + "', which has no column for '" + added[0] + "'; it is left out.");
  }
  return false;
}

}  // namespace
}  // namespace detail

std::shared_ptr<detail::CSVLoggerState> CSVLogger::made() { return std::make_shared<detail::CSVLoggerState>(); }

void CSVLogger::on_train_begin(FitContext&) const {
  if (filename.empty() || separator.empty()) {
    throw ValueError({.where = "CSVLogger",
                      .rule = "filename and separator must not be empty",
                      .received = "\"" + filename + "\" and \"" + separator + "\""});
  }
  *state = {};
  const std::string before = append ? detail::read_text_file(filename) : std::string();
  if (before.empty()) {
    detail::write_text_file(filename, "");  // an unusable path is told before training
    return;
  }
  std::vector<std::string> names = detail::columns_of(before, separator);
  if (names[0] != "epoch") {
    throw FileError({.where = filename,
                     .rule = "CSVLogger appends only to a file whose first column is 'epoch'",
                     .received = "'" + names[0] + "'",
                     .hint = "Is .separator the one that the file was written with?"});
  }
  state->columns.assign(names.begin() + 1, names.end());
  state->columns_are_fixed = true;
  if (before.back() != '\n') detail::append_text_file(filename, "\n");  // a line cut short by a crash
}

void CSVLogger::on_epoch_end(FitContext& context) const {
  detail::CSVLoggerState& s = *state;
  s.rows.push_back({context.epoch(), context.logs()});
  if (!detail::add_columns(s, s.rows.back().logs, filename)) {
    detail::append_text_file(filename, detail::line(s, s.rows.back(), separator));
    return;
  }
  std::string text = detail::header(s, separator);
  for (const detail::CSVLoggerState::Row& row : s.rows) text += detail::line(s, row, separator);
  detail::write_text_file(filename, text);
}

}  // namespace glia
