// internal
#pragma once
#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "glia/base/log.hpp"
#include "glia/files/json.hpp"
#include "glia/files/read_file.hpp"
#include "glia/model/callback.hpp"
#include "glia/model/model.hpp"
#include "glia/ops/math.hpp"

namespace glia::test {

/// One weight, so that its value can tell the epoch that it comes from.
struct OneWeight {
  Tensor call(Scope& scope, const Tensor& x) const {
    return x * Tensor(scope.weight("w", {1}, [](const InitialDraw& d) { return Array(d.shape, d.dtype); }));
  }
};

/// An optimizer with a rate and no effect.
struct Still {
  double learning_rate = 0.1;
  static void fields(Fields& f) { f("learning_rate", &Still::learning_rate); }
  void step(OptimizerScope&, const Variable&, const Tensor&) const {}
};

inline Model one_weight_model() {
  Sequential model{Input{1}, OneWeight{}};
  model.compile({.optimizer = Still{}, .loss = "mse"});
  return model;
}

/// Calls the hooks as fit() does, with logs that the test sets.
class FakeFit final : public FitContext {
 public:
  Model network = one_weight_model();
  Logs numbers;
  std::int64_t now = 0, batch = 0;
  double clock = 0, norm = 0;
  bool stopped = false;
  std::string reason;
  std::vector<std::string> printed;

  Model model() const override { return network; }
  std::int64_t epoch() const override { return now; }
  std::int64_t epochs() const override { return 100; }
  std::int64_t step() const override { return batch; }
  std::int64_t steps_per_epoch() const override { return 10; }
  int verbose() const override { return 0; }
  double seconds() const override { return clock; }
  Logs logs() const override { return numbers; }
  double gradient_norm() const override { return norm; }
  void log(std::string_view name, double value) override { numbers.set(name, value); }
  void print(std::string_view line) override { printed.emplace_back(line); }
  void stop(std::string_view why) override {
    stopped = true;
    reason = why;
  }
  bool stopping() const override { return stopped; }
  std::uint64_t seed() const override { return 7; }
  void resume(std::int64_t epoch, std::uint64_t) override { now = epoch; }

  double weight() const { return network.weights()[0].value().item(); }

  /// An epoch whose weight is its number from 1, and which measures `logs`.
  void run_epoch(const Callback& callback, const Logs& logs) {
    callback.on_epoch_begin(*this);
    network.weights()[0].assign(static_cast<double>(now + 1));
    numbers = logs;
    callback.on_epoch_end(*this);
    ++now;
  }
  /// All epochs, or those until the callback stops; returns their number.
  std::int64_t run(const Callback& callback, const std::string& monitor, const std::vector<double>& values) {
    callback.on_train_begin(*this);
    for (const double value : values) {
      Logs logs;
      logs.set("loss", value);
      logs.set(monitor, value);
      run_epoch(callback, logs);
      if (stopped) break;
    }
    callback.on_train_end(*this);
    return now;
  }
};

/// Collects what the library writes as long as it lives.
struct Captured {
  std::vector<std::string> hints;
  std::string report;
  Captured() {
    set_log_sink([this](LogLevel level, std::string_view text) {
      if (level == LogLevel::report)
        report += text;
      else
        hints.emplace_back(text);
    });
  }
  ~Captured() { set_log_sink({}); }
  Captured(const Captured&) = delete;
  Captured& operator=(const Captured&) = delete;
};

struct GoldenCase {
  std::string name;
  Value arguments, expect;
  std::string monitor;
  std::vector<double> values;

  double real(const char* key, double otherwise) const {
    const Value* v = arguments.find(key);
    return v != nullptr ? v->as_double() : otherwise;
  }
  std::int64_t whole(const char* key, std::int64_t otherwise) const {
    const Value* v = arguments.find(key);
    return v != nullptr ? v->as_int() : otherwise;
  }
  bool flag(const char* key) const { return arguments.find(key) != nullptr && arguments[key].as_bool(); }
  std::optional<double> maybe(const char* key) const {
    const Value* v = arguments.find(key);
    return v != nullptr ? std::optional(v->as_double()) : std::nullopt;
  }
  std::string mode() const { return arguments.find("mode") != nullptr ? arguments["mode"].as_string() : "auto"; }
};

/// The cases of one callback in testing/goldens/callbacks.json, which Keras decided.
inline std::vector<GoldenCase> golden_cases(const std::string& callback) {
  const auto path =
      std::filesystem::path(__FILE__).parent_path() / ".." / ".." / ".." / "testing" / "goldens" / "callbacks.json";
  const std::vector<std::byte> bytes = detail::read_file(path.string());
  const Value all = detail::parse_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, "callbacks.json");
  std::vector<GoldenCase> out;
  for (const auto& [name, value] : all["cases"].as_object()) {
    if (value["callback"].as_string() != callback) continue;
    GoldenCase c;
    c.name = name;
    c.arguments = value["arguments"].value();
    c.expect = value["expect"].value();
    c.monitor = c.arguments["monitor"].as_string();
    for (const Value& v : value["values"].as_list()) c.values.push_back(v.as_double());
    out.push_back(std::move(c));
  }
  return out;
}

}  // namespace glia::test
