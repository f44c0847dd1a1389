// internal
#pragma once
#include <atomic>
#include <cstdint>
#include <exception>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "glia/graph/node.hpp"

namespace glia::detail {

/// A fault that a running kernel noticed: the first one by position is kept and thrown when the run has ended.
class Fault {
 public:
  enum Code : std::int64_t { none, label_out_of_range, index_out_of_range, not_finite, exception };
  void raise(Code code, std::int64_t position, std::int64_t value) noexcept;
  void raise(std::exception_ptr exception) noexcept;  ///< what a slow kernel or a user's function threw; comes first
  void clear() noexcept;
  bool raised() const noexcept { return code_.load(std::memory_order_relaxed) != none; }
  Code code() const noexcept { return static_cast<Code>(code_.load()); }
  std::int64_t position() const noexcept { return position_.load(); }
  std::int64_t value() const noexcept { return value_.load(); }
  const std::exception_ptr& thrown() const noexcept { return thrown_; }

 private:
  std::atomic<std::int64_t> code_{none}, position_{0}, value_{0};
  std::exception_ptr thrown_;
  std::atomic_flag lock_ = ATOMIC_FLAG_INIT;
};

struct KernelArgs {
  const void* const* in;
  void* const* out;
  std::int64_t rows;   ///< n of the symbolic batch
  std::byte* scratch;  ///< of this thread, 64-byte aligned
  Fault* fault;

  template <class T = float>
  const T* input(std::size_t i) const {
    return static_cast<const T*>(in[i]);
  }
  template <class T = float>
  T* output(std::size_t i = 0) const {
    return static_cast<T*>(out[i]);
  }
};

/// One node made ready to run. The work is cut into chunks by shape alone, never by the number of threads; chunks of
/// one run may go in any order on any thread.
class Kernel {
 public:
  virtual ~Kernel();
  virtual std::int64_t chunks(std::int64_t rows) const = 0;
  virtual void run(const KernelArgs& args, std::int64_t chunk) const = 0;
  virtual std::int64_t scratch_bytes() const { return 0; }
  virtual double flops(std::int64_t rows) const { return static_cast<double>(rows); }
};

/// What a kernel is made for. Sizes may be symbolic; they never exceed their value at `capacity` rows.
struct KernelRequest {
  const Node& node;
  std::span<const Spec> in;
  std::span<const Spec> out;
  std::int64_t capacity;
  /// What the rest of a fused body hangs on, or nullptr if that is nothing; otherwise the node. choose_kernel() sets
  /// it.
  const Node* root = nullptr;
};

/// Makes a kernel or says why not. Makers are asked fastest first; the reference kernel ends the list.
struct KernelMaker {
  const char* name;
  int priority = 0;
  std::unique_ptr<Kernel> (*make)(const KernelRequest& request, std::string& refusal);
};

std::span<const KernelMaker* const> kernel_makers();
std::unique_ptr<Kernel> choose_kernel(const KernelRequest& request, std::string* chosen = nullptr);

/// A product of sizes that may hold the batch: factor · rows^power.
struct Count {
  std::int64_t factor = 1;
  int power = 0;
  std::int64_t at(std::int64_t rows) const {
    std::int64_t out = factor;
    for (int i = 0; i < power; ++i) out *= rows;
    return out;
  }
};
Count count_of(std::span<const std::int64_t> dims);
inline Count count_of(const Shape& shape) { return count_of(shape.dims()); }

}  // namespace glia::detail
