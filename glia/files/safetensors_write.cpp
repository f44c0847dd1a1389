#include <algorithm>
#include <bit>

#include "glia/base/crc32c.hpp"
#include "glia/base/error.hpp"
#include "glia/base/value.hpp"
#include "glia/files/in_quotes.hpp"
#include "glia/files/json.hpp"
#include "glia/files/safetensors.hpp"
#include "glia/files/safetensors_layout.hpp"
#include "glia/files/write_file.hpp"

namespace glia::detail {

static_assert(std::endian::native == std::endian::little, "safetensors holds little-endian numbers");

namespace {

void check_names(std::vector<std::string> names, std::string_view reserved, const std::string& what) {
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  const auto fail = [&](const std::string& name, const std::string& rule) {
    throw ValueError({.where = "write_safetensors", .rule = rule, .received = in_quotes(name)});
  };
  if (twice != names.end()) fail(*twice, what + " appears once in a safetensors file");
  for (const std::string& name : names) {
    if (name == reserved) fail(name, what + " must not be the one that the format uses itself");
    if (name.find('\0') != std::string::npos) fail(name, what + " holds no NUL byte");
  }
}

/// The CRC-32C of a tensor's bytes, which are checked on the way.
std::uint32_t checked_crc(const TensorSource& tensor) {
  std::uint32_t crc = 0;
  tensor.bytes([&](std::span<const std::byte> piece) {
    crc = crc32c(piece, crc);
    if (tensor.dtype != boolean) return;
    if (std::none_of(piece.begin(), piece.end(), [](std::byte b) { return b > std::byte{1}; })) return;
    throw ValueError({.where = "write_safetensors",
                      .rule = "An element of dtype bool is 0 or 1",
                      .received = "other bytes in " + in_quotes(tensor.name)});
  });
  return crc;
}

// Members are appended without the search for a double key, which check_names has made.
void add(Value::Object& object, std::string_view key, Value value) {
  object.push_back({std::string(key), std::move(value)});
}

std::string crc_json(const std::vector<TensorSource>& tensors, const std::vector<SafetensorsEntry>& entries,
                     const Metadata& metadata) {
  Value::Object crcs;
  add(crcs, kSafetensorsMetadata, crc_text(safetensors_description_crc(entries, metadata)));
  for (const TensorSource& t : tensors) add(crcs, t.name, crc_text(checked_crc(t)));
  return to_json(Value(std::move(crcs)));
}

std::string head_of(const std::vector<TensorSource>& tensors, const Metadata& metadata) {
  std::vector<std::string> names, keys;
  for (const TensorSource& t : tensors) names.push_back(t.name);
  for (const auto& m : metadata) keys.push_back(m.first);
  check_names(std::move(names), kSafetensorsMetadata, "The name of a tensor");
  check_names(std::move(keys), kSafetensorsCrc, "A key of the metadata");

  std::vector<SafetensorsEntry> entries;
  Value::Object tensor_objects;
  std::int64_t at = 0;
  for (const TensorSource& t : tensors) {
    const std::int64_t bytes = checked_multiply(t.shape.elements(), static_cast<std::int64_t>(t.dtype.size()));
    const std::int64_t end = checked_add(at, bytes);
    entries.push_back({t.name, t.dtype, t.shape, at, end});
    const Value::List sizes(t.shape.begin(), t.shape.end());
    Value::Object object;
    add(object, "dtype", safetensors_dtype(t.dtype));
    add(object, "shape", Value(sizes));
    add(object, "data_offsets", Value::list({at, end}));
    add(tensor_objects, t.name, Value(std::move(object)));
    at = end;
  }
  Value::Object texts;
  for (const auto& [key, value] : metadata) add(texts, key, value);
  add(texts, kSafetensorsCrc, crc_json(tensors, entries, metadata));
  Value::Object root;
  add(root, kSafetensorsMetadata, Value(std::move(texts)));
  std::move(tensor_objects.begin(), tensor_objects.end(), std::back_inserter(root));

  std::string header = to_json(Value(std::move(root)));
  header.append((8 - header.size() % 8) % 8, ' ');
  if (static_cast<std::int64_t>(header.size()) > kSafetensorsLongestHeader) {
    throw ValueError({.where = "write_safetensors",
                      .rule = "Names and metadata take at most 100000000 bytes",
                      .received = std::to_string(header.size())});
  }
  std::string out;
  for (int byte = 0; byte < 8; ++byte) out += static_cast<char>(header.size() >> (8 * byte) & 0xFF);
  return out + header;
}

std::vector<TensorSource> sources_of(const std::vector<NamedArray>& tensors) {
  std::vector<TensorSource> out;
  out.reserve(tensors.size());
  for (const NamedArray& t : tensors) out.push_back(source_of(t));
  return out;
}

}  // namespace

TensorSource source_of(const NamedArray& tensor) {
  const Array array = tensor.array;
  return {tensor.name, array.dtype(), array.shape(), [array](const ByteSink& sink) {
            sink({array.raw(), static_cast<std::size_t>(array.bytes())});
          }};
}

std::string safetensors_head(const std::vector<NamedArray>& tensors, const Metadata& metadata) {
  return head_of(sources_of(tensors), metadata);
}

void stream_safetensors(const std::string& path, const std::vector<TensorSource>& tensors, const Metadata& metadata,
                        FileOps& ops) {
  const std::string head = head_of(tensors, metadata);
  AtomicFile file(path, ops);
  file.write(std::as_bytes(std::span(head)));
  for (const TensorSource& t : tensors) t.bytes([&](std::span<const std::byte> piece) { file.write(piece); });
  file.commit();
}

void write_safetensors(const std::string& path, const std::vector<NamedArray>& tensors, const Metadata& metadata,
                       FileOps& ops) {
  stream_safetensors(path, sources_of(tensors), metadata, ops);
}

}  // namespace glia::detail
