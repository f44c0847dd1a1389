#include "glia/base/simd_targets.hpp"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "glia/backends/cpu/row_reduce.cpp"
#include <hwy/foreach_target.h>
// Highway's headers come in this order.
#include <algorithm>
#include <hwy/highway.h>
#include <limits>

#include "glia/backends/cpu/row_kernels.hpp"
#include "glia/backends/cpu/row_reduce-inl.h"

HWY_BEFORE_NAMESPACE();
namespace glia::detail::cpu::HWY_NAMESPACE {
namespace {

constexpr float kLowest = -std::numeric_limits<float>::infinity();

struct BlockOfRow {
  const float* row;
  HWY_INLINE float run(std::int64_t from, std::int64_t count) const {
    return reduce_row<Plus>(row + from, count, 0.0f);
  }
};

void sums(const Rows& x, float* out) {
  for (std::int64_t r = 0; r < x.rows; ++r) out[r] = sum_blocks(x.columns, BlockOfRow{x.data + r * x.stride});
}

void maxima(const Rows& x, float* out) {
  for (std::int64_t r = 0; r < x.rows; ++r) out[r] = reduce_row<Larger>(x.data + r * x.stride, x.columns, kLowest);
}

// Four vectors of columns at once keep the additions of a column in order and hide their latency.
void columns(const Rows& x, float* out) {
  const Floats d;
  constexpr std::int64_t kVectors = 4;
  std::int64_t j = 0;
  for (; j + kVectors * kLanes <= x.columns; j += kVectors * kLanes) {
    FloatVec total[kVectors];
    for (auto& t : total) t = hn::Zero(d);
    for (std::int64_t r = 0; r < x.rows; ++r) {
      const float* row = x.data + r * x.stride + j;
      for (std::int64_t k = 0; k < kVectors; ++k) total[k] = hn::Add(total[k], hn::LoadU(d, row + k * kLanes));
    }
    for (std::int64_t k = 0; k < kVectors; ++k) hn::StoreU(total[k], d, out + j + k * kLanes);
  }
  for (; j < x.columns; j += kLanes) {
    const std::int64_t count = std::min(kLanes, x.columns - j);
    FloatVec total = hn::Zero(d);
    for (std::int64_t r = 0; r < x.rows; ++r) {
      const float* row = x.data + r * x.stride + j;
      total = hn::Add(total, count == kLanes ? hn::LoadU(d, row) : load_first(d, row, count));
    }
    if (count == kLanes) {
      hn::StoreU(total, d, out + j);
    } else {
      store_first(total, d, out + j, count);
    }
  }
}

// Sixteen double lanes, value i in lane i modulo 16, joined 8-4-2-1.
double block(const float* x, std::int64_t n) {
  const hn::ScalableTag<double> dd;
  const hn::Rebind<float, hn::ScalableTag<double>> df;
  constexpr auto kDoubles = static_cast<std::int64_t>(hn::MaxLanes(hn::ScalableTag<double>()));
  constexpr std::int64_t kVectors = kWidth / kDoubles;
  hn::Vec<hn::ScalableTag<double>> total[kVectors];
  for (auto& t : total) t = hn::Zero(dd);
  std::int64_t i = 0;
  for (; i + kWidth <= n; i += kWidth) {
    for (std::int64_t k = 0; k < kVectors; ++k) {
      total[k] = hn::Add(total[k], hn::PromoteTo(dd, hn::LoadU(df, x + i + k * kDoubles)));
    }
  }
  HWY_ALIGN double lane[kWidth];
  for (std::int64_t k = 0; k < kVectors; ++k) hn::Store(total[k], dd, lane + k * kDoubles);
  for (std::int64_t k = 0; i < n; ++i, ++k) lane[k] += static_cast<double>(x[i]);
  for (std::int64_t width = kWidth / 2; width > 0; width /= 2) {
    for (std::int64_t k = 0; k < width; ++k) lane[k] += lane[k + width];
  }
  return lane[0];
}

}  // namespace
}  // namespace glia::detail::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace glia::detail::cpu {

HWY_EXPORT(sums);
HWY_EXPORT(maxima);
HWY_EXPORT(columns);
HWY_EXPORT(block);

void row_sum(const Rows& x, float* out) { HWY_DYNAMIC_DISPATCH(sums)(x, out); }
void row_max(const Rows& x, float* out) { HWY_DYNAMIC_DISPATCH(maxima)(x, out); }
void column_sum(const Rows& x, float* out) { HWY_DYNAMIC_DISPATCH(columns)(x, out); }
double block_sum(const float* x, std::int64_t n) { return HWY_DYNAMIC_DISPATCH(block)(x, n); }

double pairwise_sum(const double* partial, std::int64_t n) {
  if (n <= 0) return 0.0;
  if (n == 1) return partial[0];
  const std::int64_t half = n / 2;
  return pairwise_sum(partial, half) + pairwise_sum(partial + half, n - half);
}

namespace {

double sum_of_blocks(const float* x, std::int64_t first, std::int64_t blocks, std::int64_t n) {
  if (blocks == 1) return block_sum(x + first * kSumBlock, std::min(kSumBlock, n - first * kSumBlock));
  const std::int64_t half = blocks / 2;
  return sum_of_blocks(x, first, half, n) + sum_of_blocks(x, first + half, blocks - half, n);
}

}  // namespace

float total_sum(const float* x, std::int64_t n) {
  if (n <= 0) return 0.0f;
  return static_cast<float>(sum_of_blocks(x, 0, (n + kSumBlock - 1) / kSumBlock, n));
}

}  // namespace glia::detail::cpu
#endif
