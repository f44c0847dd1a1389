#pragma once
#include <CLI/CLI.hpp>
#include <cstdint>

namespace glia::cli {

/// CLI::Range that an error explains and --help leaves out.
template <class T>
CLI::Validator within(T least, T most) {
  CLI::Validator out = CLI::Range(least, most);
  return out.description("");
}

/// For counts: 1 to a billion.
inline CLI::Validator a_count() { return within<std::int64_t>(1, 1'000'000'000); }

}  // namespace glia::cli
