#pragma once
#include <concepts>
#include <functional>
#include <string>

#include "glia/base/class_record.hpp"
#include "glia/graph/tensor.hpp"

namespace [[gnu::visibility("default")]] glia {

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
      : config_(detail::class_config(detail::type_name<T>(), fields_of<T>().config(&config))),
        function_(std::move(config)) {}

  Tensor operator()(const Tensor& step) const { return function_(step); }
  const Value& config() const { return config_; }

 private:
  Value config_;
  std::function<Tensor(const Tensor&)> function_;
};

namespace detail {
std::span<const ClassRecord<Schedule>> builtin_schedules();
Schedule make_schedule(const Value& config);
}  // namespace detail

}  // namespace glia
