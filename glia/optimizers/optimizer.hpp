#pragma once
#include <concepts>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "glia/base/class_record.hpp"
#include "glia/graph/variable.hpp"
#include "glia/schedules/schedule.hpp"

namespace [[gnu::visibility("default")]] glia {

struct VariableGradient;  // glia/passes/grad.hpp

/// A number, or a schedule. As a field: `.learning_rate = 0.01` or `.learning_rate = CosineDecay{…}`.
class LearningRate {
 public:
  LearningRate(double value) : value_(value) {}  // NOLINT
  template <ScheduleType T>
  LearningRate(T schedule) : schedule_(std::make_shared<Schedule>(std::move(schedule))) {}     // NOLINT
  LearningRate(const Schedule& schedule) : schedule_(std::make_shared<Schedule>(schedule)) {}  // NOLINT
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
  virtual Tensor iteration() const = 0;      ///< f32 scalar: steps done before this one, from 0
  /// Numbers of the variable's shape that live from step to step, zero at first.
  virtual Variable slot(std::string_view name, double initial = 0) = 0;
  virtual void assign(const Variable& variable, const Tensor& value) = 0;  ///< takes effect when the step ends
};

/// A struct with `void step(OptimizerScope&, const Variable& w, const Tensor& gradient) const`. If it has fields
/// weight_decay, clipnorm, clipvalue or global_clipnorm, the gradient is clipped before, and w reads as the decayed
/// weight w − (w·weight_decay)·learning_rate.
template <class T>
concept OptimizerType = std::is_class_v<T> &&
    requires(const T& t, OptimizerScope& scope, const Variable& w, const Tensor& g) {
  t.step(scope, w, g);
};

namespace detail {
struct OptimizerState;

/// An optimizer's struct behind one interface; the options that all have are read from fields of these names.
struct OptimizerBody {
  virtual ~OptimizerBody();
  virtual void step(OptimizerScope& scope, const Variable& w, const Tensor& g) const = 0;
  virtual std::string class_name() const = 0;
  virtual Value config() const = 0;
  virtual std::shared_ptr<OptimizerBody> copy() const = 0;
  LearningRate learning_rate = 0.001;
  double weight_decay = 0, clipnorm = 0, clipvalue = 0, global_clipnorm = 0;
  std::string name;  ///< field `name`, or the class's in snake_case
};

template <class T>
struct OptimizerHolder final : OptimizerBody {
  explicit OptimizerHolder(T t) : value(std::move(t)) {
    // What the fields say from now on is what runs: SGD's decay has become a schedule.
    if constexpr (requires { value.effective_learning_rate(); }) value.learning_rate = value.effective_learning_rate();
    if constexpr (requires { value.decay = 0; }) value.decay = 0;
    learning_rate = value.learning_rate;
    if constexpr (requires { name = value.name; }) name = value.name;
    if (name.empty()) name = snake_case(type_name<T>());
    if constexpr (requires { value.weight_decay; }) weight_decay = value.weight_decay;
    if constexpr (requires { value.clipnorm; }) clipnorm = value.clipnorm;
    if constexpr (requires { value.clipvalue; }) clipvalue = value.clipvalue;
    if constexpr (requires { value.global_clipnorm; }) global_clipnorm = value.global_clipnorm;
  }
  void step(OptimizerScope& scope, const Variable& w, const Tensor& g) const override { value.step(scope, w, g); }
  std::string class_name() const override { return std::string(type_name<T>()); }
  Value config() const override { return fields_of<T>().config(&value); }
  std::shared_ptr<OptimizerBody> copy() const override { return std::make_shared<OptimizerHolder>(value); }
  T value;
};
}  // namespace detail

/// An optimizer by name ("adam"), or as a struct (SGD{.learning_rate = 0.01, .momentum = 0.9}). A handle: it carries
/// the learning rate, the count of iterations and the slots of the variables that it has moved.
class Optimizer {
 public:
  Optimizer(const char* name);         // NOLINT
  Optimizer(const std::string& name);  // NOLINT
  template <OptimizerType T>
  requires(!std::same_as<T, Optimizer>) Optimizer(T config)
      : Optimizer(std::make_shared<detail::OptimizerHolder<T>>(std::move(config))) {}  // NOLINT
  explicit Optimizer(std::shared_ptr<detail::OptimizerBody> body);

  /// While a step is traced: clips the gradients, decays weights if asked, and emits the updates of all variables.
  void apply(const std::vector<VariableGradient>& gradients) const;
  void apply(const std::vector<Variable>& variables, const Tensors& gradients) const;

  double learning_rate() const;                ///< at the current iteration
  void set_learning_rate(double value) const;  ///< at once, without planning anew; a ValueError if a schedule sets it
  std::int64_t iterations() const;
  void set_iterations(std::int64_t iterations) const;
  std::vector<Variable> variables() const;  ///< iteration, learning rate, then the slots in order of creation
  std::string name() const;                 ///< "adam"
  Value config() const;
  Optimizer clone() const;  ///< same configuration, no history
  detail::OptimizerState& state() const { return *state_; }

 private:
  std::shared_ptr<detail::OptimizerState> state_;
};

namespace detail {
std::span<const ClassRecord<Optimizer>> builtin_optimizers();
Optimizer make_optimizer(const Value& config);
}  // namespace detail

}  // namespace glia
