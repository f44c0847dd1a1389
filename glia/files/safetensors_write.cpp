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

std::span<const std::byte> bytes_of(const Array& array) {
  return {array.raw(), static_cast<std::size_t>(array.bytes())};
}

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

void check_booleans(const NamedArray& tensor) {
  if (tensor.array.dtype() != boolean) return;
  const auto bytes = bytes_of(tensor.array);
  if (std::any_of(bytes.begin(), bytes.end(), [](std::byte b) { return b > std::byte{1}; })) {
    throw ValueError({.where = "write_safetensors",
                      .rule = "An element of dtype bool is 0 or 1",
                      .received = "other bytes in " + in_quotes(tensor.name)});
  }
}

// Members are appended without the search for a double key, which check_names has made.
void add(Value::Object& object, std::string_view key, Value value) {
  object.push_back({std::string(key), std::move(value)});
}

std::string crc_json(const std::vector<NamedArray>& tensors, const std::vector<SafetensorsEntry>& entries,
                     const Metadata& metadata) {
  Value::Object crcs;
  add(crcs, kSafetensorsMetadata, crc_text(safetensors_description_crc(entries, metadata)));
  for (const NamedArray& t : tensors) add(crcs, t.name, crc_text(crc32c(bytes_of(t.array))));
  return to_json(Value(std::move(crcs)));
}

}  // namespace

std::string safetensors_head(const std::vector<NamedArray>& tensors, const Metadata& metadata) {
  std::vector<std::string> names, keys;
  for (const NamedArray& t : tensors) names.push_back(t.name);
  for (const auto& m : metadata) keys.push_back(m.first);
  check_names(std::move(names), kSafetensorsMetadata, "The name of a tensor");
  check_names(std::move(keys), kSafetensorsCrc, "A key of the metadata");

  std::vector<SafetensorsEntry> entries;
  Value::Object tensor_objects;
  std::int64_t at = 0;
  for (const NamedArray& t : tensors) {
    check_booleans(t);
    const std::int64_t end = checked_add(at, t.array.bytes());
    entries.push_back({t.name, t.array.dtype(), t.array.shape(), at, end});
    const Value::List sizes(t.array.shape().begin(), t.array.shape().end());
    Value::Object object;
    add(object, "dtype", safetensors_dtype(t.array.dtype()));
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

void write_safetensors(const std::string& path, const std::vector<NamedArray>& tensors, const Metadata& metadata,
                       FileOps& ops) {
  const std::string head = safetensors_head(tensors, metadata);
  std::vector<std::span<const std::byte>> parts{std::as_bytes(std::span(head))};
  for (const NamedArray& t : tensors) parts.push_back(bytes_of(t.array));
  write_file_atomically(path, parts, ops);
}

}  // namespace glia::detail
