#pragma once
#include <concepts>
#include <functional>
#include <string>

#include "glia/base/class_record.hpp"
#include "glia/graph/tensor.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// A struct that maps the iteration (f32 scalar, from 0) to the learning rate: `Tensor operator()(const Tensor& step)
/// const`.
template <class T>
concept ScheduleType = std::is_class_v<T> && requires(const T& t, const Tensor& step) {
  { t(step) } -> std::same_as<Tensor>;
};

/// A learning rate as a function of the iteration. It becomes part of the step's graph: following it costs nothing.
class Schedule {
 public:
  template <ScheduleType T>
  requires(!std::same_as<T, Schedule>) Schedule(T config)  // NOLINT
      : body_(detail::hold<Schedule>(std::move(config))) {}

  Tensor operator()(const Tensor& step) const { return body_->function(step); }
  const Value& config() const { return body_->config; }

  // Internal: the two sides of type erasure.
  struct Body {
    std::function<Tensor(const Tensor&)> function;
    Value config;
  };
  template <class T>
  struct Holder final : Body {
    explicit Holder(T t) : Body{t, detail::class_config(detail::type_name<T>(), fields_of<T>().config(&t))} {}
  };

 private:
  std::shared_ptr<const Body> body_;
};

namespace detail {
std::span<const ClassRecord<Schedule>> builtin_schedules();
Schedule make_schedule(const Value& config);
}  // namespace glia

}  // namespace glia
#pragma GCC visibility pop
