#include "glia/report/labels.hpp"

#include <cmath>

#include "glia/base/error.hpp"
#include "glia/report/text.hpp"

namespace glia::detail::report {

std::vector<std::int64_t> class_numbers(const Array& labels, bool scores, const char* name) {
  if (scores && labels.rank() == 2 && labels.dim(1) > 1) return class_numbers(labels.argmax(-1), false, name);
  if (labels.rank() != 1 && !(labels.rank() == 2 && labels.dim(1) == 1)) {
    throw ShapeError({.where = name,
                      .rule = "Labels must be one number a row",
                      .expected = scores ? "shape (n,), (n, 1) or scores (n, classes)" : "shape (n,) or (n, 1)",
                      .received = labels.shape().str(),
                      .hint = scores ? "" : "One-hot labels become numbers by argmax()"});
  }
  std::vector<std::int64_t> out;
  out.reserve(static_cast<std::size_t>(labels.size()));
  for (const double label : labels) {
    if (!(label >= 0 && label < 1e15 && label == std::floor(label))) {
      throw DataError({.where = name,
                       .rule = "A label must be a whole number from 0 on",
                       .received = concat({coordinate(label, 6), " in row ", std::to_string(out.size())})});
    }
    out.push_back(static_cast<std::int64_t>(label));
  }
  return out;
}

void check_label(std::int64_t label, std::int64_t classes, std::size_t row, const char* name) {
  if (label < classes) return;
  throw DataError({.where = name,
                   .rule = "A label must be below the number of classes",
                   .expected = concat({"0 to ", std::to_string(classes - 1)}),
                   .received = concat({std::to_string(label), " in row ", std::to_string(row)})});
}

}  // namespace glia::detail::report
