#include <cstdio>
#include "glia/base/log.hpp"
#include "glia/model/model_state.hpp"
namespace glia::detail {
bool progress_wants_update(double s) { return s > 0.05; }
void show_progress(const Progress& p, const Logs& logs) {
  if (!p.epoch_ended) return;
  std::string out = std::to_string(p.step) + " steps " + std::to_string(p.seconds) + " s";
  for (const auto& [n, v] : logs) out += " " + n + " " + std::to_string(v);
  log_write(LogLevel::report, out + "\n");
}
}
