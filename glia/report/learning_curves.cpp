#include "glia/report/learning_curves.hpp"

#include <algorithm>
#include <cstddef>

#include "glia/report/text.hpp"

namespace glia {
namespace {

constexpr std::string_view kValidation = "val_";

std::string metric_of(const std::string& name) {
  return name.starts_with(kValidation) ? name.substr(kValidation.size()) : name;
}

std::string words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

}  // namespace

Plot learning_curves(const std::vector<std::pair<std::string, std::vector<double>>>& series) {
  std::vector<std::string> metrics;
  for (const auto& [name, values] : series) {
    if (std::find(metrics.begin(), metrics.end(), metric_of(name)) == metrics.end()) metrics.push_back(metric_of(name));
  }
  const bool single = metrics.size() == 1;
  Plot plot;
  plot.xlabel("epoch").whole_xticks();
  if (single) plot.ylabel(words(metrics[0]));
  for (const auto& [name, values] : series) {
    const bool validation = name.starts_with(kValidation);
    const auto color = std::find(metrics.begin(), metrics.end(), metric_of(name)) - metrics.begin();
    std::vector<double> epochs(values.size());
    for (std::size_t i = 0; i < epochs.size(); ++i) epochs[i] = static_cast<double>(i + 1);
    plot.line(epochs, values,
              {.label = single ? (validation ? "validation" : "training")
                               : words(metric_of(name)) + (validation ? ", validation" : ""),
               .color = detail::report::concat({"C", std::to_string(color)}),
               .linestyle = validation ? "--" : "-"});
  }
  return plot;
}

}  // namespace glia
