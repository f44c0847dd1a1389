#pragma once
#include <cstdint>
#include <vector>

#include "glia/base/array.hpp"
#include "glia/data/split.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace utils {

/// One-hot vectors: out(…, y) = 1, all else 0.  (…) or (…, 1) → f32 (…, num_classes)
/// num_classes −1 means the largest label + 1. A DataError for a label that is negative, not whole, or ≥ num_classes.
Array to_categorical(const Array& y, Dim num_classes = -1);

/// (x − min) / (max − min) over all elements, so 0 … 1; a constant array gives zeros.  → f64 for f64, else f32
/// (Not keras.utils.normalize, which divides each row by its length.) A DataError for NaN, infinity or no elements.
Array normalize(const Array& x);

/// Mean and standard deviation (of the population, as NumPy) of each column, a column being one place of a row.
struct ColumnScale {
  Array mean = {};  ///< f64, shape of a row
  Array std = {};   ///< f64, shape of a row; 0 where a column is constant

  /// (x − mean) / std, a constant column gives 0 for its constant.  → f64 for f64, else f32
  Array apply(const Array& x) const;
};

struct Standardized {
  Array x = {};
  ColumnScale scale = {};
};

/// Scales every column to mean 0 and deviation 1: `auto [x, scale] = utils::standardize(train); scale.apply(test);`
/// A DataError for NaN, infinity or no rows.
Standardized standardize(const Array& x);

/// Rows of the first axis by index, in that order, copied; negative indices count from the end.
Array take_rows(const Array& x, const std::vector<std::int64_t>& rows);

/// Shuffles rows of x and y together and cuts off ⌈test_size · rows⌉ of them as the test set; the same seed gives the
/// same split. Both parts must get at least one row, so 0 < test_size < 1.
datasets::Dataset train_test_split(const Array& x, const Array& y, double test_size = 0.25, std::uint64_t seed = 0);

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
