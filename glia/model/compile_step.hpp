#pragma once
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "glia/model/data.hpp"

#pragma GCC visibility push(default)
namespace glia {

struct StepOptions {
  bool training = true;  ///< layers behave as in fit(); false: as in evaluate() and predict()
  Dim seed = -1;         ///< of random ops and of weights not yet drawn; −1 = their own, see set_seed()
  std::string on_nan =
      "throw";  ///< if the first result is not finite: "throw", or "ignore": skip the updates and go on
};

/// The numbers of one returned tensor. An Array; one that has a single element also reads as a double.
class StepResult : public Array {
 public:
  StepResult(const Array& array) : Array(array) {}  // NOLINT
  operator double() const { return item(); }        // NOLINT
};

namespace detail {

class StepPrograms;

/// A step without its types: any number of tensors in and out.
class [[gnu::visibility("default")]] UntypedStep {
 public:
  using Function = std::function<Tensors(const Tensors&)>;
  UntypedStep(Function function, const StepOptions& options);
  std::vector<Array> run(std::initializer_list<const Data*> inputs) const;

 private:
  std::shared_ptr<StepPrograms> programs_;
};

/// The result and the arguments of a function or lambda.
template <class F>
struct StepSignature : StepSignature<decltype(&F::operator())> {};
template <class R, class... A>
struct StepSignature<R (*)(A...)> {
  static_assert((std::is_convertible_v<const Tensor&, A> && ...), "The arguments of a step are Tensors");
  using Result = std::remove_cvref_t<R>;
  using Arguments = std::index_sequence_for<A...>;
};
template <class C, class R, class... A>
struct StepSignature<R (C::*)(A...) const> : StepSignature<R (*)(A...)> {};
template <class C, class R, class... A>
struct StepSignature<R (C::*)(A...)> : StepSignature<R (*)(A...)> {};

template <std::size_t>
using StepInput = const Data&;

template <class R>
inline constexpr bool kOneTensor = std::is_convertible_v<R, Tensor>;

}  // namespace glia

/// What compile_step() makes; see there.
template <class Result, class Arguments>
class CompiledStep;

template <class Result, std::size_t... I>
class CompiledStep<Result, std::index_sequence<I...>> {
 public:
  using Returned = std::conditional_t<detail::kOneTensor<Result>, StepResult, std::vector<Array>>;

  explicit CompiledStep(detail::UntypedStep step) : step_(std::move(step)) {}

  /// Runs the step on a batch: Arrays, vectors of numbers, or lazy expressions (x.rows(0, 32) / 255.0). The first axis
  /// of each is the batch, of the same size in all; an Array without axes is a number that is the same for all samples.
  Returned operator()(detail::StepInput<I>... inputs) const {
    std::vector<Array> results = step_.run({&inputs...});
    if constexpr (detail::kOneTensor<Result>) {
      return results.at(0);
    } else {
      return results;
    }
  }

 private:
  detail::UntypedStep step_;
};

/// A training step of your own: forward pass, loss, gradients and updates as one program.
///   auto step = compile_step([&](Tensor x, Tensor y) {
///     Tensor loss = ops::mean(ops::square(model(x) - y));
///     optimizer.apply(grad(loss, model.trainable_weights()));
///     return loss;
///   });
///   double loss = step(x, y);
/// `function` takes and returns Tensor (or returns Tensors). It is traced once for each combination of shapes (without
/// the batch) and dtypes; afterwards the recorded program runs, for any batch size, and the function is not called
/// again, so what it reads besides its arguments must be Variables. All reads see the values before the step; updates
/// are committed together at its end. Penalties of regularizers are not added by themselves. Copies share the programs.
/// Not to be called from several threads at once. A DataError if the first result is a real number that is not finite;
/// then nothing was updated, and with .on_nan = "ignore" other results of that call may be 0.
template <class F>
auto compile_step(F function, const StepOptions& options = {}) {
  using Signature = detail::StepSignature<std::decay_t<F>>;
  using Result = typename Signature::Result;
  auto untyped = [function = std::move(function)]<std::size_t... I>(const Tensors& xs,
                                                                    std::index_sequence<I...>) mutable->Tensors {
    if constexpr (detail::kOneTensor<Result>) {
      return {Tensor(function(xs[I]...))};
    } else {
      return function(xs[I]...);
    }
  };
  return CompiledStep<Result, typename Signature::Arguments>(detail::UntypedStep(
      [untyped = std::move(untyped)](const Tensors& xs) mutable {
        return untyped(xs, typename Signature::Arguments{});
      },
      options));
}

}  // namespace glia
#pragma GCC visibility pop
