#include "glia/model/callbacks/monitor.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "glia/base/error.hpp"
#include "glia/base/log.hpp"

namespace glia::detail {
namespace {

// Keras asks the metric object; a name is all that the logs have. Falling words first: "dice_loss" falls.
constexpr std::array<std::string_view, 14> kFalling{"loss",    "error", "entropy", "divergence", "hinge",
                                                    "poisson", "mse",   "mae",     "mape",       "msle",
                                                    "rmse",    "cosh",  "false_",  "perplexity"};
constexpr std::array<std::string_view, 12> kRising{"acc",   "auc", "precision", "recall", "f1",         "beta",
                                                   "true_", "iou", "io_u",      "r2",     "similarity", "dice"};

bool contains_any(std::string_view name, const auto& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view w) { return name.find(w) != std::string_view::npos; });
}

bool is_rising(const std::string& callback, const std::string& name, const std::string& mode) {
  if (mode == "min" || mode == "max") return mode == "max";
  if (mode != "auto") {
    throw ValueError(
        {.where = callback, .rule = "mode is \"auto\", \"min\" or \"max\"", .received = "\"" + mode + "\""});
  }
  const bool falling = contains_any(name, kFalling);
  if (!falling && !contains_any(name, kRising)) {
    throw ValueError({.where = callback,
                      .rule = "The name '" + name + "' does not tell whether more of it is better or worse",
                      .hint = "Set .mode = \"min\" or \"max\""});
  }
  return !falling;
}

}  // namespace

Monitor::Monitor(std::string callback, std::string name, const std::string& mode, double min_delta)
    : callback_(std::move(callback)),
      name_(std::move(name)),
      min_delta_(std::abs(min_delta)),
      rising_(is_rising(callback_, name_, mode)) {}

std::optional<double> Monitor::read(const FitContext& context, const Logs& logs) {
  if (logs.contains(name_)) return logs[name_];
  if (hinted_ || context.stopping()) return {};  // an interrupted epoch is not validated
  hinted_ = true;
  std::string names;
  for (const auto& [name, value] : logs) names += (names.empty() ? "" : ", ") + name;
  std::string text = callback_ + " watches '" + name_ + "', which epoch " + std::to_string(context.epoch() + 1) +
                     " did not measure (there are: " + names + ").";
  if (name_.starts_with("val_") && names.find("val_") == std::string::npos)
    text += " Give fit() .validation_data or .validation_split.";
  log_write(LogLevel::hint, text);
  return {};
}

bool Monitor::improves(double value, std::optional<double> reference) const {
  if (!reference) return !std::isnan(value);
  return rising_ ? value - min_delta_ > *reference : value + min_delta_ < *reference;
}

}  // namespace glia::detail
