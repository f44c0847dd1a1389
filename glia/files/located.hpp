#pragma once
#include <string>

#include "glia/base/error.hpp"

namespace glia::detail {

/// Throws the error of a setting that came from a file as a FileError: "model.glia: glia.model.layers[2].units: rule".
/// `path` is where the setting stands, unless the error knows it better.
[[noreturn]] void throw_located(const Error& error, const std::string& file, const std::string& path);

/// Runs f; errors in it are of the settings at `path` in `file`.
template <class F>
decltype(auto) located(const std::string& file, const std::string& path, F&& f) {
  try {
    return f();
  } catch (const FileError&) {
    throw;
  } catch (const Error& e) {
    throw_located(e, file, path);
  }
}

}  // namespace glia::detail
