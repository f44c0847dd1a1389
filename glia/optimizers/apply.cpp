// The updates that a traced step makes of its gradients.
#include "glia/base/error.hpp"
#include "glia/graph/graph.hpp"
#include "glia/graph/trace.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/optimizers/global_norm.hpp"
#include "glia/optimizers/optimizer_state.hpp"

namespace glia {
namespace {

using detail::OptimizerState;

/// `yes` where the condition holds; an invalid condition always does.
Tensor if_holds(const Tensor& condition, const Tensor& yes, const Tensor& no) {
  return condition.valid() ? ops::where(condition, yes, no) : yes;
}

Tensor both(const Tensor& a, const Tensor& b) {
  return a.valid() && b.valid() ? ops::logical_and(a, b) : a.valid() ? a : b;
}

/// The updates done before this step: as many as whole groups of steps.
Tensor updates_done(const OptimizerState& state) {
  const std::int64_t group = state.body->gradient_accumulation_steps;
  const Tensor steps = state.iterations;
  return group == 0 ? steps : ops::cast((steps - ops::mod(steps, group)) / static_cast<double>(group), i64);
}

/// One variable's step. Without `gate` being true all stays as it is.
class StepScope final : public OptimizerScope {
 public:
  StepScope(OptimizerState& state, const Variable& variable, const Tensor& gradient, const Tensor& gate)
      : state_(state), variable_(variable), gradient_(gradient), gate_(gate), weight_(variable) {}

  Tensor learning_rate() const override {  // schedules count steps, also those that only accumulate
    const Schedule* schedule = state_.body->learning_rate.schedule();
    return schedule != nullptr ? (*schedule)(ops::cast(Tensor(state_.iterations), f32)) : Tensor(state_.learning_rate);
  }
  Tensor iteration() const override { return ops::cast(updates_done(state_), f32); }
  Variable slot(std::string_view name, double initial) override { return state_.slot(variable_, name, initial); }
  Variable slot_from_weight(std::string_view name) override { return state_.slot_from_weight(variable_, name); }
  void assign(const Variable& variable, const Tensor& value) override {
    const Tensor updated = if_holds(gate_, on_decayed_weight(value), variable);
    if (variable.same(variable_)) weight_ = updated;
    detail::Trace::current()->update(variable, updated);
  }
  const Tensor& weight() const { return weight_; }  ///< after the step

 private:
  /// `value` with w − (w·weight_decay)·lr wherever it reads w itself; the gradient still is that at w.
  Tensor on_decayed_weight(const Tensor& value) {
    const Tensor decay = state_.decay_of(variable_);
    if (!decay.valid()) return value;
    const Tensor w = variable_;
    const Tensor decayed = w - w * decay * learning_rate();
    detail::Rewriter rewrite([&](const detail::Node& node, const Tensors&) -> Tensors {
      const auto* read = std::get_if<Variable>(&node.payload);
      return read != nullptr && read->same(variable_) ? Tensors{decayed} : Tensors{};
    });
    rewrite.bind(gradient_, gradient_);
    return rewrite(value);
  }

  OptimizerState& state_;
  const Variable& variable_;
  const Tensor& gradient_;
  const Tensor& gate_;
  Tensor weight_;
};

Tensor clipped_to_norm(const Tensor& g, const Tensor& norm, double limit) {
  return g * (limit / ops::maximum(norm, limit));
}

void clip(const detail::OptimizerBody& body, Tensors& gradients) {
  if (body.clipvalue > 0) {
    for (Tensor& g : gradients) g = ops::clip(g, -body.clipvalue, body.clipvalue);
  } else if (body.clipnorm > 0) {
    for (Tensor& g : gradients) g = clipped_to_norm(g, detail::global_norm({g}), body.clipnorm);
  } else if (body.global_clipnorm > 0) {
    const Tensor norm = detail::global_norm(gradients);
    for (Tensor& g : gradients) g = clipped_to_norm(g, norm, body.global_clipnorm);
  }
}

/// Adds the gradients up and puts their means in their place, which the steps take when the returned condition holds.
Tensor accumulate(OptimizerState& state, const std::vector<Variable>& variables, Tensors& gradients,
                  const Tensor& allowed) {
  const std::int64_t group = state.body->gradient_accumulation_steps;
  if (group == 0) return allowed;
  const Tensor last = ops::equal(ops::mod(Tensor(state.iterations) + 1, group), 0);
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const Variable sum = state.slot(variables[i], "gradient_accumulator", 0);
    const Tensor total = gradients[i] + sum;
    detail::Trace::current()->update(sum, if_holds(allowed, ops::where(last, ops::zeros_like(total), total), sum));
    gradients[i] = total / static_cast<double>(group);
  }
  return both(last, allowed);
}

/// The moving average of the new weight, of which the first is the weight itself; every so often the weight becomes it.
void average(OptimizerState& state, const Variable& variable, const Tensor& weight, const Tensor& allowed) {
  const detail::OptimizerBody& body = *state.body;
  const Variable slot = state.slot(variable, "average", 0);
  const Tensor done = updates_done(state);
  const Tensor moved =
      ops::where(ops::equal(done, 0), weight, body.ema_momentum * slot + (1 - body.ema_momentum) * weight);
  detail::Trace::current()->update(slot, if_holds(allowed, moved, slot));
  if (body.ema_overwrite_frequency == 0) return;
  const Tensor now = ops::equal(ops::mod(done + 1, std::int64_t{body.ema_overwrite_frequency}), 0);
  detail::Trace::current()->update(variable, ops::where(both(now, allowed), moved, weight));
}

/// Emits all updates of one step, which are made only if `allowed` (or always, if that is invalid).
void update(OptimizerState& state, const std::vector<Variable>& variables, Tensors gradients, const Tensor& allowed) {
  const detail::OptimizerBody& body = *state.body;
  state.traced = true;
  if (body.loss_scale_factor > 0) {
    for (Tensor& g : gradients) g = g / body.loss_scale_factor;
  }
  const Tensor gate = accumulate(state, variables, gradients, allowed);
  clip(body, gradients);
  for (std::size_t i = 0; i < variables.size(); ++i) {
    StepScope scope(state, variables[i], gradients[i], gate);
    body.step(scope, variables[i], gradients[i]);
    if (body.use_ema) average(state, variables[i], scope.weight(), allowed);
  }
  const Tensor steps = state.iterations;
  detail::Trace::current()->update(state.iterations, if_holds(allowed, steps + 1, steps));
}

/// A step of a LossScaleOptimizer: none of the inner optimizer if a gradient is not finite.
void update_scaled(OptimizerState& state, const std::vector<Variable>& variables, Tensors gradients) {
  detail::Trace& trace = *detail::Trace::current();
  Tensor finite;
  for (const Tensor& g : gradients) finite = both(finite, ops::all(ops::isfinite(g)));
  const Tensor scale = state.dynamic_scale, counter = state.step_counter;
  for (Tensor& g : gradients) g = g / scale;
  update(*state.inner, variables, gradients, finite);
  const Tensor grows = ops::equal(counter, std::int64_t{state.body->dynamic_growth_steps} - 1);
  const auto zero = ops::zeros_like(counter);
  trace.update(state.dynamic_scale, if_holds(finite, ops::where(grows, scale * 2, scale), scale * 0.5));
  trace.update(state.step_counter, if_holds(finite, ops::where(grows, zero, counter + 1), zero));
  trace.update(state.iterations, Tensor(state.iterations) + 1);
}

}  // namespace

void Optimizer::apply(const std::vector<Variable>& variables, const Tensors& gradients) const {
  if (detail::Trace::current() == nullptr) {
    throw ValueError({.where = "Optimizer::apply",
                      .rule = "Updates can only be emitted while a step is traced",
                      .hint = "Call it inside the function that you give to compile_step"});
  }
  if (variables.size() != gradients.size()) {
    throw ValueError({.where = "Optimizer::apply",
                      .rule = "There must be one gradient for each variable",
                      .expected = std::to_string(variables.size()),
                      .received = std::to_string(gradients.size())});
  }
  if (state_->inner != nullptr) return update_scaled(*state_, variables, gradients);
  update(*state_, variables, gradients, {});
}

Tensor Optimizer::scale_loss(const Tensor& loss) const {
  if (state_->inner != nullptr) return loss * Tensor(state_->dynamic_scale);
  return state_->body->loss_scale_factor > 0 ? loss * state_->body->loss_scale_factor : loss;
}

}  // namespace glia
