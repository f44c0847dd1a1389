#pragma once
#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "glia/model/logs.hpp"

#pragma GCC visibility push(default)
namespace glia {

class Model;

/// What a callback sees of the fit() that calls it.
class FitContext {
 public:
  virtual ~FitContext();
  virtual Model model() const = 0;
  virtual std::int64_t epoch() const = 0;  ///< from initial_epoch
  virtual std::int64_t epochs() const = 0;
  virtual std::int64_t step() const = 0;  ///< inside the epoch, from 0
  virtual std::int64_t steps_per_epoch() const = 0;
  virtual int verbose() const = 0;
  virtual double seconds() const = 0;  ///< since fit() began
  /// The mean loss and metrics so far in this epoch; in on_epoch_end with the validation's numbers. Reading them while
  /// an epoch runs costs a few microseconds.
  virtual Logs logs() const = 0;
  /// √(Σ g²) over the gradients of the last step, before clipping. A ValueError unless a callback asked for it.
  virtual double gradient_norm() const = 0;
  virtual void log(std::string_view name, double value) = 0;  ///< adds a number to the epoch's logs, in on_epoch_end
  virtual void print(std::string_view line) = 0;              ///< a line of its own in the report, above a running bar
  virtual void stop(std::string_view reason = {}) = 0;        ///< ends training after this step or epoch
  virtual bool stopping() const = 0;
  virtual std::uint64_t seed() const = 0;  ///< of shuffling and dropout
  /// In on_train_begin: training begins at this epoch, with the random numbers of this seed.
  virtual void resume(std::int64_t epoch, std::uint64_t seed) = 0;
};

/// Any struct with some of: on_train_begin, on_train_end, on_epoch_begin, on_epoch_end, on_train_batch_end, on_nan,
/// on_test_begin, on_test_end (around the validation of an epoch), each `void f(FitContext&)`. A batch-end hook is
/// called after each step, unless `bool wants_batches() const` is there and says no; the others cost nothing there.
/// `bool wants_gradient_norm() const` that says yes makes gradient_norm() known from the next epoch on; steps that
/// nobody asks do not compute it. on_nan: a step's loss was not finite and its update was skipped; if a hook calls
/// stop(), training ends without an error.
class Callback {
 public:
  template <class T>
  requires(std::is_class_v<T> && !std::same_as<T, Callback> &&
           (
               requires(T & t, FitContext& c) { t.on_epoch_end(c); } ||
               requires(T & t, FitContext& c) { t.on_epoch_begin(c); } ||
               requires(T & t, FitContext& c) { t.on_train_begin(c); } ||
               requires(T & t, FitContext& c) { t.on_train_end(c); } ||
               requires(T & t, FitContext& c) { t.on_nan(c); } ||
               requires(T & t, FitContext& c) { t.on_test_begin(c); } ||
               requires(T & t, FitContext& c) { t.on_test_end(c); } ||
               requires(T & t, FitContext& c) { t.on_train_batch_end(c); })) Callback(T callback)
      : model_(std::make_shared<Holder<T>>(std::move(callback))) {}  // NOLINT

  void on_train_begin(FitContext& c) const { model_->on_train_begin(c); }
  void on_train_end(FitContext& c) const { model_->on_train_end(c); }
  void on_epoch_begin(FitContext& c) const { model_->on_epoch_begin(c); }
  void on_epoch_end(FitContext& c) const { model_->on_epoch_end(c); }
  void on_train_batch_end(FitContext& c) const { model_->on_train_batch_end(c); }
  void on_nan(FitContext& c) const { model_->on_nan(c); }
  void on_test_begin(FitContext& c) const { model_->on_test_begin(c); }
  void on_test_end(FitContext& c) const { model_->on_test_end(c); }
  bool wants_batches() const { return model_->wants_batches(); }
  bool wants_gradient_norm() const { return model_->wants_gradient_norm(); }

 private:
  struct Base {
    virtual ~Base() = default;
    virtual void on_train_begin(FitContext& c) = 0;
    virtual void on_train_end(FitContext& c) = 0;
    virtual void on_epoch_begin(FitContext& c) = 0;
    virtual void on_epoch_end(FitContext& c) = 0;
    virtual void on_train_batch_end(FitContext& c) = 0;
    virtual void on_nan(FitContext& c) = 0;
    virtual void on_test_begin(FitContext& c) = 0;
    virtual void on_test_end(FitContext& c) = 0;
    virtual bool wants_batches() const = 0;
    virtual bool wants_gradient_norm() const = 0;
  };
  template <class T>
  struct Holder final : Base {
    explicit Holder(T t) : value(std::move(t)) {}
    void on_train_begin(FitContext& c) override {
      if constexpr (requires { value.on_train_begin(c); }) value.on_train_begin(c);
    }
    void on_train_end(FitContext& c) override {
      if constexpr (requires { value.on_train_end(c); }) value.on_train_end(c);
    }
    void on_epoch_begin(FitContext& c) override {
      if constexpr (requires { value.on_epoch_begin(c); }) value.on_epoch_begin(c);
    }
    void on_epoch_end(FitContext& c) override {
      if constexpr (requires { value.on_epoch_end(c); }) value.on_epoch_end(c);
    }
    void on_train_batch_end(FitContext& c) override {
      if constexpr (requires { value.on_train_batch_end(c); }) value.on_train_batch_end(c);
    }
    void on_nan(FitContext& c) override {
      if constexpr (requires { value.on_nan(c); }) value.on_nan(c);
    }
    void on_test_begin(FitContext& c) override {
      if constexpr (requires { value.on_test_begin(c); }) value.on_test_begin(c);
    }
    void on_test_end(FitContext& c) override {
      if constexpr (requires { value.on_test_end(c); }) value.on_test_end(c);
    }
    bool wants_batches() const override {
      if constexpr (requires { static_cast<bool>(value.wants_batches()); }) return value.wants_batches();
      return requires(T & t, FitContext & c) { t.on_train_batch_end(c); };
    }
    bool wants_gradient_norm() const override {
      if constexpr (requires { static_cast<bool>(value.wants_gradient_norm()); }) return value.wants_gradient_norm();
      return false;
    }
    T value;
  };
  std::shared_ptr<Base> model_;
};

}  // namespace glia
#pragma GCC visibility pop
