#include "glia/runtime/serial_program.hpp"

#include <algorithm>

#include "glia/base/error.hpp"

namespace glia::detail {
namespace {

std::int64_t in_lines(std::size_t bytes) { return static_cast<std::int64_t>((bytes + 63) / 64 * 64); }

}  // namespace

SerialProgram::SerialProgram(Plan plan) : plan_(std::move(plan)) {
  parameters_.resize(plan_.parameters);
  results_.resize(plan_.results);
  for (std::size_t p = 0; p < plan_.places.size(); ++p) {
    const Place& place = plan_.places[p];
    if (place.kind == Place::Kind::parameter) parameters_[static_cast<std::size_t>(place.index)].push_back(p);
    if (place.kind == Place::Kind::result) results_[static_cast<std::size_t>(place.index)].push_back(p);
  }
  std::size_t most = 0;
  for (const Step& step : plan_.steps) most = std::max(most, step.in.size() + step.out.size());
  pointers_ = checked_add(checked_add(plan_.arena_bytes, plan_.local_bytes), plan_.scratch_bytes);
  places_bytes_ = in_lines(plan_.places.size() * sizeof(void*));
  operands_bytes_ = in_lines(most * sizeof(void*));
}

double SerialProgram::flops(std::int64_t rows) const {
  double total = 0;
  for (const Step& step : plan_.steps) total += step.kernel->flops(rows);
  return total;
}

SerialProgram::Run::Run(const SerialProgram& program, std::byte* scratch, std::int64_t rows, Fault* fault)
    : program_(&program),
      places_(reinterpret_cast<void**>(scratch + program.pointers_)),
      operands_(reinterpret_cast<void**>(scratch + program.pointers_ + program.places_bytes_)),
      kernel_scratch_(scratch + program.plan_.arena_bytes + program.plan_.local_bytes),
      rows_(rows),
      fault_(fault) {
  const Plan& plan = program.plan_;
  for (std::size_t p = 0; p < plan.places.size(); ++p) {
    const Place& place = plan.places[p];
    if (place.kind == Place::Kind::arena) places_[p] = scratch + place.offset;
    if (place.kind == Place::Kind::local) places_[p] = scratch + plan.arena_bytes + place.offset;
    if (place.kind == Place::Kind::constant)
      places_[p] = const_cast<std::byte*>(plan.constants[static_cast<std::size_t>(place.index)].raw()) + place.offset;
  }
}

void SerialProgram::Run::operator()() const {
  for (const Step& step : program_->plan_.steps) {
    std::size_t next = 0;
    for (const int p : step.in) operands_[next++] = places_[static_cast<std::size_t>(p)];
    for (const int p : step.out) operands_[next++] = places_[static_cast<std::size_t>(p)];
    const KernelArgs args{operands_, operands_ + step.in.size(), rows_, kernel_scratch_, fault_};
    const std::int64_t chunks = step.kernel->chunks(rows_);
    for (std::int64_t c = 0; c < chunks; ++c) step.kernel->run(args, c);
  }
}

}  // namespace glia::detail
