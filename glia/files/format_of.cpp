#include "glia/files/format_of.hpp"

#include <algorithm>
#include <cctype>

#include "glia/base/error.hpp"

namespace glia::detail {

void require_own_format(const std::string& path, const std::string& what) {
  const std::string name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos) return;
  std::string ending = name.substr(dot);
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const char* foreign : {".keras", ".h5", ".hdf5", ".onnx", ".pt", ".pth", ".ckpt", ".pb", ".tflite", ".npz",
                              ".npy", ".pkl", ".joblib", ".gguf"}) {
    if (ending != foreign) continue;
    throw UnsupportedError({.where = what,
                            .rule = "This build has no format for files that end with " + ending,
                            .received = path,
                            .hint = "Supported: .glia and .safetensors (one format)"});
  }
}

}  // namespace glia::detail
