#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/layers/layer_state.hpp"
#include "glia/model/labels.hpp"
#include "glia/model/model_state.hpp"
#include "glia/model/outputs.hpp"
#include "glia/ops/common.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/optimizers/global_norm.hpp"
#include "glia/passes/expand.hpp"
#include "glia/passes/grad.hpp"
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
      batch.push_back(ops::take(out.parameters.back(), rows));
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
  const std::vector<Loss> losses = losses_of(model);
  const std::vector<double> factors = loss_weights_of(model);
  const Tensor n = ops::count(ps[0], {0});
  Tensor loss;
  for (std::size_t k = 0; k < ps.size(); ++k) {
    const Tensor w = ws.empty() ? Tensor() : ws[ws.size() == 1 ? 0 : k];
    const ErrorPath path("loss " + losses[k].name());
    // The log form at once, so that gradient and report share one loss.
    Tensor one = log_forms({losses[k].reduced(ys[k], ps[k], w, trace.mask_of(ps[k]))})[0];
    if (!compiled.output_loss_totals.empty()) {
      const Variable& total = compiled.output_loss_totals[k];
      trace.update(total, Tensor(total) + ops::cast(one, f32) * n);
    }
    if (factors[k] != 1) one = one * factors[k];
    loss = loss.valid() ? loss + one : one;
  }
  if (penalties.valid()) {
    const ErrorPath path("loss");
    loss = loss + penalties;
  }
  const Tensor f32_loss = ops::cast(loss, f32);
  trace.update(compiled.loss_total, Tensor(compiled.loss_total) + f32_loss * n);
  trace.update(compiled.loss_count, Tensor(compiled.loss_count) + n);
  for (const TrackedMetric& m : compiled.metrics) {
    const ErrorPath path("metric " + m.name);
    Tensors state(m.state.begin(), m.state.end());
    const Tensor w = m.weighted && !ws.empty() ? ws[ws.size() == 1 ? 0 : m.output] : Tensor();
    const Tensors updated = m.metric.update(state, ys[m.output], ps[m.output], w, trace.mask_of(ps[m.output]));
    for (std::size_t i = 0; i < updated.size(); ++i) trace.update(m.state[i], ops::cast(updated[i], f32));
  }
  return {loss};
}

Tensor penalties_of(const ModelState& model, const Trace& trace) {
  Tensor out;
  const ErrorPath path("penalties");
  const auto add = [&](const Tensor& t) { out = out.valid() ? out + t : t; };
  for (const Layer& layer : model.layers) {
    for (const Variable& v : layer.weights()) {
      const ErrorPath weight(v.path());
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
  return ops::take(table, labels);
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

namespace {

std::vector<Variable> trainable_weights(ModelState& model) {
  return Model(std::shared_ptr<ModelState>(&model, [](ModelState*) {})).trainable_weights();
}

/// Which layers are frozen: they may have no weights to tell it by.
void add_flags(const VariableStore& store, std::string& key) {
  key += store.trainable ? '+' : '-';
  for (const auto& [name, child] : store.children) add_flags(*child, key);
}

}  // namespace

Graph train_graph(ModelState& model, const Source& x, const Source& y, const Source& weights,
                  const std::map<std::int64_t, double>& class_weight, bool gradient_norm) {
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
  Tensors results{};
  {
    const ErrorPath path("loss");
    results.push_back(ops::cast(measured.loss, f32));
  }
  if (!trainable.empty()) {
    const std::vector<VariableGradient> gradients = grad(optimizer.scale_loss(measured.loss), trainable);
    const ErrorPath path("optimizer");
    optimizer.apply(gradients);
    Tensors all;
    for (const VariableGradient& g : gradients) all.push_back(ops::cast(g.gradient, f32));
    if (gradient_norm) results.push_back(global_norm(all) / optimizer.scale_loss(constant(1, f32)));
  } else if (gradient_norm) {
    results.push_back(constant(0, f32));
  }
  for (Update& update : trace.updates) {
    const TensorFunction& constraint = update.variable.state().constraint;
    const ErrorPath path("constraint of " + update.variable.path());
    if (constraint) update.value = constraint(update.value);
  }
  return {batch.parameters, results, trace.updates};
}

std::shared_ptr<const Program> train_program(ModelState& model, const Source& x, const Source& y, const Source& weights,
                                             const std::map<std::int64_t, double>& class_weight, std::int64_t capacity,
                                             bool gradient_norm) {
  std::string key = std::string(gradient_norm ? "train with norm " : "train ") + std::to_string(capacity) +
                    x.signature(true) + y.signature(true) + weights.signature(true);
  const std::vector<Variable> trainable = trainable_weights(model);
  for (const Variable& v : trainable) key += v.path() + ",";
  for (const Layer& layer : model.layers) add_flags(layer.state().store, key);
  for (const auto& [label, weight] : class_weight) key += std::to_string(label) + ":" + std::to_string(weight) + ",";
  if (auto known = model.programs.find(key)) return known;

  const Graph graph = train_graph(model, x, y, weights, class_weight, gradient_norm);
  auto program = compile_graph(graph, capacity, 0, model.policy);
  model.draw_weights();  // now that their layouts are known
  model.programs.insert(key, program);
  return program;
}

std::shared_ptr<const Program> test_program(ModelState& model, const Source& x, const Source& y, const Source& weights,
                                            std::int64_t capacity) {
  const std::string key =
      "test " + std::to_string(capacity) + x.signature(false) + y.signature(false) + weights.signature(false);
  if (auto known = model.programs.find(key)) return known;
  Trace trace;
  const TraceGuard guard(trace);
  const Batch batch = direct({&x, &y, &weights});
  const Tensors ps = forward(model, batch.parts[0], trace);
  const Tensor penalties = penalties_of(model, trace);
  const Measured measured = measure(model, ps, batch.parts[1], batch.parts[2], trace, penalties);
  auto program =
      compile_graph({batch.parameters, {ops::cast(measured.loss, f32)}, trace.updates}, capacity, -1, model.policy);
  model.draw_weights();  // now that their layouts are known
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

std::shared_ptr<const Program> predict_program(ModelState& model, const Source& x, std::int64_t most) {
  const std::string key = "predict " + std::to_string(most) + x.signature(false);
  if (auto known = model.programs.find(key)) return known;
  auto program = compile_by_rows(predict_graph(model, x), most, model.policy);
  model.draw_weights();  // now that their layouts are known
  model.programs.insert(key, program);
  return program;
}

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
  if (weights.parts() > 1 && weights.parts() != model.outputs.size()) {
    throw DataError({.where = model.name,
                     .rule = "There is one sample_weight for all outputs or one for each",
                     .expected = std::to_string(model.outputs.size()),
                     .received = std::to_string(weights.parts())});
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
