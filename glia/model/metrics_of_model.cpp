#include "glia/graph/variable_state.hpp"
#include "glia/metrics/resolve_accuracy.hpp"
#include "glia/model/model_state.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

void resolve_metrics(ModelState& model, const Source& y) {
  CompiledModel& compiled = *model.compiled;
  if (compiled.resolved) return;
  const auto& losses = compiled.options.loss.list();
  std::vector<TrackedMetric> metrics;  // all or none: one that does not fit must not leave the others behind
  for (std::size_t k = 0; k < model.outputs.size(); ++k) {
    for (const Metric& given : compiled.options.metrics) {
      TrackedMetric tracked{given, given.name(), k, {}};
      if (given.name() == "accuracy" && !losses.empty()) {
        Shape target{-1};
        for (const std::int64_t d : y.sample_shape(k)) target.push_back(d);
        tracked.metric = resolve_accuracy(losses[losses.size() == 1 ? 0 : k].name(), target, model.outputs[k].shape());
      }
      if (model.outputs.size() > 1) tracked.name = "output_" + std::to_string(k) + "_" + tracked.name;
      for (const MetricState& s : tracked.metric.state()) {
        tracked.state.emplace_back(tracked.name + "/" + s.name, s.shape, f32, s.initial);
      }
      metrics.push_back(std::move(tracked));
    }
  }
  compiled.metrics = std::move(metrics);
  compiled.resolved = true;
}

void reset_metrics(CompiledModel& compiled) {
  Variable(compiled.loss_total).assign(0.0);
  Variable(compiled.loss_count).assign(0.0);
  for (const TrackedMetric& m : compiled.metrics) {
    const std::vector<MetricState> states = m.metric.state();
    for (std::size_t i = 0; i < states.size(); ++i) Variable(m.state[i]).assign(states[i].initial);
  }
}

Logs read_metrics(ModelState& model) {
  CompiledModel& compiled = *model.compiled;
  std::shared_ptr<const Program> program = model.programs.find("report");
  if (program == nullptr) {
    Graph graph;
    const Tensor count = compiled.loss_count;
    graph.results.push_back(Tensor(compiled.loss_total) / ops::maximum(count, 1));
    for (const TrackedMetric& m : compiled.metrics) {
      graph.results.push_back(m.metric.result(Tensors(m.state.begin(), m.state.end())));
    }
    program = compile_graph(graph, 1, -1);
    model.programs.insert("report", program);
  }
  std::vector<float> values(compiled.metrics.size() + 1);
  std::vector<void*> results;
  for (float& v : values) results.push_back(&v);
  program->run({.parameters = {}, .results = results, .rows = 1, .threads = 1});
  Logs logs;
  logs.set("loss", static_cast<double>(values[0]));
  for (std::size_t i = 0; i < compiled.metrics.size(); ++i)
    logs.set(compiled.metrics[i].name, static_cast<double>(values[i + 1]));
  return logs;
}

std::shared_ptr<const Program> ProgramCache::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].key != key) continue;
    const CachedProgram found = entries_[i];
    entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(i));
    entries_.insert(entries_.begin(), found);
    return found.program;
  }
  return nullptr;
}

void ProgramCache::insert(const std::string& key, std::shared_ptr<const Program> program) {
  const std::lock_guard lock(mutex_);
  entries_.insert(entries_.begin(), {key, std::move(program)});
  if (entries_.size() > kMost) entries_.pop_back();
}

void ProgramCache::clear() {
  const std::lock_guard lock(mutex_);
  entries_.clear();
}

}  // namespace glia::detail
