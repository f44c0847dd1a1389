// internal
#pragma once
#include <cstdint>

namespace glia::detail::cpu {

/// Which of a row of scores count: the first `visible` ones, and of these where `mask` is not 0 (null = everywhere).
struct VisibleScores {
  std::int64_t visible;
  const std::uint8_t* mask = nullptr;
  std::int64_t mask_stride = 0;
  bool whole = false;  ///< these are all scores of the row, so that their own weights give the mean
};

/// What is known of a row of scores after the blocks that were seen: its largest, and Σ e^(score − largest).
struct SeenScores {
  float* largest;
  float* sum;
};

/// One block of a row of scores of an online softmax: x ← e^(scale·x − largest), others −1e9 in place of scale·x.
/// Returns by how much what was summed before is to be multiplied: e^(the largest before − largest).
float online_softmax(float* x, std::int64_t n, float scale, const VisibleScores& which, const SeenScores& seen);
/// x ← x · factor
void scale_row(float* x, std::int64_t n, float factor);
/// out = x / sum
void divide_row(const float* x, std::int64_t n, float sum, float* out);

/// x ← e^(scale·x − largest) / sum: the weights again, and dx ← x · (dx − mean) · scale, 0 where a score does not
/// count.
void softmax_gradient(float* x, float* dx, std::int64_t n, float scale, const VisibleScores& which, float largest,
                      float sum, float mean);
/// Σ a·b
float row_dot(const float* a, const float* b, std::int64_t n);

}  // namespace glia::detail::cpu
