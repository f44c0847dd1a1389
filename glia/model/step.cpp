#include <algorithm>
#include <cmath>

#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/metrics/resolve_accuracy.hpp"
#include "glia/model/model_state.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/expand.hpp"
#include "glia/passes/fuse.hpp"
#include "glia/passes/grad.hpp"
#include "glia/passes/layout.hpp"
#include "glia/passes/lower.hpp"
#include "glia/passes/simplify.hpp"

namespace glia::detail {
namespace {

/// (n) for an input of (n, 1), (n, 1) for one of (n): Keras's adjustment of the rank by one.
Tensor adapted(const Tensor& x, const Tensor& input, const std::string& model) {
  const Shape& wanted = input.shape();
  Tensor out = as(x, input.dtype());
  if (out.shape() == wanted) return out;
  Shape longer = out.shape();
  longer.push_back(1);
  if (longer == wanted ||
      (out.rank() == wanted.rank() + 1 && out.dim(-1) == 1 && out.shape().sub(0, wanted.rank()) == wanted)) {
    return ops::reshape(out, wanted);
  }
  const Shape expected = wanted.sub(1, wanted.rank());
  const Shape received = out.shape().sub(1, out.rank());
  std::string hint;
  if (expected.elements() == received.elements()) {
    hint = received.rank() > expected.rank() ? "Add Flatten{} in front, or Reshape{} for another order"
                                             : "Add Reshape{} in front";
  }
  throw ShapeError({.where = model,
                    .rule = "The samples must have the shape of the model's input",
                    .expected = expected.str(),
                    .received = received.str(),
                    .hint = hint});
}

/// The parameters of a program over the leaves of some sources, and the sources' parts on them.
struct Batch {
  Tensors parameters;
  std::vector<Tensors> parts;  // of each source
};

/// Parameter 0 holds row numbers; the leaves are whole and gathered from.
Batch gathered(std::initializer_list<const Source*> sources) {
  Batch out;
  const Tensor rows = parameter(0, {Shape{-1}, i32}, "rows");
  out.parameters = {rows};
  for (const Source* source : sources) {
    Tensors batch;
    for (const Array& leaf : source->leaves()) {
      out.parameters.push_back(
          parameter(static_cast<std::int64_t>(out.parameters.size()), {leaf.shape(), leaf.dtype()}));
      batch.push_back(ops::gather(out.parameters.back(), rows));
    }
    out.parts.push_back(source->on(batch));
  }
  return out;
}

/// The parameters are the batch's rows themselves.
Batch direct(std::initializer_list<const Source*> sources) {
  Batch out;
  for (const Source* source : sources) {
    Tensors batch;
    for (const Array& leaf : source->leaves()) {
      Shape shape = leaf.shape();
      shape[0] = -1;
      out.parameters.push_back(parameter(static_cast<std::int64_t>(out.parameters.size()), {shape, leaf.dtype()}));
      batch.push_back(out.parameters.back());
    }
    out.parts.push_back(source->on(batch));
  }
  return out;
}

struct Measured {
  Tensor loss;  // scalar, with penalties
};

/// Emits loss and metric updates for outputs `ps` against targets `ys`.
Measured measure(ModelState& model, const Tensors& ps, const Tensors& ys, const Tensors& ws, Trace& trace,
                 const Tensor& penalties) {
  CompiledModel& compiled = *model.compiled;
  const auto& losses = compiled.options.loss.list();
  Tensor loss;
  for (std::size_t k = 0; k < ps.size(); ++k) {
    const Tensor w = ws.empty() ? Tensor() : ws[ws.size() == 1 ? 0 : k];
    const Loss& f = losses[losses.size() == 1 ? 0 : k];
    const ErrorPath path("loss " + f.name());
    // The log form at once, so that gradient and report share one loss.
    Tensor one = log_forms({f.reduced(ys[k], ps[k], w)})[0];
    if (!compiled.options.loss_weights.empty()) one = one * compiled.options.loss_weights[k];
    loss = loss.valid() ? loss + one : one;
  }
  if (penalties.valid()) loss = loss + penalties;
  const Tensor n = ops::count(ps[0], {0});
  const Tensor f32_loss = ops::cast(loss, f32);
  trace.update(compiled.loss_total, Tensor(compiled.loss_total) + f32_loss * n);
  trace.update(compiled.loss_count, Tensor(compiled.loss_count) + n);
  for (const TrackedMetric& m : compiled.metrics) {
    const ErrorPath path("metric " + m.name);
    Tensors state(m.state.begin(), m.state.end());
    const Tensors updated = m.metric.update(state, ys[m.output], ps[m.output], Tensor());
    for (std::size_t i = 0; i < updated.size(); ++i) trace.update(m.state[i], ops::cast(updated[i], f32));
  }
  return {loss};
}

Tensor penalties_of(const ModelState& model, const Trace& trace) {
  Tensor out;
  const auto add = [&](const Tensor& t) { out = out.valid() ? out + t : t; };
  for (const Layer& layer : model.layers) {
    for (const Variable& v : layer.weights()) {
      if (v.state().regularizer) add(v.state().regularizer(v));
    }
  }
  for (const Tensor& t : trace.losses) add(t);
  return out;
}

/// The weight of each row's class; 1 for a class without one.
Tensor class_weights(const std::map<std::int64_t, double>& weights, const Tensor& y, const Tensor& p) {
  std::int64_t classes = std::max<std::int64_t>(2, p.rank() > 1 ? static_cast<std::int64_t>(p.dim(-1)) : 2);
  for (const auto& [label, weight] : weights) classes = std::max(classes, label + 1);
  Array table(Shape{classes});
  table.fill(1);
  for (const auto& [label, weight] : weights) {
    if (label < 0)
      throw ValueError(
          {.where = "class_weight", .rule = "Classes are counted from 0", .received = std::to_string(label)});
    table.set(label, weight);
  }
  const Tensor flat = y.rank() == 2 && y.dim(-1) == 1 ? ops::squeeze(y, -1) : y;
  const Tensor labels = flat.rank() == 2 ? ops::argmax(flat) : ops::cast(flat, i64);
  return ops::gather(table, labels);
}

void check_losses(const ModelState& model) {
  const CompiledModel& compiled = *model.compiled;
  const std::size_t outputs = model.outputs.size();
  const std::size_t losses = compiled.options.loss.list().size();
  if (losses == 0)
    throw ValueError({.where = model.name,
                      .rule = "The model was compiled without a loss",
                      .hint = "Give compile() .loss = \"mse\" or another"});
  for (const Loss& loss : compiled.options.loss.list()) {
    if (loss.reduction() != "none") continue;
    throw ValueError({.where = loss.name(),
                      .rule = "A model is trained on one number, so its loss must be reduced",
                      .received = "reduction \"none\"",
                      .hint = "Leave the reduction at \"sum_over_batch_size\""});
  }
  if (losses != 1 && losses != outputs) {
    throw ValueError({.where = model.name,
                      .rule = "There is one loss for all outputs or one for each",
                      .expected = std::to_string(outputs),
                      .received = std::to_string(losses)});
  }
  if (!compiled.options.loss_weights.empty() && compiled.options.loss_weights.size() != outputs) {
    throw ValueError({.where = model.name,
                      .rule = "There is one loss weight for each output",
                      .expected = std::to_string(outputs),
                      .received = std::to_string(compiled.options.loss_weights.size())});
  }
}

}  // namespace

Tensors forward(const ModelState& model, const Tensors& xs, Trace& trace) {
  if (xs.size() != model.inputs.size()) {
    throw DataError({.where = model.name,
                     .rule = "The data has one part for each input of the model",
                     .expected = std::to_string(model.inputs.size()),
                     .received = std::to_string(xs.size())});
  }
  for (std::size_t i = 0; i < xs.size(); ++i) {
    trace.keep.push_back(model.inputs[i]);
    trace.expanded[model.inputs[i].node()] = {adapted(xs[i], model.inputs[i], model.name)};
  }
  return expand(model.outputs, trace);
}

std::shared_ptr<const Program> compile_graph(const Graph& graph, std::int64_t capacity, int guard) {
  const Graph lowered = choose_layouts(fuse(simplify(lower(simplify(graph)))));
  verify(lowered);
  auto program = std::make_shared<const Program>(make_plan(lowered, capacity, guard));
  if (log_enabled("plan")) log_write(LogLevel::hint, print(lowered) + program->describe());
  return program;
}

namespace {

std::vector<Variable> trainable_weights(ModelState& model) {
  return Model(std::shared_ptr<ModelState>(&model, [](ModelState*) {})).trainable_weights();
}

}  // namespace

Graph train_graph(ModelState& model, const Source& x, const Source& y, const Source& weights,
                  const std::map<std::int64_t, double>& class_weight) {
  Trace trace;
  trace.training = true;
  const Optimizer& optimizer = model.compiled->options.optimizer;
  const std::vector<Variable> trainable = trainable_weights(model);
  trace.seed = model.seed;
  trace.iteration = optimizer.variables()[0];
  const TraceGuard guard(trace);
  Batch batch = gathered({&x, &y, &weights});
  Tensors ws = batch.parts[2];
  const Tensors ps = forward(model, batch.parts[0], trace);
  if (!class_weight.empty()) {
    const Tensor w = class_weights(class_weight, batch.parts[1].at(0), ps[0]);
    ws = ws.empty() ? Tensors{w} : Tensors{ws[0] * w};
  }
  const Measured measured = measure(model, ps, batch.parts[1], ws, trace, penalties_of(model, trace));
  if (!trainable.empty()) optimizer.apply(grad(measured.loss, trainable));
  for (Update& update : trace.updates) {
    const TensorFunction& constraint = update.variable.state().constraint;
    if (constraint) update.value = constraint(update.value);
  }
  return {batch.parameters, {ops::cast(measured.loss, f32)}, trace.updates};
}

std::shared_ptr<const Program> train_program(ModelState& model, const Source& x, const Source& y, const Source& weights,
                                             const std::map<std::int64_t, double>& class_weight,
                                             std::int64_t capacity) {
  check_losses(model);
  std::string key =
      "train " + std::to_string(capacity) + x.signature(true) + y.signature(true) + weights.signature(true);
  const std::vector<Variable> trainable = trainable_weights(model);
  for (const Variable& v : trainable) key += v.path() + ",";
  for (const auto& [label, weight] : class_weight) key += std::to_string(label) + ":" + std::to_string(weight) + ",";
  if (auto known = model.programs.find(key)) return known;

  const Graph graph = train_graph(model, x, y, weights, class_weight);
  auto program = compile_graph(graph, capacity, 0);
  model.draw_weights(model.initial_seed);  // now that their layouts are known
  model.programs.insert(key, program);
  return program;
}

std::shared_ptr<const Program> test_program(ModelState& model, const Source& x, const Source& y, const Source& weights,
                                            std::int64_t capacity) {
  check_losses(model);
  const std::string key =
      "test " + std::to_string(capacity) + x.signature(false) + y.signature(false) + weights.signature(false);
  if (auto known = model.programs.find(key)) return known;
  Trace trace;
  const TraceGuard guard(trace);
  const Batch batch = direct({&x, &y, &weights});
  const Tensors ps = forward(model, batch.parts[0], trace);
  const Tensor penalties = penalties_of(model, trace);
  const Measured measured = measure(model, ps, batch.parts[1], batch.parts[2], trace, penalties);
  auto program = compile_graph({batch.parameters, {ops::cast(measured.loss, f32)}, trace.updates}, capacity, -1);
  model.draw_weights(model.initial_seed);  // now that their layouts are known
  model.programs.insert(key, program);
  return program;
}

Graph predict_graph(const ModelState& model, const Source& x) {
  Trace trace;
  const TraceGuard guard(trace);
  const Batch batch = direct({&x});
  const Tensors ps = forward(model, batch.parts[0], trace);
  return {batch.parameters, ps, trace.updates};
}

std::shared_ptr<const Program> predict_program(ModelState& model, const Source& x, std::int64_t capacity) {
  const std::string key = "predict " + std::to_string(capacity) + x.signature(false);
  if (auto known = model.programs.find(key)) return known;
  const Graph graph = predict_graph(model, x);
  auto program = compile_graph(graph, capacity, -1);
  model.draw_weights(model.initial_seed);  // now that their layouts are known
  model.programs.insert(key, program);
  return program;
}

namespace {

/// A class number is a whole number; those outside the classes are found while a step gathers them.
void check_labels(const ModelState& model, const Source& y) {
  if (!model.compiled) return;
  const auto& losses = model.compiled->options.loss.list();
  for (std::size_t k = 0; k < y.parts() && !losses.empty(); ++k) {
    if (losses.size() != 1 && k >= losses.size()) return;
    const Loss& loss = losses[losses.size() == 1 ? 0 : k];
    if (!y.dtype(k).is_real() || loss.name() != "sparse_categorical_crossentropy") continue;
    const Array labels = y.values(k);
    if (labels.size() != y.rows()) continue;  // the loss says what is wrong with the shape
    for (std::int64_t i = 0; i < labels.size(); ++i) {
      const double label = labels.get(i);
      if (label == std::floor(label)) continue;
      throw DataError(
          {.where = "y",
           .rule = "A label is the number of a class, a whole number",
           .received = (std::isnan(label) ? "NaN" : std::to_string(label)) + " in sample " + std::to_string(i)});
    }
  }
}

}  // namespace

void check_targets(const ModelState& model, const Source& x, const Source& y, const Source& weights) {
  if (y.parts() != model.outputs.size()) {
    throw DataError({.where = model.name,
                     .rule = "There is one target for each output of the model",
                     .expected = std::to_string(model.outputs.size()),
                     .received = std::to_string(y.parts())});
  }
  if (y.rows() != x.rows()) {
    throw DataError({.where = model.name,
                     .rule = "x and y have the same number of samples",
                     .expected = std::to_string(x.rows()),
                     .received = std::to_string(y.rows())});
  }
  if (!weights.empty() && weights.rows() != x.rows()) {
    throw DataError({.where = model.name,
                     .rule = "There is one sample weight for each sample",
                     .expected = std::to_string(x.rows()),
                     .received = std::to_string(weights.rows())});
  }
  check_labels(model, y);
}

}  // namespace glia::detail
