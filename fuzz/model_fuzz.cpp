// Whatever the bytes are, opening them gives a model or a FileError; what was opened is saved and opened again
// unchanged. Text that begins with '{' is taken as the JSON of a model, and after a line end that of its compile state,
// beside the tensors of a small network: so the mutator need not find a frame and sizes that fit.
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/files/model_file.hpp"

using namespace glia::detail;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

std::vector<NamedArray> tensors(bool compiled) {
  using glia::Array;
  using glia::Shape;
  std::vector<NamedArray> out = {{"dense/kernel", Array(Shape{3, 4})},
                                 {"dense/bias", Array(Shape{4})},
                                 {"last/kernel", Array(Shape{4, 2})},
                                 {"last/bias", Array(Shape{2})}};
  if (compiled) {
    out.push_back({"optimizer:iteration", Array(Shape{}, glia::i64)});
    out.push_back({"optimizer:learning_rate", Array(Shape{}, glia::f32)});
    out.push_back({"optimizer:momentum:dense/kernel", Array(Shape{3, 4})});
  }
  return out;
}

glia::Model opened(const std::string& bytes) {
  const glia::LoadLimits limits{.items = 2'000, .bytes = 1 << 20};
  if (bytes.empty() || bytes[0] != '{') return model_from_bytes(std::as_bytes(std::span(bytes)), "fuzz", limits);
  const std::size_t line = bytes.find('\n');
  const bool compiled = line != std::string::npos;
  SafetensorsFile file{tensors(compiled), {{"glia.version", "1"}, {"glia.model", bytes.substr(0, line)}}, false};
  if (compiled) file.metadata.emplace_back("glia.compile", bytes.substr(line + 1));
  return model_from_file(std::move(file), "fuzz", limits);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool quiet = [] {
    glia::set_log_sink([](glia::LogLevel, std::string_view) {});
    return true;
  }();
  require(quiet);
  try {
    const ModelFile file = model_to_file(opened(std::string(reinterpret_cast<const char*>(data), size)));
    const ModelFile again = model_to_file(model_from_file({file.tensors, file.metadata, false}, "again"));
    require(again.metadata == file.metadata && again.tensors.size() == file.tensors.size());
  } catch (const glia::FileError& error) {
    require(std::strncmp(error.what(), "fuzz", 4) == 0);  // a file that was just written is never refused
  }
  return 0;
}
