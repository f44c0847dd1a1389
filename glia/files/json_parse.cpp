#include <algorithm>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <vector>

#include "glia/base/error.hpp"
#include "glia/files/in_quotes.hpp"
#include "glia/files/json.hpp"
#include "glia/files/json_constants.hpp"

#ifdef GLIA_HAS_NLOHMANN_JSON
#include <nlohmann/json.hpp>
#endif

namespace glia::detail {

#ifndef GLIA_HAS_NLOHMANN_JSON

Value parse_json(std::string_view, const std::string& file, LoadLimits) {
  throw UnsupportedError({.where = file,
                          .rule = "This build of Glia cannot read JSON",
                          .hint = "Install nlohmann/json (Debian: nlohmann-json3-dev) and build Glia again"});
}

#else
namespace {

constexpr std::int64_t kDeepest = 1000;  // a Value is destroyed recursively, so that no limit may ask for more

// Counts the bytes that the parser has taken: its events do not say where they happened.
struct CountingIterator {
  using iterator_category = std::forward_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at = nullptr;
  std::size_t* count = nullptr;
  reference operator*() const { return *at; }
  CountingIterator& operator++() {
    ++at;
    ++*count;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator old = *this;
    ++*this;
    return old;
  }
  bool operator==(const CountingIterator& other) const { return at == other.at; }
  bool operator!=(const CountingIterator& other) const { return at != other.at; }
};

// Builds the Value from nlohmann's events, with a stack of its own.
class Builder {
 public:
  using json = nlohmann::json;

  Builder(const std::string& file, LoadLimits limits, PythonConstants& constants, const std::size_t& read)
      : file_(&file), limits_(limits), constants_(&constants), read_(&read) {}
  Value result() { return std::move(root_); }

  bool null() { return add(Value()); }
  bool boolean(bool value) { return add(Value(value)); }
  bool number_integer(std::int64_t value) { return add(Value(value)); }
  bool number_unsigned(std::uint64_t value) {
    if (value > INT64_MAX) fail_integer();
    return add(Value(value));
  }
  bool number_float(double value, const std::string& text) {
    if (text.find_first_of(".eE") == std::string::npos) fail_integer();
    return add(Value(constants_->value_at(*read_, value)));
  }
  bool string(std::string& text) { return add(Value(std::move(text))); }
  bool binary(json::binary_t&) { return true; }  // JSON text has none
  bool start_object(std::size_t) { return open(Value::Kind::object); }
  bool start_array(std::size_t) { return open(Value::Kind::list); }
  bool key(std::string& text) {
    if (++items_ > limits_.items) fail_items();
    stack_.back().members.push_back({std::move(text), Value()});
    stack_.back().key_ends.push_back(*read_);
    return true;
  }
  bool end_object() {
    check_unique(stack_.back());
    return close(Value(std::move(stack_.back().members)));
  }
  bool end_array() { return close(Value(std::move(stack_.back().items))); }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) {
    std::string text = error.what();
    if (const std::size_t code = text.find("] "); code != std::string::npos) text.erase(0, code + 2);
    if (const std::size_t detail = text.find(": "); detail != std::string::npos) text.erase(0, detail + 2);
    fail("This is not valid JSON, " + in_quotes(text, 160), position);
  }

 private:
  struct Frame {
    Value::Kind kind;
    Value::List items;
    Value::Object members;
    std::vector<std::size_t> key_ends;
  };

  [[noreturn]] void fail(const std::string& rule, std::size_t position) const {
    throw FileError({.where = *file_, .rule = rule + " (at byte " + std::to_string(position) + ")"});
  }
  [[noreturn]] void fail_integer() const { fail("An integer in JSON must fit into 64 bits with a sign", *read_); }
  [[noreturn]] void fail_items() const {
    fail("The JSON text has more than the " + std::to_string(limits_.items) + " items that this load allows", *read_);
  }

  bool add(Value value) {
    if (++items_ > limits_.items) fail_items();
    if (stack_.empty()) {
      root_ = std::move(value);
    } else if (stack_.back().kind == Value::Kind::list) {
      stack_.back().items.push_back(std::move(value));
    } else {
      stack_.back().members.back().value = std::move(value);
    }
    return true;
  }

  bool open(Value::Kind kind) {
    const std::int64_t deepest = std::min(limits_.depth, kDeepest);
    if (static_cast<std::int64_t>(stack_.size()) >= deepest) {
      fail("The JSON text is nested deeper than " + std::to_string(deepest) + " levels", *read_);
    }
    stack_.push_back({kind, {}, {}, {}});
    return true;
  }

  bool close(Value value) {
    stack_.pop_back();
    return add(std::move(value));
  }

  // Sorting needs no hash that a file could be made to collide in.
  void check_unique(const Frame& frame) const {
    const Value::Object& members = frame.members;
    std::vector<std::size_t> order(members.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return members[a].key < members[b].key; });
    for (std::size_t i = 1; i < order.size(); ++i) {
      if (members[order[i - 1]].key == members[order[i]].key) {
        fail("The key " + in_quotes(members[order[i]].key) + " appears twice in one JSON object",
             frame.key_ends[order[i]]);
      }
    }
  }

  const std::string* file_;
  LoadLimits limits_;
  PythonConstants* constants_;
  const std::size_t* read_;
  std::int64_t items_ = 0;
  std::vector<Frame> stack_;
  Value root_;
};

}  // namespace

Value parse_json(std::string_view text, const std::string& file, LoadLimits limits) {
  if (static_cast<std::int64_t>(text.size()) > limits.bytes) {
    throw FileError({.where = file,
                     .rule = "The JSON text is larger than the limit of this load",
                     .expected = "at most " + std::to_string(limits.bytes) + " bytes",
                     .received = std::to_string(text.size())});
  }
  // nlohmann's lexer takes a NUL byte for the end of the text.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    throw FileError(
        {.where = file, .rule = "This is not valid JSON, a NUL byte (at byte " + std::to_string(nul + 1) + ")"});
  }
  PythonConstants constants(text);
  const std::string_view clean = constants.text();
  std::size_t read = 0;
  Builder builder(file, limits, constants, read);
  const CountingIterator begin{clean.data(), &read};
  const CountingIterator end{clean.data() + clean.size(), &read};
  nlohmann::json::sax_parse(begin, end, &builder);
  return builder.result();
}

#endif
}  // namespace glia::detail
