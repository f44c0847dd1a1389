#include "glia/model/bill.hpp"

#include <unordered_set>

#include "glia/base/threads.hpp"
#include "glia/graph/variable_state.hpp"

namespace glia::detail {
namespace {

/// Rows of a shape that nobody reads.
Array unread_rows(const Shape& batch_shape, DType dtype, std::int64_t rows) {
  static const double memory = 0;
  return Array::view(&memory, batch_shape.at(rows), dtype);
}

Source inputs_of(const ModelState& model, std::int64_t rows) {
  std::vector<Array> parts;
  for (const Tensor& input : model.inputs) parts.push_back(unread_rows(input.shape(), input.dtype(), rows));
  return {Data(parts), "x"};
}

/// Labels for a loss on labels, else numbers of the output's shape.
Source targets_of(const ModelState& model, std::int64_t rows) {
  const auto& losses = model.compiled->options.loss.list();
  std::vector<Array> parts;
  for (std::size_t k = 0; k < model.outputs.size(); ++k) {
    const Loss& loss = losses[losses.size() == 1 ? 0 : k];
    Shape shape = model.outputs[k].shape();
    const bool labels = loss.name().rfind("sparse_", 0) == 0 && shape.rank() > 1;
    if (labels) shape = shape.sub(0, shape.rank() - 1);
    parts.push_back(unread_rows(shape, labels ? DType(i32) : DType(f32), rows));
  }
  return {Data(parts), "y"};
}

std::int64_t stored_bytes(const Variable& v) {
  const VariableState& state = v.state();
  return checked_multiply(storage_elements({state.shape, state.dtype, state.layout}),
                          static_cast<std::int64_t>(state.dtype.size()));
}

std::int64_t stored_bytes(const std::vector<Variable>& variables) {
  std::unordered_set<const VariableState*> counted;  // layers may share
  std::int64_t sum = 0;
  for (const Variable& v : variables) {
    if (counted.insert(&v.state()).second) sum = checked_add(sum, stored_bytes(v));
  }
  return sum;
}

Bill bill_of(const ModelState& model, const Graph& graph, std::int64_t batch, int guard) {
  const auto program = compile_graph(graph, batch, guard);
  Bill out;
  std::vector<Variable> weights;
  for (const Layer& layer : model.layers) {
    for (const Variable& v : layer.weights()) weights.push_back(v);
  }
  out.weights = stored_bytes(weights);
  out.arena = program->arena_bytes();
  out.scratch = program->scratch_bytes();
  out.threads = threads();
  out.flops = program->flops(batch);
  return out;
}

}  // namespace

Bill training_bill(const ModelState& model, std::int64_t batch) {
  const std::shared_ptr<ModelState> copy = clone_model(model, false);
  CompileOptions options = model.compiled->options;
  options.optimizer = options.optimizer.clone();
  Model(copy).compile(options);
  const Source x = inputs_of(*copy, batch), y = targets_of(*copy, batch);
  resolve_metrics(*copy, y);
  Bill out = bill_of(*copy, train_graph(*copy, x, y, Source(), {}), batch, 0);
  out.optimizer = stored_bytes(options.optimizer.variables());
  const CompiledModel& compiled = *copy->compiled;
  out.metrics = stored_bytes({compiled.loss_total, compiled.loss_count});
  for (const TrackedMetric& m : compiled.metrics) out.metrics += stored_bytes(m.state);
  return out;
}

Bill predicting_bill(const ModelState& model, std::int64_t batch) {
  const std::shared_ptr<ModelState> copy = clone_model(model, false);
  return bill_of(*copy, predict_graph(*copy, inputs_of(*copy, batch)), batch, -1);
}

}  // namespace glia::detail
