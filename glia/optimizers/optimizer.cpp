#include "glia/optimizers/optimizer.hpp"

#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/base/ranges.hpp"
#include "glia/graph/node.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/optimizers/found_in.hpp"
#include "glia/optimizers/optimizer_state.hpp"

namespace glia {

LearningRate::LearningRate(const Schedule& schedule) : schedule_(std::make_shared<Schedule>(schedule)) {}
OptimizerScope::~OptimizerScope() = default;
detail::OptimizerBody::~OptimizerBody() = default;

namespace detail {

namespace {

void check_options(const OptimizerBody& body) {
  const std::string& name = body.name;
  if (body.learning_rate.schedule() == nullptr) require_not_negative(name, "learning rate", body.learning_rate.value());
  require_not_negative(name, "weight decay", body.weight_decay);
  require_not_negative(name, "clipnorm", body.clipnorm);  // 0 = none
  require_not_negative(name, "clipvalue", body.clipvalue);
  require_not_negative(name, "global_clipnorm", body.global_clipnorm);
  require_not_negative(name, "loss_scale_factor", body.loss_scale_factor);
  const int limits = (body.clipnorm > 0) + (body.clipvalue > 0) + (body.global_clipnorm > 0);
  if (limits > 1) {
    throw ValueError({.where = name,
                      .rule = "Only one of clipnorm, clipvalue and global_clipnorm may be set",
                      .received = std::to_string(limits) + " of them"});
  }
  if (body.gradient_accumulation_steps < 0 || body.gradient_accumulation_steps == 1) {
    throw ValueError({.where = name,
                      .rule = "gradient_accumulation_steps is at least 2, or 0 for none",
                      .received = std::to_string(std::int64_t{body.gradient_accumulation_steps})});
  }
  if (!body.use_ema) return;
  require_share(name, "ema_momentum", body.ema_momentum);
  if (body.ema_overwrite_frequency < 0) {
    throw ValueError({.where = name,
                      .rule = "ema_overwrite_frequency is at least 1, or 0 for never",
                      .received = std::to_string(std::int64_t{body.ema_overwrite_frequency})});
  }
}

}  // namespace

OptimizerState::OptimizerState(std::shared_ptr<OptimizerBody> b)
    : body(std::move(b)),
      iterations(body->name + "/iteration", Shape{}, i64),
      learning_rate(body->name + "/learning_rate", Shape{}, f32, body->learning_rate.value()),
      weight_decay(body->name + "/weight_decay", Shape{}, f32, body->weight_decay),
      dynamic_scale(body->name + "/dynamic_scale", Shape{}, f32, body->initial_scale),
      step_counter(body->name + "/step_counter", Shape{}, i64) {
  check_options(*body);
  if (body->inner() != nullptr) inner = &body->inner()->state();
}

const OptimizerState::Slot* OptimizerState::find(const Variable& variable, std::string_view name) const {
  for (const Slot& s : slots) {
    if (s.owner.same(variable) && s.name == name) return &s;
  }
  return nullptr;
}

Variable OptimizerState::make_slot(const Variable& variable, std::string_view name) {
  auto state = std::make_shared<VariableState>();
  state->path = body->name + "/" + variable.path() + "_" + std::string(name);
  state->shape = body->slot_shape(name, variable.shape());
  state->dtype = variable.dtype();
  state->trainable = false;
  state->is_weight = false;
  slots.push_back({variable, std::string(name), Variable(state)});
  return slots.back().variable;
}

Variable OptimizerState::slot(const Variable& variable, std::string_view name, double initial) {
  if (const Slot* known = find(variable, name)) return known->variable;
  Variable made = make_slot(variable, name);
  made.state().initial_fill = initial;  // memory is taken when the first step runs
  return made;
}

Variable OptimizerState::slot_from_weight(const Variable& variable, std::string_view name) {
  if (const Slot* known = find(variable, name)) return known->variable;
  Variable made = make_slot(variable, name);
  made.state().seed = 0;  // nothing is drawn: no seed may be taken for it
  made.state().initial = [variable](const InitialDraw&) { return variable.value(); };
  return made;
}

Tensor OptimizerState::decay_of(const Variable& w) const {
  const std::string name = w.path().substr(w.path().rfind('/') + 1);
  for (const Variable& v : undecayed) {
    if (v.same(w)) return {};
  }
  for (const std::string& pattern : undecayed_names) {
    if (found_in(name, pattern)) return {};
  }
  if (const std::optional<double> own = body->weight_decay_of(w)) {
    return *own > 0 ? constant(*own, promote(w.dtype(), f32)) : Tensor();
  }
  return decays() ? Tensor(weight_decay) : Tensor();
}

std::vector<std::pair<std::string, Variable>> OptimizerState::numbers() const {
  std::vector<std::pair<std::string, Variable>> out{{"iteration", iterations}};
  if (inner == nullptr) {
    out.emplace_back("learning_rate", learning_rate);
    if (decays()) out.emplace_back("weight_decay", weight_decay);
    return out;
  }
  out.emplace_back("step_counter", step_counter);
  out.emplace_back("dynamic_scale", dynamic_scale);
  for (const auto& [name, variable] : inner->numbers()) out.emplace_back("inner_" + name, variable);
  return out;
}

Optimizer make_optimizer(const Value& config) { return class_from("optimizer", builtin_optimizers(), config); }

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

double Optimizer::learning_rate() const {
  const detail::OptimizerState& core = state_->core();
  if (const Schedule* schedule = core.body->learning_rate.schedule()) {
    return (*schedule)(detail::constant(core.iterations.value().item(), f32)).eval().item();
  }
  return core.learning_rate.value().item();
}

void Optimizer::set_learning_rate(double value) const {
  if (state_->core().body->learning_rate.schedule() != nullptr) {
    throw ValueError({.where = name(),
                      .rule = "The learning rate is set by a schedule and cannot be assigned",
                      .hint = "Give the optimizer a number to change it by callbacks"});
  }
  detail::require_not_negative(name(), "learning rate", value);
  state_->core().learning_rate.assign(value);
}

double Optimizer::weight_decay() const { return state_->core().weight_decay.value().item(); }

void Optimizer::set_weight_decay(double value) const {
  if (!state_->core().decays()) {
    throw ValueError({.where = name(),
                      .rule = "An optimizer that was made without weight decay cannot be given one later",
                      .received = std::to_string(value),
                      .hint = "Make it with a small .weight_decay, so that its steps have a place for one"});
  }
  detail::require_not_negative(name(), "weight decay", value);
  state_->core().weight_decay.assign(value);
}

void Optimizer::exclude_from_weight_decay(const std::vector<Variable>& var_list,
                                          const std::vector<std::string>& var_names) const {
  detail::OptimizerState& core = state_->core();
  if (core.traced) {
    throw ValueError({.where = name(),
                      .rule = "Variables can be excluded from weight decay only before the first step",
                      .hint = "Call exclude_from_weight_decay() before fit()"});
  }
  for (const std::string& pattern : var_names) detail::found_in("", pattern);  // refuses what is no expression
  core.undecayed = var_list;
  core.undecayed_names = var_names;
}

void Optimizer::finalize_variable_values(const std::vector<Variable>& var_list) const {
  const detail::OptimizerState& core = state_->core();
  if (!core.body->use_ema) return;
  for (const Variable& v : var_list) {
    if (const auto* average = core.find(v, "average")) Variable(v).assign(average->variable.value());
  }
}

std::int64_t Optimizer::iterations() const {
  const detail::OptimizerState& core = state_->core();
  const auto steps = static_cast<std::int64_t>(core.iterations.value().item());
  return steps / std::max<std::int64_t>(1, core.body->gradient_accumulation_steps);
}

void Optimizer::set_iterations(std::int64_t iterations) const {
  const detail::OptimizerState& core = state_->core();
  Variable(core.iterations)
      .assign(static_cast<double>(iterations * std::max<std::int64_t>(1, core.body->gradient_accumulation_steps)));
}

std::vector<Variable> Optimizer::variables() const {
  std::vector<Variable> out;
  for (const auto& [name, variable] : state_->numbers()) out.push_back(variable);
  for (const auto& slot : state_->core().slots) out.push_back(slot.variable);
  return out;
}

std::string Optimizer::name() const { return state_->body->name; }
Value Optimizer::config() const { return detail::class_config(state_->body->class_name(), state_->body->config()); }
Optimizer Optimizer::clone() const {
  Optimizer out(state_->body->copy());
  out.state_->core().undecayed = state_->core().undecayed;
  out.state_->core().undecayed_names = state_->core().undecayed_names;
  return out;
}

void from_config(const Value& value, Optimizer& v) { v = detail::make_optimizer(value); }

}  // namespace glia
