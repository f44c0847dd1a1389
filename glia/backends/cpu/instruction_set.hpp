// internal
#pragma once

namespace glia::detail::cpu {

/// Obeys the environment variable GLIA_CPU, once in a process and before the first kernel is chosen: "avx512", "avx2",
/// "sse4" or "scalar" is the best instruction set that may be used; a processor without it uses the next one below. An
/// unknown name is a warning and no limit.
void limit_instruction_set();

}  // namespace glia::detail::cpu
