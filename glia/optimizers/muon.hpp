#pragma once
#include <optional>
#include <string>
#include <vector>

#include "glia/optimizers/optimizer.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// Jordan et al. 2024, for weights with two axes: m += g + m·(momentum − 1); u = g + momentum·m, or m without nesterov;
/// w −= lr·O(u)·√(max(rows, columns))·rms_rate (rms_rate 0: without that factor), where O brings the singular values
/// near 1 in ns_steps rounds of x = a·x + (b·x·xᵀ + c·(x·xᵀ)²)·x, x = u/‖u‖ at first, a, b, c = muon_a, muon_b, muon_c.
/// Other weights, those with "embedding" in their path (exclude_embeddings), and those in whose path one of the regular
/// expressions exclude_layers is found: Adam with lr·adam_lr_ratio and adam_weight_decay.
struct Muon {
  LearningRate learning_rate = 0.001;
  double adam_beta_1 = 0.9;
  double adam_beta_2 = 0.999;
  double adam_weight_decay = 0.004;
  double epsilon = 1e-7;
  double weight_decay = 0.004;
  double clipnorm = 0;
  double clipvalue = 0;
  double global_clipnorm = 0;
  bool use_ema = false;
  double ema_momentum = 0.99;
  Dim ema_overwrite_frequency = 0;
  double loss_scale_factor = 0;
  Dim gradient_accumulation_steps = 0;
  std::string name = "muon";
  std::vector<std::string> exclude_layers = {};
  bool exclude_embeddings = true;
  double muon_a = 3.4445;
  double muon_b = -4.775;
  double muon_c = 2.0315;
  double adam_lr_ratio = 1;
  double momentum = 0.95;
  Dim ns_steps = 5;
  bool nesterov = true;
  double rms_rate = 0.2;

  static void fields(Fields& f);
  void check() const;  ///< a ValueError if a number lies outside its range
  std::optional<double> weight_decay_of(const Variable& w) const;
  void step(OptimizerScope& scope, const Variable& w, const Tensor& g) const;
};

}  // namespace glia
#pragma GCC visibility pop
