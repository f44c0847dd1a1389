#pragma once
#include <cstdint>
#include <functional>
#include <type_traits>

#include "glia/base/dim.hpp"
#include "glia/model/callback.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// The rate of an epoch: any callable (epoch, rate so far) → rate or epoch → rate; epochs count from 0.
class EpochSchedule {
 public:
  EpochSchedule() = default;
  template <class F>
  requires(std::is_invocable_r_v<double, F&, std::int64_t, double>) EpochSchedule(F f)  // NOLINT
      : function_(std::move(f)) {}
  template <class F>
  requires(!std::is_invocable_v<F&, std::int64_t, double> && std::is_invocable_r_v<double, F&, std::int64_t>)
      EpochSchedule(F f)  // NOLINT
      : function_(
            [f = std::function<double(std::int64_t)>(std::move(f))](std::int64_t epoch, double) { return f(epoch); }) {}
  double operator()(std::int64_t epoch, double rate) const { return function_(epoch, rate); }
  explicit operator bool() const { return static_cast<bool>(function_); }

 private:
  std::function<double(std::int64_t, double)> function_;
};

/// Sets the learning rate when an epoch begins: `LearningRateScheduler{[](int epoch, double rate) { … }}`. Adds
/// "learning_rate" to the logs. A ValueError if the rate is no finite number, or if the optimizer has a schedule.
struct LearningRateScheduler {
  EpochSchedule schedule = {};
  Dim verbose = 0;  ///< 1: says each rate

  void on_train_begin(FitContext& context) const;
  void on_epoch_begin(FitContext& context) const;
  void on_epoch_end(FitContext& context) const;
};

}  // namespace glia
#pragma GCC visibility pop
