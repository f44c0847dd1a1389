#include <charconv>
#include <cmath>

#include "glia/base/error.hpp"
#include "glia/files/in_quotes.hpp"
#include "glia/files/json.hpp"

namespace glia::detail {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

void write_string(std::string& out, const std::string& text) {
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(std::string_view(text).substr(i, 4));
    if (length == 0) {
      throw ValueError({.where = "to_json",
                        .rule = "Text in a JSON file must be UTF-8",
                        .received = in_quotes(text) + ", wrong at byte " + std::to_string(i)});
    }
    const char c = text[i];
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (length == 1 && (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)) {
          out += "\\u00";
          out += kHex[static_cast<unsigned char>(c) >> 4];
          out += kHex[static_cast<unsigned char>(c) & 0xF];
        } else {
          out.append(text, i, length);
        }
    }
    i += length;
  }
  out += '"';
}

void write_real(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    return;
  }
  char buffer[32];  // the longest shortest double has 24 characters
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
  const std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
  out += text;
  if (text.find_first_of(".e") == std::string_view::npos) out += ".0";
}

void new_line(std::string& out, int indent, int depth) {
  if (indent < 0) return;
  out += '\n';
  out.append(static_cast<std::size_t>(indent) * static_cast<std::size_t>(depth), ' ');
}

void write(std::string& out, const Value& value, int indent, int depth) {
  if (const Value::Object* members = value.if_object()) {
    out += '{';
    for (const Value::Member& m : *members) {
      if (&m != members->data()) out += ',';
      new_line(out, indent, depth + 1);
      write_string(out, m.key);
      out += indent < 0 ? ":" : ": ";
      write(out, m.value, indent, depth + 1);
    }
    if (!members->empty()) new_line(out, indent, depth);
    out += '}';
  } else if (const Value::List* items = value.if_list()) {
    out += '[';
    for (const Value& item : *items) {
      if (&item != items->data()) out += ',';
      new_line(out, indent, depth + 1);
      write(out, item, indent, depth + 1);
    }
    if (!items->empty()) new_line(out, indent, depth);
    out += ']';
  } else if (const std::string* text = value.if_string()) {
    write_string(out, *text);
  } else if (const double* real = value.if_double()) {
    write_real(out, *real);
  } else if (const std::int64_t* integer = value.if_int()) {
    out += std::to_string(*integer);
  } else if (const bool* flag = value.if_bool()) {
    out += *flag ? "true" : "false";
  } else {
    out += "null";
  }
}

}  // namespace

std::string to_json(const Value& value, int indent) {
  std::string out;
  write(out, value, indent, 0);
  return out;
}

}  // namespace glia::detail
