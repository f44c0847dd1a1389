#include <cstdio>
#include <unordered_set>

#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/model/bill.hpp"
#include "glia/model/summary_table.hpp"
#include "glia/optimizers/optimizer_state.hpp"

namespace glia {
namespace detail {
namespace {

struct Counted {
  std::int64_t numbers = 0;
  double bytes = 0;
  void add(const Variable& v) {
    numbers = checked_add(numbers, v.shape().elements());
    bytes += static_cast<double>(v.shape().elements()) * static_cast<double>(v.dtype().size());
  }
};

std::string total_line(const char* what, const Counted& c) {
  return std::string(" ") + what + " params: " + with_commas(c.numbers) + " (" + readable_bytes(c.bytes) + ")\n";
}

std::string totals(const Model& model) {
  Counted all, trainable, frozen, optimizer;
  std::unordered_set<const VariableState*> learning;
  for (const Variable& v : model.trainable_weights()) learning.insert(&v.state());
  std::unordered_set<const VariableState*> counted;  // layers may share
  for (const Layer& layer : model.layers()) {
    for (const Variable& v : layer.weights()) {
      if (!counted.insert(&v.state()).second) continue;
      (learning.contains(&v.state()) ? trainable : frozen).add(v);
      all.add(v);
    }
  }
  const auto& compiled = model.state().compiled;
  if (compiled && !compiled->options.optimizer.state().core().slots.empty()) {
    for (const Variable& v : compiled->options.optimizer.variables()) {
      optimizer.add(v);
      all.add(v);
    }
  }
  std::string out = total_line("Total", all) + total_line("Trainable", trainable) + total_line("Non-trainable", frozen);
  return optimizer.numbers > 0 ? out + total_line("Optimizer", optimizer) : out;
}

std::string readable_flops(double flops) {
  const char* const units[] = {"", "k", "M", "G", "T", "P"};
  std::size_t unit = 0;
  for (; flops >= 1000 && unit + 1 < std::size(units); ++unit) flops /= 1000;
  char out[64];
  std::snprintf(out, sizeof out, unit == 0 ? "%.0f %sFLOP" : "%.2f %sFLOP", flops, units[unit]);
  return out;
}

std::string bill_text(const char* what, const Bill& bill, std::int64_t batch) {
  const auto bytes = [](std::int64_t n) { return readable_bytes(static_cast<double>(n)); };
  std::string out = std::string(" ") + what + " by batches of " + std::to_string(batch) + " on " +
                    std::to_string(bill.threads) + (bill.threads == 1 ? " thread: " : " threads: ") +
                    with_commas(bill.total()) + " bytes (" + bytes(bill.total()) + "), " + readable_flops(bill.flops) +
                    " a batch, " + readable_flops(bill.flops / static_cast<double>(batch)) + " a sample\n";
  out += "   weights " + bytes(bill.weights);
  if (bill.optimizer > 0) out += ", optimizer " + bytes(bill.optimizer) + ", metrics " + bytes(bill.metrics);
  out += (bill.optimizer > 0 ? ", activations and gradients " : ", activations ") + bytes(bill.arena);
  if (bill.scratch > 0) out += ", scratch " + std::to_string(bill.threads) + " × " + bytes(bill.scratch);
  return out + "\n";
}

}  // namespace
}  // namespace detail

std::string Model::summary_text(const SummaryOptions& options) const {
  const std::int64_t batch = options.batch_size;
  if (batch < 1)
    throw ValueError({.where = "summary", .rule = "batch_size must be at least 1", .received = std::to_string(batch)});
  if (options.line_length > 1000) throw ValueError({.where = "summary", .rule = "line_length is at most 1000"});
  std::string out = "Model: \"" + name() + "\"\n" +
                    detail::layer_table(*state_).str(static_cast<int>(static_cast<std::int64_t>(options.line_length))) +
                    detail::totals(*this);
  if (!built()) return out;
  if (state_->compiled && !state_->compiled->options.loss.list().empty())
    out += detail::bill_text("Training", detail::training_bill(*state_, batch), batch);
  return out + detail::bill_text("Predicting", detail::predicting_bill(*state_, batch), batch);
}

void Model::summary(const SummaryOptions& options) const { log_write(LogLevel::report, summary_text(options)); }

}  // namespace glia
