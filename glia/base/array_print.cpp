#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ostream>
#include <vector>

#include "glia/base/array.hpp"

namespace glia {
namespace {

constexpr std::int64_t kPrintAll = 1000;  // NumPy's threshold
constexpr std::int64_t kEdge = 3;         // rows and columns shown at each end above it

std::string number(const Array& array, std::int64_t flat) {
  const double v = array.get(flat);
  if (array.dtype().is_real()) {
    char text[40];
    std::snprintf(text, sizeof text, array.dtype() == f32 ? "%.7g" : "%.12g", v);
    std::string out = text;
    if (std::isfinite(v) && out.find_first_of(".e") == std::string::npos) out += '.';
    return out;
  }
  if (array.dtype() == boolean) return v != 0 ? "True" : "False";
  return std::to_string(static_cast<long long>(v));
}

class Printer {
 public:
  explicit Printer(const Array& array) : array_(array), shorten_(array.size() > kPrintAll) {
    walk(0, 0, [&](std::int64_t flat) { width_ = std::max(width_, text(flat).size()); });
  }

  std::string str() {
    std::string out;
    print(0, 0, out);
    return out;
  }

 private:
  std::string text(std::int64_t flat) const { return number(array_, flat); }

  bool skipped(std::int64_t i, std::int64_t n) const {
    return shorten_ && n > 2 * kEdge && i >= kEdge && i < n - kEdge;
  }

  template <class F>
  void walk(int axis, std::int64_t base, F f) const {
    if (axis == array_.rank()) return f(base);
    const std::int64_t n = array_.shape()[axis];
    for (std::int64_t i = 0; i < n; ++i) {
      if (!skipped(i, n)) walk(axis + 1, base * n + i, f);
    }
  }

  void print(int axis, std::int64_t base, std::string& out) const {
    if (axis == array_.rank()) {
      const std::string t = text(base);
      out.append(width_ - std::min(width_, t.size()), ' ') += t;
      return;
    }
    const std::int64_t n = array_.shape()[axis];
    const bool last = axis == array_.rank() - 1;
    const std::string separator = last ? " "
                                       : std::string(static_cast<std::size_t>(array_.rank() - 1 - axis), '\n') +
                                             std::string(static_cast<std::size_t>(axis) + 1, ' ');
    out += '[';
    bool gap = false;
    for (std::int64_t i = 0; i < n; ++i) {
      if (skipped(i, n)) {
        if (!gap) out += separator + "...";
        gap = true;
        continue;
      }
      if (i > 0) out += separator;
      print(axis + 1, base * n + i, out);
    }
    out += ']';
  }

  const Array& array_;
  bool shorten_;
  std::size_t width_ = 0;
};

}  // namespace

std::string Array::str() const { return Printer(*this).str(); }

std::ostream& operator<<(std::ostream& out, const Array& array) { return out << array.str(); }

}  // namespace glia
