#include "glia/files/compile_json.hpp"

#include "glia/base/error.hpp"
#include "glia/files/located.hpp"

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

Value compile_value(const CompiledModel& compiled, std::vector<std::string>& dropped) {
  const CompileOptions& options = compiled.options;
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
  Value losses = Value::list();
  for (const Loss& loss : options.loss.list()) {
    losses.append(config_of(loss));
    if (comes_back(losses.as_list().back(), make_loss)) continue;
    dropped.push_back("loss " + loss.name());
    losses = Value::list();
    break;
  }
  Value metrics = Value::list();
  for (const Metric& metric : options.metrics) {
    const Value config = config_of(metric);
    if (comes_back(config, make_metric)) {
      metrics.append(config);
    } else {
      dropped.push_back("metric " + metric.name());
    }
  }
  return Value::object({{"optimizer", optimizer},
                        {"loss", losses},
                        {"loss_weights", Value(options.loss_weights)},
                        {"metrics", metrics}});
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
  return located(file, value.path(), [&] {
    CompileOptions out{.optimizer = made(value["optimizer"], make_optimizer)};
    out.loss = Losses(list("loss", make_loss));
    for (std::size_t i = 0; i < value["loss_weights"].as_list().size(); ++i)
      out.loss_weights.push_back(value["loss_weights"][i].as_double());
    out.metrics = list("metrics", make_metric);
    return out;
  });
}

}  // namespace glia::detail
