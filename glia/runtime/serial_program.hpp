// internal
#pragma once
#include "glia/runtime/plan.hpp"

namespace glia::detail {

/// A plan that one thread runs inside a kernel, in memory that it is given: the body of a loop or a branch.
class SerialProgram {
 public:
  explicit SerialProgram(Plan plan);

  std::int64_t scratch_bytes() const { return pointers_ + places_bytes_ + operands_bytes_; }
  double flops(std::int64_t rows) const;

  /// One run after another in one piece of scratch memory: begin() writes down where the fixed values lie, set() where
  /// a parameter or result of the next run lies.
  class Run {
   public:
    Run(const SerialProgram& program, std::byte* scratch, std::int64_t rows, Fault* fault);
    void set_parameter(std::size_t i, const void* at) { set(program_->parameters_[i], const_cast<void*>(at)); }
    void set_result(std::size_t i, void* at) { set(program_->results_[i], at); }
    void operator()() const;

   private:
    void set(const std::vector<std::size_t>& places, void* at) {
      for (const std::size_t p : places) places_[p] = static_cast<std::byte*>(at) + program_->plan_.places[p].offset;
    }
    const SerialProgram* program_;
    void** places_;
    void** operands_;
    std::byte* kernel_scratch_;
    std::int64_t rows_;
    Fault* fault_;
  };

 private:
  Plan plan_;
  std::vector<std::vector<std::size_t>> parameters_, results_;  // places of each
  std::int64_t pointers_ = 0;                                   // bytes of values and of kernels' scratch before them
  std::int64_t places_bytes_ = 0, operands_bytes_ = 0;
};

}  // namespace glia::detail
