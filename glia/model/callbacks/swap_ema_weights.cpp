#include "glia/model/callbacks/swap_ema_weights.hpp"

#include "glia/base/error.hpp"
#include "glia/model/model.hpp"
#include "glia/optimizers/optimizer_state.hpp"

namespace glia {
namespace {

/// f(weight, its average) for all that have one.
template <class F>
void each_average(const FitContext& context, F&& f) {
  const Optimizer optimizer = context.model().optimizer();
  for (const detail::OptimizerState::Slot& slot : optimizer.state().core().slots) {
    if (slot.name == "average") f(Variable(slot.owner), Variable(slot.variable));
  }
}

void swap_to(const SwapEMAWeights& callback, const FitContext& context, bool averages) {
  if (*callback.averages_in_model == averages) return;
  *callback.averages_in_model = averages;
  each_average(context, [](Variable weight, Variable average) {
    const Array before = weight.value();
    weight.assign(average.value());
    average.assign(before);
  });
}

}  // namespace

std::shared_ptr<bool> SwapEMAWeights::no() { return std::make_shared<bool>(false); }

void SwapEMAWeights::on_train_begin(FitContext& context) const {
  if (!context.model().optimizer().state().core().body->use_ema) {
    throw ValueError({.where = "SwapEMAWeights",
                      .rule = "The optimizer must keep averages of the weights",
                      .hint = "Make it with .use_ema = true"});
  }
  *averages_in_model = false;
}

void SwapEMAWeights::on_epoch_begin(FitContext& context) const { swap_to(*this, context, false); }

void SwapEMAWeights::on_epoch_end(FitContext& context) const {
  if (!swap_on_epoch) return;
  swap_to(*this, context, true);
  if (context.epoch() + 1 < context.epochs() && !context.stopping()) return;
  each_average(context, [](const Variable& weight, Variable average) { average.assign(weight.value()); });
}

void SwapEMAWeights::on_test_begin(FitContext& context) const { swap_to(*this, context, true); }
void SwapEMAWeights::on_test_end(FitContext& context) const { swap_to(*this, context, false); }

}  // namespace glia
