#include "glia/optimizers/muon.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "glia/base/error.hpp"
#include "glia/base/ranges.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/optimizers/adam_step.hpp"
#include "glia/optimizers/found_in.hpp"
#include "glia/optimizers/global_norm.hpp"
#include "glia/optimizers/optimizer_fields.hpp"

namespace glia {
namespace {

bool takes_adam(const Muon& muon, const Variable& w) {
  if (w.shape().rank() != 2) return true;
  std::string path = w.path();
  for (const std::string& pattern : muon.exclude_layers) {
    if (detail::found_in(path, pattern)) return true;
  }
  for (char& c : path) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return muon.exclude_embeddings && path.find("embedding") != std::string::npos;
}

/// The matrix with its singular values near 1, by Newton and Schulz.
Tensor orthogonalized(const Muon& muon, const Tensor& u) {
  const bool tall = u.shape()[0] > u.shape()[1];  // x·xᵀ shall be the smaller one of the two products
  Tensor x = (tall ? ops::transpose(u) : u) / (detail::global_norm({u}) + 1e-7);
  for (std::int64_t i = 0; i < muon.ns_steps; ++i) {
    const Tensor a = ops::matmul(x, x, false, true);
    x = muon.muon_a * x + ops::matmul(muon.muon_b * a + muon.muon_c * ops::matmul(a, a), x);
  }
  return tall ? ops::transpose(x) : x;
}

}  // namespace

void Muon::fields(Fields& f) {
  f("learning_rate", &Muon::learning_rate)("adam_beta_1", &Muon::adam_beta_1)("adam_beta_2", &Muon::adam_beta_2);
  f("adam_weight_decay", &Muon::adam_weight_decay)("epsilon", &Muon::epsilon);
  detail::common_fields<Muon>(f);
  f("exclude_layers", &Muon::exclude_layers)("exclude_embeddings", &Muon::exclude_embeddings);
  f("muon_a", &Muon::muon_a)("muon_b", &Muon::muon_b)("muon_c", &Muon::muon_c)("adam_lr_ratio", &Muon::adam_lr_ratio);
  f("momentum", &Muon::momentum)("ns_steps", &Muon::ns_steps)("nesterov", &Muon::nesterov)("rms_rate", &Muon::rms_rate);
}

void Muon::check() const {
  detail::require_share("Muon", "adam_beta_1", adam_beta_1, false);
  detail::require_share("Muon", "adam_beta_2", adam_beta_2, false);
  detail::require_share("Muon", "momentum", momentum);
  detail::require_not_negative("Muon", "epsilon", epsilon);
  detail::require_not_negative("Muon", "adam_weight_decay", adam_weight_decay);
  detail::require_not_negative("Muon", "rms_rate", rms_rate);
  for (const std::string& pattern : exclude_layers) detail::found_in("", pattern);
  if (ns_steps < 0) {
    throw ValueError(
        {.where = "Muon", .rule = "ns_steps must not be below 0", .received = std::to_string(std::int64_t{ns_steps})});
  }
}

std::optional<double> Muon::weight_decay_of(const Variable& w) const {
  return takes_adam(*this, w) ? std::optional(adam_weight_decay) : std::nullopt;
}

void Muon::step(OptimizerScope& scope, const Variable& w, const Tensor& g) const {
  const Tensor lr = scope.learning_rate();
  if (takes_adam(*this, w)) {
    return detail::adam_step(scope, w, g, lr * adam_lr_ratio, {adam_beta_1, adam_beta_2, epsilon});
  }
  const Variable slot = scope.slot("momentum");
  const Tensor m = slot + (g + slot * (momentum - 1));
  scope.assign(slot, m);
  const auto longer = static_cast<double>(std::max(w.shape()[0], w.shape()[1]));
  const double scale = rms_rate == 0 ? 1 : std::sqrt(longer) * rms_rate;
  scope.assign(w, w - lr * orthogonalized(*this, nesterov ? g + momentum * m : m) * scale);
}

}  // namespace glia
