#include <map>

#include "glia/base/error.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/metrics/resolve_accuracy.hpp"
#include "glia/model/model_state.hpp"
#include "glia/model/outputs.hpp"
#include "glia/ops/math.hpp"

namespace glia::detail {

namespace {

/// The names that the logs have: Keras's, which number what comes twice.
class LogNames {
 public:
  std::string of(const std::string& output, const Metric& metric, bool weighted) {
    std::string name = output + metric.name();
    int& seen = count_[name];
    if (seen++ == 0) return name;
    if (!weighted) return name + "_" + std::to_string(seen - 1);
    name = output + "weighted_" + metric.name();
    int& seen_weighted = count_[name];
    return seen_weighted++ == 0 ? name : name + "_" + std::to_string(seen_weighted - 1);
  }

 private:
  std::map<std::string, int> count_;
};

/// The logs hold one number under each name.
void require_one_number(const TrackedMetric& m) {
  const Shape result = m.metric.result(Tensors(m.state.begin(), m.state.end())).shape();
  if (result.rank() == 0) return;
  throw ValueError({.where = "metric " + m.name,
                    .rule = "A metric of a model amounts to one number",
                    .expected = "()",
                    .received = result.str(),
                    .hint = "Give it one threshold, or an average over the classes"});
}

}  // namespace

void resolve_metrics(ModelState& model, const Source& y) {
  CompiledModel& compiled = *model.compiled;
  if (compiled.resolved) return;
  const std::vector<std::string> outputs = output_names(model);
  std::vector<TrackedMetric> metrics;  // all or none: one that does not fit must not leave the others behind
  LogNames names;
  for (const bool weighted : {false, true}) {
    const auto given = weighted ? metrics_of(model, compiled.options.weighted_metrics, "weighted_metrics")
                                : metrics_of(model, compiled.options.metrics, "metrics");
    for (std::size_t k = 0; k < outputs.size(); ++k) {
      for (const Metric& metric : given[k]) {
        TrackedMetric tracked{metric, {}, k, weighted, {}};
        Shape target{-1};
        for (const std::int64_t d : y.sample_shape(k)) target.push_back(d);
        tracked.metric = resolved_metric(metric, target, model.outputs[k].shape());
        tracked.name = names.of(outputs.size() > 1 ? outputs[k] + "_" : "", metric, weighted);
        {
          const ErrorPath path("metric " + tracked.name);
          for (const MetricState& s : tracked.metric.state(model.outputs[k].shape())) {
            tracked.state.emplace_back(tracked.name + "/" + s.name, s.shape, f32, s.initial);
            tracked.initial.push_back(s.initial);
          }
        }
        require_one_number(tracked);
        metrics.push_back(std::move(tracked));
      }
    }
  }
  compiled.metrics = std::move(metrics);
  compiled.output_loss_totals.clear();
  for (std::size_t k = 0; outputs.size() > 1 && k < outputs.size(); ++k)
    compiled.output_loss_totals.emplace_back(outputs[k] + "_loss/total", Shape{});
  compiled.resolved = true;
}

void reset_metrics(CompiledModel& compiled) {
  Variable(compiled.loss_total).assign(0.0);
  Variable(compiled.loss_count).assign(0.0);
  for (const Variable& total : compiled.output_loss_totals) Variable(total).assign(0.0);
  for (const TrackedMetric& m : compiled.metrics) {
    for (std::size_t i = 0; i < m.state.size(); ++i) Variable(m.state[i]).assign(m.initial[i]);
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
    for (const Variable& total : compiled.output_loss_totals)
      graph.results.push_back(Tensor(total) / ops::maximum(count, 1));
    program = compile_graph(graph, 1, -1);
    model.programs.insert("report", program);
  }
  std::vector<float> values(1 + compiled.metrics.size() + compiled.output_loss_totals.size());
  std::vector<void*> results;
  results.reserve(values.size());
  for (float& v : values) results.push_back(&v);
  program->run({.parameters = {}, .results = results, .rows = 1, .threads = 1});
  Logs logs;
  logs.set("loss", static_cast<double>(values[0]));
  for (std::size_t i = 0; i < compiled.metrics.size(); ++i)
    logs.set(compiled.metrics[i].name, static_cast<double>(values[i + 1]));
  if (compiled.output_loss_totals.empty()) return logs;
  const std::vector<std::string> outputs = output_names(model);
  for (std::size_t k = 0; k < outputs.size(); ++k)
    logs.set(outputs[k] + "_loss", static_cast<double>(values[1 + compiled.metrics.size() + k]));
  return logs;
}

}  // namespace glia::detail
