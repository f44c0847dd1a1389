#include "glia/runtime/kernel.hpp"

#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/passes/fuse.hpp"

namespace glia::detail {

Kernel::~Kernel() = default;

void Fault::raise(Code code, std::int64_t position, std::int64_t value) noexcept {
  while (lock_.test_and_set(std::memory_order_acquire)) {
  }
  if (code_.load() == none || position < position_.load()) {
    code_ = code;
    position_ = position;
    value_ = value;
  }
  lock_.clear(std::memory_order_release);
}

void Fault::raise(std::exception_ptr thrown) noexcept {
  while (lock_.test_and_set(std::memory_order_acquire)) {
  }
  if (code_.load() != Fault::exception) {
    thrown_ = std::move(thrown);
    position_ = -1;
    code_ = Fault::exception;
  }
  lock_.clear(std::memory_order_release);
}

void Fault::clear() noexcept {
  code_ = none;
  thrown_ = nullptr;
}

Count count_of(std::span<const std::int64_t> dims) {
  Count out;
  for (const std::int64_t d : dims) {
    out.factor = checked_multiply(out.factor, d < 0 ? -d : d);
    out.power += d < 0;
  }
  return out;
}

namespace {

std::vector<const KernelMaker*> fastest_first() {
  const auto all = kernel_makers();
  std::vector<const KernelMaker*> out(all.begin(), all.end());
  std::stable_sort(out.begin(), out.end(), [](const auto* a, const auto* b) { return a->priority > b->priority; });
  return out;
}

}  // namespace

std::unique_ptr<Kernel> choose_kernel(const KernelRequest& asked, std::string* chosen) {
  KernelRequest request = asked;
  request.root = asked.node.op == &op_fused ? root_of(body_of(asked.node)) : &asked.node;
  const bool log = log_enabled("dispatch");
  std::string refusals;
  static const std::vector<const KernelMaker*> makers = fastest_first();
  for (const KernelMaker* maker : makers) {
    std::string refusal;
    if (auto kernel = maker->make(request, refusal)) {
      if (chosen != nullptr) *chosen = maker->name;
      if (log) {
        log_write(LogLevel::hint, "dispatch: " + std::string(request.node.op->name) + " " + request.out[0].str() +
                                      " -> " + maker->name + (refusals.empty() ? "" : " (refused:" + refusals + ")"));
      }
      return kernel;
    }
    if (!refusal.empty()) refusals += " " + std::string(maker->name) + ": " + refusal + ";";
  }
  throw UnsupportedError({.where = request.node.op->name,
                          .rule = "No kernel can run this operation",
                          .received = request.out[0].str() + refusals});
}

}  // namespace glia::detail
