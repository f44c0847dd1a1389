#pragma once

// Included before any Highway header. Every default target costs a second and 60 MB a file, so only those that differ
// in speed are compiled; all files must agree, since Highway's dispatch tables are laid out by this list.
#ifndef HWY_DISABLED_TARGETS
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#endif
// The fallback is the plain scalar target with every compiler (g++ before 12.3 miscompiles the emulated one).
#ifndef HWY_BROKEN_EMU128
#define HWY_BROKEN_EMU128 1
#endif
