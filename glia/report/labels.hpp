#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "glia/base/array.hpp"

namespace glia::detail::report {

/// Class numbers from labels (n), (n,1) of integers or whole reals, or, with `scores`, from (n, k) the greatest of each
/// row. A DataError for a label that is negative or not whole, a ShapeError for other shapes; `name` says whose.
std::vector<std::int64_t> class_numbers(const Array& labels, bool scores, const char* name);

/// A DataError unless `label` is below `classes`; `row` says where.
void check_label(std::int64_t label, std::int64_t classes, std::size_t row, const char* name);

}  // namespace glia::detail::report
