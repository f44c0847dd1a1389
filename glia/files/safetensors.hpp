#pragma once
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "glia/base/array.hpp"
#include "glia/base/byte_sink.hpp"
#include "glia/base/load_limits.hpp"
#include "glia/files/file_ops.hpp"

namespace glia::detail {

/// The safetensors container (github.com/huggingface/safetensors): 8 bytes with the length of a JSON header, the header
/// (name → dtype, shape, offsets; "__metadata__": strings), the bytes of the tensors without holes. Dtypes here: F32,
/// F64, I32, I64, U8, BOOL.
///
/// Files written here also hold, in the metadata "glia.crc32c", a JSON object with the CRC-32C of each tensor's bytes
/// under its name and that of everything else (names, dtypes, shapes, metadata) under "__metadata__". It is checked
/// when present, so that no changed bit goes unseen; other programs ignore it.

struct NamedArray {
  std::string name;
  Array array;
};

/// A tensor to be written that hands out its bytes in pieces, so that it need not stand in memory a second time.
struct TensorSource {
  std::string name;
  DType dtype = f32;
  Shape shape;
  std::function<void(const ByteSink&)> bytes;  ///< all of them, row-major; the same at each call
};
TensorSource source_of(const NamedArray& tensor);

using Metadata = std::vector<std::pair<std::string, std::string>>;

struct SafetensorsFile {
  std::vector<NamedArray> tensors;  ///< in the order of their bytes
  Metadata metadata;                ///< in the order of the file, without "glia.crc32c"
  bool has_crc = false;             ///< whether the bytes were proven to be those that were saved

  const Array* find(std::string_view name) const;                ///< nullptr if absent
  const std::string* find_metadata(std::string_view key) const;  ///< nullptr if absent
};

/// Reads a whole file; everything is validated before memory is taken. A FileError names file, tensor and rule.
SafetensorsFile read_safetensors(const std::string& path, LoadLimits limits = {}, FileOps& ops = FileOps::real());

/// The same from memory; `file` is the name for errors.
SafetensorsFile parse_safetensors(std::span<const std::byte> bytes, const std::string& file, LoadLimits limits = {});

/// Writes the tensors in the given order, whole or not at all (AtomicFile). The same input gives the same bytes. A
/// ValueError for a name or key that appears twice, is "__metadata__" or "glia.crc32c", holds NUL or is not UTF-8.
void stream_safetensors(const std::string& path, const std::vector<TensorSource>& tensors,
                        const Metadata& metadata = {}, FileOps& ops = FileOps::real());
void write_safetensors(const std::string& path, const std::vector<NamedArray>& tensors, const Metadata& metadata = {},
                       FileOps& ops = FileOps::real());

/// The bytes before those of the tensors: length and header, padded by spaces to a multiple of 8.
std::string safetensors_head(const std::vector<NamedArray>& tensors, const Metadata& metadata = {});

}  // namespace glia::detail
