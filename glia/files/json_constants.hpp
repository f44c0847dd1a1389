#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace glia::detail {

/// Python's NaN and Infinity in JSON text, which no JSON parser takes: text() has a real of the same length in their
/// place, so that byte numbers stay, and value_at() tells what stood there. A minus sign before Infinity stays.
class PythonConstants {
 public:
  explicit PythonConstants(std::string_view text);
  std::string_view text() const { return copy_.empty() ? original_ : std::string_view(copy_); }

  /// The constant when the real that the parser has just read, having taken `read` bytes, stands for one; else
  /// `parsed`. Reals must be asked for in the order of the text.
  double value_at(std::size_t read, double parsed);

 private:
  struct Place {
    std::size_t end;
    double value;
  };
  std::string_view original_;
  std::string copy_;
  std::vector<Place> places_;
  std::size_t next_ = 0;
};

}  // namespace glia::detail
