#pragma once

#include <cstdint>

namespace glia::detail::cpu {

/// Row-major f32 input: `rows` rows of `columns` values, `stride` values from one row to the next.
struct Rows {
  const float* data = nullptr;
  std::int64_t rows = 0;
  std::int64_t columns = 0;
  std::int64_t stride = 0;
};

/// Where a kernel that gives a row for a row writes; may be the input itself.
struct RowsOut {
  float* data = nullptr;
  std::int64_t stride = 0;
};

// A row is always summed in blocks of 256 columns: 16 partial sums (column modulo 16) joined as a tree 8-4-2-1, blocks
// added in double from the left. The bits depend neither on threads nor on how rows are cut; sums and maxima have the
// same bits on every instruction set. NaN in a row gives NaN.

void row_sum(const Rows& x, float* out);
void row_max(const Rows& x, float* out);  // −inf for no columns

/// The first column that holds the row's largest value, or its first NaN, as NumPy does. At least one column.
void row_argmax(const Rows& x, std::int64_t* out);

/// exp(x − max) / Σ exp(x − max)
void row_softmax(const Rows& x, const RowsOut& out);

/// (x − max) − log Σ exp(x − max)
void row_log_softmax(const Rows& x, const RowsOut& out);

/// max + log Σ exp(x − max); ±inf where all are −inf or one is +inf.
void row_log_sum_exp(const Rows& x, float* out);

/// What softmax_cross_entropy gives a row; null is left out.
struct CrossEntropyOut {
  float* loss = nullptr;         // log Σ exp(x − max) − (x[label] − max)
  RowsOut gradient = {};         // (softmax − onehot) · scale[row]; may be the logits themselves
  const float* scale = nullptr;  // null counts as 1 everywhere
  float* correct = nullptr;      // 1 where row_argmax is the label, else 0
};

/// Softmax, cross-entropy and its gradient in one reading of the logits. A label outside [0, columns) is not an index:
/// its loss is NaN, its one-hot row is zero, it is not correct.
void softmax_cross_entropy(const Rows& logits, const std::uint8_t* labels, const CrossEntropyOut& out);
void softmax_cross_entropy(const Rows& logits, const std::int32_t* labels, const CrossEntropyOut& out);
void softmax_cross_entropy(const Rows& logits, const std::int64_t* labels, const CrossEntropyOut& out);

/// out[j] = Σ_r x[r, j] in increasing r; zeros for no rows.
void column_sum(const Rows& x, float* out);

/// Values that one partial sum of total_sum takes; threads cut there.
inline constexpr std::int64_t kSumBlock = 4096;

/// Σ x in blocks of kSumBlock, each in 16 double lanes, joined pairwise in double: within 1 ULP of the exact sum for
/// 1e8 values of one sign.
float total_sum(const float* x, std::int64_t n);

/// The two halves of total_sum for threads: block_sum of each block (n ≤ kSumBlock), then pairwise_sum of all in order.
double block_sum(const float* x, std::int64_t n);
double pairwise_sum(const double* partial, std::int64_t n);

}  // namespace glia::detail::cpu
