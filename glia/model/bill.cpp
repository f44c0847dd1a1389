#include "glia/model/bill.hpp"

#include <algorithm>
#include <unordered_set>

#include "glia/graph/variable_state.hpp"
#include "glia/model/sample_graph.hpp"

namespace glia::detail {
namespace {

std::int64_t stored_bytes(const Variable& v) {
  const VariableState& state = v.state();
  return checked_multiply(storage_elements({state.shape, state.dtype, state.layout}),
                          static_cast<std::int64_t>(state.dtype.size()));
}

/// Adds the variables' blocks to the bill and returns their sum.
std::int64_t charge(Bill& bill, const std::vector<Variable>& variables) {
  std::unordered_set<const VariableState*> counted;  // layers may share
  std::int64_t sum = 0;
  for (const Variable& v : variables) {
    if (!counted.insert(&v.state()).second) continue;
    bill.blocks.push_back(stored_bytes(v));
    sum = checked_add(sum, bill.blocks.back());
  }
  return sum;
}

Bill bill_of(const ModelState& model, const Program& program, std::int64_t batch) {
  Bill out;
  std::vector<Variable> weights;
  for (const Layer& layer : model.layers) {
    for (const Variable& v : layer.weights()) weights.push_back(v);
  }
  out.weights = charge(out, weights);
  out.arena = program.arena_bytes();
  out.scratch = program.scratch_bytes();
  out.threads = program.threads_for(std::min(batch, program.capacity()));
  out.flops = program.flops(batch);
  out.blocks.push_back(out.arena);
  out.blocks.push_back(checked_multiply(out.scratch, out.threads));
  return out;
}

}  // namespace

Bill training_bill(const ModelState& model, std::int64_t batch) {
  const SampleGraph sample = sample_training(model, batch);
  Bill out = bill_of(*sample.model, *compile_graph(sample.graph, batch, 0, sample.model->policy), batch);
  const CompiledModel& compiled = *sample.model->compiled;
  out.optimizer = charge(out, compiled.options.optimizer.variables());
  std::vector<Variable> metrics = {compiled.loss_total, compiled.loss_count};
  metrics.insert(metrics.end(), compiled.output_loss_totals.begin(), compiled.output_loss_totals.end());
  for (const TrackedMetric& m : compiled.metrics) metrics.insert(metrics.end(), m.state.begin(), m.state.end());
  out.metrics = charge(out, metrics);
  return out;
}

Bill predicting_bill(const ModelState& model, std::int64_t batch) {
  const SampleGraph sample = sample_predicting(model, batch);
  return bill_of(*sample.model, *compile_by_rows(sample.graph, batch, sample.model->policy), batch);
}

}  // namespace glia::detail
