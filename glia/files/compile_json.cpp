#include "glia/files/compile_json.hpp"

#include "glia/base/error.hpp"
#include "glia/files/located.hpp"
#include "glia/model/outputs.hpp"

namespace glia::detail {
namespace {

/// Whether `make` can bring back what has this configuration.
template <class Make>
bool comes_back(const Value& config, Make make) {
  try {
    return make(config).config() == config;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

Value compile_value(const ModelState& model, std::vector<std::string>& dropped) {
  const CompileOptions& options = model.compiled->options;
  const auto config_of = [](const auto& part) {
    try {
      return part.config();
    } catch (const UnsupportedError&) {  // a lambda inside, such as a schedule
      return Value();
    }
  };
  const Value optimizer = config_of(options.optimizer);
  if (!comes_back(optimizer, make_optimizer)) {
    dropped.push_back("optimizer " + options.optimizer.name());
    return {};
  }
  // What was given by name is written in the outputs' order.
  Value losses = Value::list();
  for (const Loss& loss : options.loss.outputs().empty() ? options.loss.list() : losses_of(model)) {
    losses.append(config_of(loss));
    if (comes_back(losses.as_list().back(), make_loss)) continue;
    dropped.push_back("loss " + loss.name());
    losses = Value::list();
    break;
  }
  const auto factors = options.loss_weights.outputs().empty() ? options.loss_weights.list() : loss_weights_of(model);
  const auto metrics_value = [&](const Metrics& metrics, const char* what) {
    Value out = Value::list();
    if (metrics.empty()) return out;
    for (const std::vector<Metric>& of_output : metrics_of(model, metrics, what)) {
      Value list = Value::list();
      for (const Metric& metric : of_output) {
        const Value config = config_of(metric);
        if (comes_back(config, make_metric)) {
          list.append(config);
        } else {
          dropped.push_back("metric " + metric.name());
        }
      }
      if (model.outputs.size() == 1) return list;
      out.append(list);
    }
    return out;
  };
  return Value::object({{"optimizer", optimizer},
                        {"loss", losses},
                        {"loss_weights", Value(factors)},
                        {"metrics", metrics_value(options.metrics, "metrics")},
                        {"weighted_metrics", metrics_value(options.weighted_metrics, "weighted_metrics")}});
}

CompileOptions compile_options(const Value::View& value, const std::string& file) {
  const auto made = [&](const Value::View& part, auto make) {
    return located(file, part.path(), [&] {
      part.as_object();  // a plain name would do for make, but is not what we write
      return make(part.value());
    });
  };
  const auto list = [&](const char* key, auto make) {
    std::vector<decltype(make(Value()))> out;
    const Value::View items = value[key];
    for (std::size_t i = 0; i < items.as_list().size(); ++i) out.push_back(made(items[i], make));
    return out;
  };
  const auto metrics = [&](const char* key) {  // of one output a list, of several a list for each
    std::vector<MetricList> out;
    const Value::View items = value[key];
    for (std::size_t i = 0; i < items.as_list().size(); ++i) {
      const Value::View item = items[i];
      std::vector<Metric> of_output;
      if (item.value().if_list() == nullptr) {
        of_output.push_back(made(item, make_metric));
      } else {
        for (std::size_t j = 0; j < item.size(); ++j) of_output.push_back(made(item[j], make_metric));
      }
      out.emplace_back(of_output);
    }
    return Metrics(out);
  };
  return located(file, value.path(), [&] {
    CompileOptions out{.optimizer = made(value["optimizer"], make_optimizer)};
    out.loss = Losses(list("loss", make_loss));
    std::vector<double> factors;
    for (std::size_t i = 0; i < value["loss_weights"].as_list().size(); ++i)
      factors.push_back(value["loss_weights"][i].as_double());
    out.loss_weights = factors;
    out.metrics = metrics("metrics");
    if (value.value().find("weighted_metrics") != nullptr) out.weighted_metrics = metrics("weighted_metrics");
    return out;
  });
}

}  // namespace glia::detail
