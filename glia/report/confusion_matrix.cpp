#include "glia/report/confusion_matrix.hpp"

#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/report/labels.hpp"

namespace glia {

Array confusion_matrix(const Array& y_true, const Array& y_pred, Dim num_classes) {
  using detail::report::check_label;
  const std::vector<std::int64_t> is = detail::report::class_numbers(y_true, false, "confusion_matrix, y_true");
  const std::vector<std::int64_t> read = detail::report::class_numbers(y_pred, true, "confusion_matrix, y_pred");
  if (is.size() != read.size()) {
    throw ShapeError({.where = "confusion_matrix",
                      .rule = "y_true and y_pred must have equally many rows",
                      .expected = std::to_string(is.size()) + " predictions",
                      .received = std::to_string(read.size())});
  }
  std::int64_t classes = num_classes;
  if (classes == -1) {
    classes = y_pred.rank() == 2 && y_pred.dim(1) > 1 ? y_pred.dim(1) : 1;
    for (std::size_t i = 0; i < is.size(); ++i) classes = std::max({classes, is[i] + 1, read[i] + 1});
  }
  if (classes < 1 || classes > 10'000) {
    throw ValueError({.where = "confusion_matrix",
                      .rule = "The number of classes must lie in 1…10,000",
                      .received = std::to_string(classes)});
  }
  Array counts(Shape{classes, classes}, i64);
  const auto cells = counts.span<std::int64_t>();
  for (std::size_t i = 0; i < is.size(); ++i) {
    check_label(is[i], classes, i, "confusion_matrix, y_true");
    check_label(read[i], classes, i, "confusion_matrix, y_pred");
    ++cells[static_cast<std::size_t>(is[i] * classes + read[i])];
  }
  return counts;
}

}  // namespace glia
