#include "glia/passes/pipeline.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/passes/fuse.hpp"
#include "glia/passes/layout.hpp"
#include "glia/passes/loops.hpp"
#include "glia/passes/lower.hpp"
#include "glia/passes/mixed_precision.hpp"
#include "glia/passes/recompute.hpp"
#include "glia/passes/regions.hpp"
#include "glia/passes/simplify.hpp"

namespace glia::detail {
namespace {

#ifdef NDEBUG
constexpr bool kVerifyEach = false;
#else
constexpr bool kVerifyEach = true;
#endif

/// Passes of one graph also run on the regions inside it.
template <Graph (*pass)(const Graph&)>
Graph everywhere(const Graph& graph) {
  return with_regions(graph, pass);
}

constexpr Pass kPasses[] = {
    {.name = "mixed_precision", .run = everywhere<mixed_precision>, .least = DTypePolicy::mixed_bfloat16},
    {.name = "simplify", .run = everywhere<simplify>},
    {.name = "merge_scans", .run = everywhere<merge_scans>},
    {.name = "lower", .run = everywhere<lower>},
    {.name = "simplify", .run = everywhere<simplify>},  // what lower has spelled out
    {.name = "fuse", .run = everywhere<fuse>},
    {.name = "recompute", .run = everywhere<recompute>},
    {.name = "layout", .run = choose_layouts, .off = keep_layouts},
};

/// What GLIA_PASSES asks for.
struct Settings {
  std::vector<std::string_view> off;
  bool verify = kVerifyEach;

  explicit Settings(std::span<const Pass> list) {
    const char* text = std::getenv("GLIA_PASSES");
    std::string_view rest = text != nullptr ? text : "";
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, rest.find(','));
      rest.remove_prefix(std::min(rest.size(), word.size() + 1));
      if (word == "verify") {
        verify = true;
      } else if (!word.empty()) {
        switch_off(word, list);
      }
    }
  }

 private:
  void switch_off(std::string_view word, std::span<const Pass> list) {
    std::vector<std::string_view> names;
    for (const Pass& pass : list) {
      if (std::find(names.begin(), names.end(), pass.name) == names.end()) names.emplace_back(pass.name);
    }
    const std::string_view name = word.substr(word.front() == '-' ? 1 : 0);
    if (word.front() == '-' && std::find(names.begin(), names.end(), name) != names.end()) return off.push_back(name);
    throw ValueError({.where = "GLIA_PASSES",
                      .rule = "Each word of the list is a pass with a minus in front, or \"verify\"",
                      .received = "\"" + std::string(word) + "\"",
                      .hint = nearest_names(name, names.data(), names.size())});
  }
};

void verify_after(const Pass& pass, const Graph& graph) {
  const ErrorPath path("pass " + std::string(pass.name));
  verify(graph);
}

}  // namespace

std::span<const Pass> passes() { return kPasses; }

Graph run_passes(Graph graph, std::span<const Pass> list, DTypePolicy policy) {
  const Settings settings(list);
  for (const Pass& pass : list) {
    if (policy < pass.least) continue;
    const bool is_off = std::find(settings.off.begin(), settings.off.end(), pass.name) != settings.off.end();
    const PassReport report(pass.name, graph);
    if (!is_off) {
      graph = pass.run(graph);
    } else if (pass.off != nullptr) {
      graph = pass.off(graph);
    }
    if (is_off) {
      report.done("off");
    } else {
      report.done(graph);
    }
    if (settings.verify) verify_after(pass, graph);
  }
  if (!settings.verify) verify(graph);
  return graph;
}

PassReport::PassReport(const char* name, const Graph& before) : name_(name), enabled_(log_enabled("passes")) {
  if (!enabled_) return;
  nodes_ = before.order().size();
  start_ = std::chrono::steady_clock::now();
}

void PassReport::done(const Graph& after) const {
  if (enabled_) done(std::to_string(after.order().size()) + " nodes");
}

void PassReport::done(const std::string& result) const {
  if (!enabled_) return;
  const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - start_;
  char ms[32];
  std::snprintf(ms, sizeof ms, "%.3f ms", time.count());
  log_write(LogLevel::hint,
            "passes: " + std::string(name_) + "  " + std::to_string(nodes_) + " nodes -> " + result + "  " + ms);
}

}  // namespace glia::detail
