// Whatever the bytes are, reading them gives tensors or a FileError; what was read is written and read again unchanged.
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "glia/base/error.hpp"
#include "glia/files/safetensors.hpp"

using namespace glia::detail;

namespace {

// The mutator seldom finds a length that fits, so that it may leave it to us: 8 bytes of 0xFF mean "up to the first
// \n".
std::string repaired(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.size() < 8 || bytes.compare(0, 8, std::string(8, '\xFF')) != 0) return bytes;
  const std::size_t line = bytes.find('\n', 8);
  const std::uint64_t length = (line == std::string::npos ? bytes.size() : line + 1) - 8;
  std::memcpy(bytes.data(), &length, 8);
  return bytes;
}

void require(bool holds) {
  if (!holds) std::abort();
}

std::string written(const SafetensorsFile& file) {
  std::string out = safetensors_head(file.tensors, file.metadata);
  for (const NamedArray& t : file.tensors) {
    if (t.array.bytes() > 0)
      out.append(reinterpret_cast<const char*>(t.array.raw()), static_cast<std::size_t>(t.array.bytes()));
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes = repaired(data, size);
  try {
    const SafetensorsFile file = parse_safetensors(std::as_bytes(std::span(bytes)), "fuzz", {.items = 10'000});
    const std::string again = written(file);
    const SafetensorsFile back = parse_safetensors(std::as_bytes(std::span(again)), "again");
    require(back.has_crc && back.tensors.size() == file.tensors.size() && back.metadata == file.metadata);
    require(written(back) == again);
  } catch (const glia::FileError& error) {
    require(std::strncmp(error.what(), "fuzz", 4) == 0);  // a file that was just written is never refused
  }
  return 0;
}
