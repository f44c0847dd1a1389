#include "glia/optimizers/optimizer.hpp"

#include <cmath>

#include "glia/base/error.hpp"
#include "glia/graph/graph.hpp"
#include "glia/graph/trace.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/optimizers/optimizer_state.hpp"

namespace glia {
namespace {

class StepScope final : public OptimizerScope {
 public:
  StepScope(detail::OptimizerState& state, const Variable& variable, const Tensor& gradient)
      : state_(state), variable_(variable), gradient_(gradient) {}

  Tensor learning_rate() const override {
    const Schedule* schedule = state_.body->learning_rate.schedule();
    return schedule != nullptr ? (*schedule)(iteration()) : Tensor(state_.learning_rate);
  }
  Tensor iteration() const override { return ops::cast(Tensor(state_.iterations), f32); }
  Variable slot(std::string_view name, double initial) override { return state_.slot(variable_, name, initial); }
  void assign(const Variable& variable, const Tensor& value) override {
    detail::Trace::current()->update(variable, state_.body->weight_decay > 0 ? on_decayed_weight(value) : value);
  }

 private:
  /// `value` with w − (w·weight_decay)·lr wherever it reads w itself; the gradient still is that at w.
  Tensor on_decayed_weight(const Tensor& value) {
    const Tensor w = variable_;
    const Tensor decayed = w - w * state_.body->weight_decay * learning_rate();
    detail::Rewriter rewrite([&](const detail::Node& node, const Tensors&) -> Tensors {
      const auto* read = std::get_if<Variable>(&node.payload);
      return read != nullptr && read->same(variable_) ? Tensors{decayed} : Tensors{};
    });
    rewrite.bind(gradient_, gradient_);
    return rewrite(value);
  }

  detail::OptimizerState& state_;
  const Variable& variable_;
  const Tensor& gradient_;
};

Tensor clipped_to_norm(const Tensor& g, const Tensor& norm, double limit) {
  return g * (limit / ops::maximum(norm, limit));
}

Tensor sum_of_squares(const Tensor& g) { return ops::sum(ops::square(g)); }

void clip(const detail::OptimizerBody& body, Tensors& gradients) {
  if (body.clipvalue > 0) {
    for (Tensor& g : gradients) g = ops::clip(g, -body.clipvalue, body.clipvalue);
  } else if (body.clipnorm > 0) {
    for (Tensor& g : gradients) g = clipped_to_norm(g, ops::sqrt(sum_of_squares(g)), body.clipnorm);
  } else if (body.global_clipnorm > 0) {
    Tensor total;
    for (const Tensor& g : gradients) total = total.valid() ? total + sum_of_squares(g) : sum_of_squares(g);
    const Tensor norm = ops::sqrt(total);
    for (Tensor& g : gradients) g = clipped_to_norm(g, norm, body.global_clipnorm);
  }
}

}  // namespace

OptimizerScope::~OptimizerScope() = default;
detail::OptimizerBody::~OptimizerBody() = default;

namespace detail {

OptimizerState::OptimizerState(std::shared_ptr<OptimizerBody> b)
    : body(std::move(b)),
      iterations(body->name + "/iteration", Shape{}, i64),
      learning_rate(body->name + "/learning_rate", Shape{}, f32, body->learning_rate.value()) {
  const int limits = (body->clipnorm > 0) + (body->clipvalue > 0) + (body->global_clipnorm > 0);
  if (limits > 1) {
    throw ValueError({.where = body->name, .rule = "Only one of clipnorm, clipvalue and global_clipnorm may be set"});
  }
}

Variable OptimizerState::slot(const Variable& variable, std::string_view name, double initial) {
  for (const Slot& s : slots) {
    if (s.owner.same(variable) && s.name == name) return s.variable;
  }
  const std::string path = body->name + "/" + variable.path() + "_" + std::string(name);
  auto state = std::make_shared<VariableState>();
  state->path = path;
  state->shape = variable.shape();
  state->dtype = variable.dtype();
  state->trainable = false;
  state->is_weight = false;
  state->initial = [initial](const InitialDraw& draw) {  // memory is taken when the first step runs
    Array out(draw.shape, draw.dtype);
    if (initial != 0) out.fill(initial);
    return out;
  };
  slots.push_back({variable, std::string(name), Variable(state)});
  return slots.back().variable;
}

Optimizer make_optimizer(const Value& config) {
  if (config.if_string() != nullptr) return Optimizer(config.as_string());
  return make_class("optimizer", builtin_optimizers(), config["class_name"].as_string(), config["config"]);
}

}  // namespace detail

Value to_config(const LearningRate& v) { return v.schedule() != nullptr ? v.schedule()->config() : Value(v.value()); }

void from_config(const Value& value, LearningRate& v) {
  v = value.is_number() ? LearningRate(value.as_double()) : LearningRate(detail::make_schedule(value));
}

Optimizer::Optimizer(std::shared_ptr<detail::OptimizerBody> body)
    : state_(std::make_shared<detail::OptimizerState>(std::move(body))) {}
Optimizer::Optimizer(const char* name) : Optimizer(std::string(name)) {}
Optimizer::Optimizer(const std::string& name)
    : Optimizer(detail::make_class("optimizer", detail::builtin_optimizers(), name)) {}

void Optimizer::apply(const std::vector<Variable>& variables, const Tensors& gradients) const {
  detail::Trace* trace = detail::Trace::current();
  if (trace == nullptr) {
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
  Tensors clipped = gradients;
  clip(*state_->body, clipped);
  for (std::size_t i = 0; i < variables.size(); ++i) {
    StepScope scope(*state_, variables[i], clipped[i]);
    state_->body->step(scope, variables[i], clipped[i]);
  }
  trace->update(state_->iterations, Tensor(state_->iterations) + 1);
}

double Optimizer::learning_rate() const {
  if (const Schedule* schedule = state_->body->learning_rate.schedule()) {
    return (*schedule)(detail::constant(static_cast<double>(iterations()), f32)).eval().item();
  }
  return state_->learning_rate.value().item();
}

void Optimizer::set_learning_rate(double value) const {
  if (state_->body->learning_rate.schedule() != nullptr) {
    throw ValueError({.where = name(),
                      .rule = "The learning rate is set by a schedule and cannot be assigned",
                      .hint = "Give the optimizer a number to change it by callbacks"});
  }
  state_->learning_rate.assign(value);
}

std::int64_t Optimizer::iterations() const { return static_cast<std::int64_t>(state_->iterations.value().item()); }
void Optimizer::set_iterations(std::int64_t iterations) const {
  state_->iterations.assign(static_cast<double>(iterations));
}

std::vector<Variable> Optimizer::variables() const {
  std::vector<Variable> out{state_->iterations, state_->learning_rate};
  for (const auto& slot : state_->slots) out.push_back(slot.variable);
  return out;
}

std::string Optimizer::name() const { return state_->body->name; }
Value Optimizer::config() const { return detail::class_config(state_->body->class_name(), state_->body->config()); }
Optimizer Optimizer::clone() const { return Optimizer(state_->body->copy()); }

}  // namespace glia
