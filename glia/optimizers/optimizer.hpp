#pragma once
#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "glia/base/class_record.hpp"
#include "glia/graph/variable.hpp"
#include "glia/schedules/schedule.hpp"

#pragma GCC visibility push(default)
namespace glia {

struct VariableGradient;  // glia/passes/grad.hpp

/// A number, or a schedule. As a field: `.learning_rate = 0.01` or `.learning_rate = CosineDecay{…}`.
class LearningRate {
 public:
  LearningRate(double value) : value_(value) {}  // NOLINT
  template <ScheduleType T>
  LearningRate(T schedule) : LearningRate(Schedule(std::move(schedule))) {}  // NOLINT
  LearningRate(const Schedule& schedule);                                    // NOLINT
  double value() const { return value_; }
  const Schedule* schedule() const { return schedule_.get(); }

 private:
  double value_ = 0;
  std::shared_ptr<const Schedule> schedule_;
};
Value to_config(const LearningRate& v);
void from_config(const Value& value, LearningRate& v);

/// What an optimizer's step() sees of one variable.
class OptimizerScope {
 public:
  virtual ~OptimizerScope();
  virtual Tensor learning_rate() const = 0;  ///< f32 scalar
  virtual Tensor iteration() const = 0;      ///< f32 scalar: updates done before this one, from 0
  /// Numbers of the variable's shape that live from step to step, zero at first. The struct may have a function
  /// `static Shape slot_shape(std::string_view name, const Shape& w)` that gives some of them another shape.
  virtual Variable slot(std::string_view name, double initial = 0) = 0;
  virtual Variable slot_from_weight(std::string_view name) = 0;  ///< the same, a copy of the variable at first
  virtual void assign(const Variable& variable, const Tensor& value) = 0;  ///< takes effect when the step ends
};

/// A struct with `void step(OptimizerScope&, const Variable& w, const Tensor& gradient) const`. Fields with the names
/// of Keras's common arguments work by themselves: weight_decay (w reads as w − (w·weight_decay)·learning_rate),
/// clipnorm, clipvalue, global_clipnorm, use_ema, ema_momentum, ema_overwrite_frequency, loss_scale_factor,
/// gradient_accumulation_steps. Or a struct around another optimizer, its field `inner_optimizer`.
template <class T>
concept OptimizerType = std::is_class_v<T> &&(
    requires(const T& t, OptimizerScope& scope, const Variable& w, const Tensor& g) { t.step(scope, w, g); } ||
    requires(const T& t) { t.inner_optimizer; });

class Optimizer;

namespace detail {
struct OptimizerState;

/// An optimizer's struct behind one interface; the options that all have are read from fields of these names.
struct OptimizerBody {
  virtual ~OptimizerBody();
  virtual void step(OptimizerScope& scope, const Variable& w, const Tensor& g) const = 0;
  virtual Shape slot_shape(std::string_view name, const Shape& w) const = 0;
  virtual std::optional<double> weight_decay_of(const Variable& w) const = 0;  ///< none: weight_decay
  virtual const Optimizer* inner() const = 0;                                  ///< what a LossScaleOptimizer is around
  virtual std::string class_name() const = 0;
  virtual Value config() const = 0;
  virtual std::shared_ptr<OptimizerBody> copy() const = 0;
  LearningRate learning_rate = 0.001;
  double weight_decay = 0, clipnorm = 0, clipvalue = 0, global_clipnorm = 0;
  bool use_ema = false;
  double ema_momentum = 0.99;
  Dim ema_overwrite_frequency = 0, gradient_accumulation_steps = 0;
  double loss_scale_factor = 0;
  double initial_scale = 0;  // of a LossScaleOptimizer, as the next
  Dim dynamic_growth_steps = 0;
  std::string name;  ///< field `name`, or the class's in snake_case
};

template <class T>
struct OptimizerHolder final : OptimizerBody {
  explicit OptimizerHolder(T t) : value(std::move(t)) {
    if constexpr (requires { value.check(); }) value.check();
    // What the fields say from now on is what runs: SGD's decay has become a schedule.
    if constexpr (requires { value.effective_learning_rate(); }) value.learning_rate = value.effective_learning_rate();
    if constexpr (requires { value.decay = 0; }) value.decay = 0;
    if constexpr (requires { value.learning_rate; }) learning_rate = value.learning_rate;
    if constexpr (requires { name = value.name; }) name = value.name;
    if (name.empty()) name = snake_case(type_name<T>());
    if constexpr (requires { value.weight_decay; }) weight_decay = value.weight_decay;
    if constexpr (requires { value.clipnorm; }) clipnorm = value.clipnorm;
    if constexpr (requires { value.clipvalue; }) clipvalue = value.clipvalue;
    if constexpr (requires { value.global_clipnorm; }) global_clipnorm = value.global_clipnorm;
    if constexpr (requires { value.use_ema; }) use_ema = value.use_ema;
    if constexpr (requires { value.ema_momentum; }) ema_momentum = value.ema_momentum;
    if constexpr (requires { value.ema_overwrite_frequency; }) ema_overwrite_frequency = value.ema_overwrite_frequency;
    if constexpr (requires { value.loss_scale_factor; }) loss_scale_factor = value.loss_scale_factor;
    if constexpr (requires { value.gradient_accumulation_steps; }) {
      gradient_accumulation_steps = value.gradient_accumulation_steps;
    }
    if constexpr (requires { value.initial_scale; }) initial_scale = value.initial_scale;
    if constexpr (requires { value.dynamic_growth_steps; }) dynamic_growth_steps = value.dynamic_growth_steps;
  }
  void step(OptimizerScope& scope, const Variable& w, const Tensor& g) const override {
    if constexpr (requires { value.step(scope, w, g); }) value.step(scope, w, g);
  }
  Shape slot_shape(std::string_view slot, const Shape& w) const override {
    if constexpr (requires { T::slot_shape(slot, w); }) return T::slot_shape(slot, w);
    return w;
  }
  std::optional<double> weight_decay_of(const Variable& w) const override {
    if constexpr (requires { value.weight_decay_of(w); }) return value.weight_decay_of(w);
    return {};
  }
  const Optimizer* inner() const override {
    if constexpr (requires { value.inner_optimizer; }) return &value.inner_optimizer;
    return nullptr;
  }
  std::string class_name() const override { return std::string(type_name<T>()); }
  Value config() const override { return fields_of<T>().config(&value); }
  std::shared_ptr<OptimizerBody> copy() const override {
    T other = value;
    if constexpr (requires { other.inner_optimizer; }) other.inner_optimizer = other.inner_optimizer.clone();
    return std::make_shared<OptimizerHolder>(std::move(other));
  }
  T value;
};
}  // namespace glia

/// An optimizer by name ("adam"), or as a struct (SGD{.learning_rate = 0.01, .momentum = 0.9}). A handle: it carries
/// the learning rate, the count of iterations and the slots of the variables that it has moved.
class Optimizer {
 public:
  Optimizer(const char* name);         // NOLINT
  Optimizer(const std::string& name);  // NOLINT
  template <OptimizerType T>
  requires(!std::same_as<T, Optimizer>) Optimizer(T config)
      : Optimizer(detail::hold<Optimizer>(std::move(config))) {}  // NOLINT
  explicit Optimizer(std::shared_ptr<detail::OptimizerBody> body);
  using Body = detail::OptimizerBody;  // internal, as Holder
  template <class T>
  using Holder = detail::OptimizerHolder<T>;

  /// While a step is traced: unscales, accumulates and clips the gradients, decays weights if asked, and emits the
  /// updates of all variables and of their averages.
  void apply(const std::vector<VariableGradient>& gradients) const;
  void apply(const std::vector<Variable>& variables, const Tensors& gradients) const;

  double learning_rate() const;                ///< at the current iteration
  void set_learning_rate(double value) const;  ///< at once, without planning anew; a ValueError if a schedule sets it
  double weight_decay() const;                 ///< 0 = none
  /// At once, without planning anew; 0 is allowed. A ValueError if the optimizer was made without weight decay.
  void set_weight_decay(double value) const;
  /// loss · loss_scale_factor, or the scale of a LossScaleOptimizer: what the gradients given to apply() are of. fit()
  /// does it by itself.
  Tensor scale_loss(const Tensor& loss) const;
  /// No weight decay for these variables, and for those with a name ("bias"; not the path) in which one of these
  /// regular expressions is found. A ValueError after the first step was traced.
  void exclude_from_weight_decay(const std::vector<Variable>& var_list,
                                 const std::vector<std::string>& var_names = {}) const;
  /// use_ema: gives the variables the values of their averages; fit() does it at its end. Else nothing.
  void finalize_variable_values(const std::vector<Variable>& var_list) const;
  std::int64_t iterations() const;  ///< updates done; steps, unless gradients are accumulated
  void set_iterations(std::int64_t iterations) const;
  std::vector<Variable> variables()
      const;                 ///< steps, learning rate, weight decay if any, then the slots in order of creation
  std::string name() const;  ///< "adam"
  Value config() const;
  Optimizer clone() const;  ///< same configuration, no history
  detail::OptimizerState& state() const { return *state_; }

 private:
  std::shared_ptr<detail::OptimizerState> state_;
};

inline Value to_config(const Optimizer& v) { return v.config(); }
void from_config(const Value& value, Optimizer& v);

namespace detail {
std::span<const ClassRecord<Optimizer>> builtin_optimizers();
Optimizer make_optimizer(const Value& config);
}  // namespace detail

}  // namespace glia
#pragma GCC visibility pop
