#include <algorithm>
#include <cstring>
#include <functional>

#include "glia/base/crc32c.hpp"
#include "glia/base/error.hpp"
#include "glia/files/in_quotes.hpp"
#include "glia/files/read_file.hpp"
#include "glia/files/safetensors.hpp"
#include "glia/files/safetensors_layout.hpp"

namespace glia::detail {
namespace {

using Source = std::function<void(std::int64_t offset, std::span<std::byte> out)>;

std::span<std::byte> bytes_of(Array& array) { return {array.raw(), static_cast<std::size_t>(array.bytes())}; }

void check_content(const SafetensorsEntry& entry, std::span<const std::byte> bytes, const std::string& file) {
  const std::string where = file + ": tensor " + in_quotes(entry.name);
  if (entry.crc) {
    const std::uint32_t now = crc32c(bytes);
    if (now != *entry.crc) {
      throw FileError({.where = where,
                       .rule = "The numbers are those that were saved (CRC-32C)",
                       .expected = crc_text(*entry.crc),
                       .received = crc_text(now),
                       .hint = "The file is damaged, take a copy"});
    }
  }
  if (entry.dtype != boolean) return;
  const auto wrong = std::find_if(bytes.begin(), bytes.end(), [](std::byte b) { return b > std::byte{1}; });
  if (wrong != bytes.end()) {
    throw FileError({.where = where,
                     .rule = "An element of dtype BOOL is 0 or 1",
                     .received = std::to_string(std::to_integer<int>(*wrong)) + " at element " +
                                 std::to_string(wrong - bytes.begin())});
  }
}

SafetensorsFile load(const Source& read, std::int64_t size, const std::string& file, LoadLimits limits) {
  if (size > limits.bytes) {
    throw FileError({.where = file,
                     .rule = "The file is larger than the limit of this load",
                     .expected = "at most " + std::to_string(limits.bytes) + " bytes",
                     .received = std::to_string(size)});
  }
  std::byte first[8];
  const std::size_t start = static_cast<std::size_t>(std::min<std::int64_t>(size, 8));
  read(0, std::span(first).first(start));
  const std::int64_t length = safetensors_header_length(std::span(first).first(start), size, file);
  std::string header(static_cast<std::size_t>(length), '\0');
  read(8, std::as_writable_bytes(std::span(header)));
  SafetensorsLayout layout = safetensors_layout(header, size, file, limits);
  header = std::string();

  SafetensorsFile out;
  out.metadata = std::move(layout.metadata);
  out.has_crc = layout.has_crc;
  out.tensors.reserve(layout.entries.size());
  for (const SafetensorsEntry& entry : layout.entries) {
    Array array(entry.shape, entry.dtype);
    read(layout.begin + entry.begin, bytes_of(array));
    check_content(entry, bytes_of(array), file);
    out.tensors.push_back({entry.name, std::move(array)});
  }
  return out;
}

}  // namespace

const Array* SafetensorsFile::find(std::string_view name) const {
  const auto at = std::find_if(tensors.begin(), tensors.end(), [&](const NamedArray& t) { return t.name == name; });
  return at == tensors.end() ? nullptr : &at->array;
}

const std::string* SafetensorsFile::find_metadata(std::string_view key) const {
  const auto at = std::find_if(metadata.begin(), metadata.end(), [&](const auto& m) { return m.first == key; });
  return at == metadata.end() ? nullptr : &at->second;
}

SafetensorsFile read_safetensors(const std::string& path, LoadLimits limits, FileOps& ops) {
  const InputFile input(path, ops);
  return load([&](std::int64_t offset, std::span<std::byte> out) { input.read_at(offset, out); }, input.size(), path,
              limits);
}

SafetensorsFile parse_safetensors(std::span<const std::byte> bytes, const std::string& file, LoadLimits limits) {
  const Source copy = [&](std::int64_t offset, std::span<std::byte> out) {
    if (!out.empty()) std::memcpy(out.data(), bytes.data() + offset, out.size());
  };
  return load(copy, static_cast<std::int64_t>(bytes.size()), file, limits);
}

}  // namespace glia::detail
