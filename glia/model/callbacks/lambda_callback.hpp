#pragma once
#include <functional>
#include <type_traits>

#include "glia/model/callback.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// A function of the running fit(), or nothing.
class Hook {
 public:
  Hook() = default;
  template <class F>
  requires(std::is_invocable_v<F&, FitContext&> && !std::is_same_v<F, Hook>) Hook(F f)  // NOLINT
      : function_(std::move(f)) {}
  void operator()(FitContext& context) const {
    if (function_) function_(context);
  }
  explicit operator bool() const { return static_cast<bool>(function_); }

 private:
  std::function<void(FitContext&)> function_;
};

/// Callbacks as lambdas: `LambdaCallback{.on_epoch_end = [](FitContext& c) { use(c.epoch(), c.logs()["loss"]); }}`.
struct LambdaCallback {
  Hook on_epoch_begin = {};
  Hook on_epoch_end = {};
  Hook on_train_begin = {};
  Hook on_train_end = {};
  Hook on_train_batch_end = {};

  bool wants_batches() const { return static_cast<bool>(on_train_batch_end); }
};

}  // namespace glia
#pragma GCC visibility pop
