#pragma once

#include <cstdint>

namespace glia::detail::cpu {

/// The arrays of one update, all of n floats. Each output may be its own input or another array; `first` and `second`
/// are the optimizer's slots (null where it has none). Weights are computed with the new slots.
struct UpdateArrays {
  const float* gradient = nullptr;
  const float* weight = nullptr;
  float* weight_out = nullptr;
  const float* first = nullptr;
  float* first_out = nullptr;
  const float* second = nullptr;
  float* second_out = nullptr;
};

inline UpdateArrays update_in_place(float* weight, const float* gradient, float* first = nullptr,
                                    float* second = nullptr) {
  return {.gradient = gradient,
          .weight = weight,
          .weight_out = weight,
          .first = first,
          .first_out = first,
          .second = second,
          .second_out = second};
}

// Every written operation below rounds once and in this order, which is Keras 3's: the bits equal those of the same
// formula run through the micro-ops of find_vector_op, and do not depend on how n is cut.

/// w −= g·lr
void sgd_update(const UpdateArrays& arrays, std::int64_t n, float learning_rate);

/// first = first·momentum − g·lr; w += first
void momentum_update(const UpdateArrays& arrays, std::int64_t n, float learning_rate, float momentum);

/// first = first·momentum − g·lr; w += first·momentum − g·lr
void nesterov_update(const UpdateArrays& arrays, std::int64_t n, float learning_rate, float momentum);

struct AdamFactors {
  float alpha;  // lr·√(1 − β₂ᵗ) / (1 − β₁ᵗ)
  float one_minus_beta1;
  float one_minus_beta2;
  float epsilon;
};

/// first += (g − first)·(1 − β₁); second += (g² − second)·(1 − β₂); w −= (first·alpha) / (√second + ε)
void adam_update(const UpdateArrays& arrays, std::int64_t n, const AdamFactors& factors);

/// w −= (w·weight_decay)·learning_rate, then as adam_update
void adamw_update(const UpdateArrays& arrays, std::int64_t n, const AdamFactors& factors, float weight_decay,
                  float learning_rate);

struct RmspropFactors {
  float learning_rate;
  float rho;
  float one_minus_rho;
  float epsilon;
};

/// first = rho·first + (1 − rho)·g²; w −= (lr·g) / √(first + ε)
void rmsprop_update(const UpdateArrays& arrays, std::int64_t n, const RmspropFactors& factors);

/// first as in rmsprop_update; second = momentum·second + (lr·g) / √(first + ε); w −= second
void rmsprop_momentum_update(const UpdateArrays& arrays, std::int64_t n, const RmspropFactors& factors, float momentum);

}  // namespace glia::detail::cpu
