#include "glia/base/log.hpp"
#include "glia/model/model_state.hpp"
#include "glia/passes/pipeline.hpp"

namespace glia::detail {

std::shared_ptr<const Program> compile_graph(const Graph& graph, std::int64_t capacity, int guard, DTypePolicy policy) {
  const Graph ready = run_passes(graph, passes(), policy);
  const PassReport report("plan", ready);
  auto program = std::make_shared<const Program>(make_plan(ready, capacity, guard));
  report.done(std::to_string(program->phases()) + " phases");
  if (log_enabled("plan")) log_write(LogLevel::hint, print(ready) + program->describe());
  return program;
}

}  // namespace glia::detail
