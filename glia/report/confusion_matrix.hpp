#pragma once
#include <string>
#include <vector>

#include "glia/base/array.hpp"
#include "glia/report/figure.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// counts(i, j) = number of rows whose label is i and whose prediction is j; i64, (classes, classes).
/// y_true (n) or (n,1): integers or whole reals. y_pred: the same, or scores (n, classes), of which the greatest
/// counts. num_classes −1 = one more than the greatest label. A DataError for a label outside, a ShapeError for other
/// shapes or unequal numbers of rows, a ValueError for more than 10,000 classes.
Array confusion_matrix(const Array& y_true, const Array& y_pred, Dim num_classes = -1);

struct ConfusionOptions {
  std::string title = "";                     ///< stands before the accuracy
  std::vector<std::string> class_names = {};  ///< empty = 0, 1, …
};

/// A heat map of counts (classes, classes) with recall at the right, precision below, and the accuracy in the title.
/// A cell's colour is its share of the row: hits blue; misses vermilion and by the root of the share, so that 1 %
/// shows. Up to 200 classes; numbers are left out where cells are too small for them. A ShapeError for other shapes, a
/// ValueError for negative counts or class names of another number.
Figure draw_confusion_matrix(const Array& counts, const ConfusionOptions& options = {});

}  // namespace glia
#pragma GCC visibility pop
