#include "glia/files/safetensors_crc.hpp"

#include <algorithm>
#include <charconv>

#include "glia/base/crc32c.hpp"
#include "glia/base/error.hpp"
#include "glia/base/value.hpp"
#include "glia/files/in_quotes.hpp"
#include "glia/files/json.hpp"

namespace glia::detail {
namespace {

constexpr const char* kHint =
    "The file is damaged, or another program changed it; then remove 'glia.crc32c' from its metadata";

[[noreturn]] void fail(const std::string& file, const std::string& rule, const std::string& expected = "",
                       const std::string& received = "") {
  throw FileError({.where = file, .rule = rule, .expected = expected, .received = received, .hint = kHint});
}

std::uint32_t read_crc(const Value::Member& member, const std::string& file) {
  const std::string* text = member.value.if_string();
  std::uint32_t crc = 0;
  if (text != nullptr) std::from_chars(text->data(), text->data() + text->size(), crc, 16);
  // Only the spelling that is written counts: a flipped bit may turn 'a' into 'A'.
  if (text == nullptr || crc_text(crc) != *text) {
    fail(file, "The CRC of " + in_quotes(member.key) + " in 'glia.crc32c' is 8 hexadecimal digits");
  }
  return crc;
}

// A bit flipped in the key itself must not switch the check off.
bool is_damaged_key(const std::string& key) {
  if (key.size() != kSafetensorsCrc.size() || key == kSafetensorsCrc) return false;
  std::size_t different = 0;
  for (std::size_t i = 0; i < key.size(); ++i) different += key[i] != kSafetensorsCrc[i] ? 1 : 0;
  return different == 1;
}

SafetensorsEntry* find(std::vector<SafetensorsEntry*>& sorted, const std::string& name) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), name,
                                   [](const SafetensorsEntry* e, const std::string& n) { return e->name < n; });
  return at != sorted.end() && (*at)->name == name ? *at : nullptr;
}

void give_crcs(SafetensorsLayout& layout, const Value& crcs, const std::string& file) {
  std::vector<SafetensorsEntry*> sorted;
  for (SafetensorsEntry& e : layout.entries) sorted.push_back(&e);
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
  bool described = false;
  for (const Value::Member& m : crcs.as_object()) {
    const std::uint32_t crc = read_crc(m, file);
    if (m.key == kSafetensorsMetadata) {
      const std::uint32_t now = safetensors_description_crc(layout.entries, layout.metadata);
      if (now != crc) {
        fail(file, "Names, dtypes, shapes and metadata are those that were saved (CRC-32C)", crc_text(crc),
             crc_text(now));
      }
      described = true;
    } else if (SafetensorsEntry* entry = find(sorted, m.key)) {
      entry->crc = crc;
    } else {
      fail(file, "The metadata 'glia.crc32c' names the tensor " + in_quotes(m.key) + ", which the file does not have");
    }
  }
  for (const SafetensorsEntry& e : layout.entries) {
    if (!e.crc) fail(file, "The metadata 'glia.crc32c' does not have the tensor " + in_quotes(e.name));
  }
  if (!described) fail(file, "The metadata 'glia.crc32c' does not have the CRC of the names and shapes");
}

}  // namespace

std::string crc_text(std::uint32_t crc) {
  std::string out(8, '0');
  for (std::size_t i = 0; i < 8; ++i) out[i] = "0123456789abcdef"[(crc >> (28 - 4 * i)) & 0xF];
  return out;
}

std::uint32_t safetensors_description_crc(const std::vector<SafetensorsEntry>& entries, const Metadata& metadata) {
  std::vector<std::string> lines;
  for (const SafetensorsEntry& e : entries) {
    const Value::List sizes(e.shape.begin(), e.shape.end());
    lines.push_back(to_json(Value::list({"tensor", e.name, safetensors_dtype(e.dtype), Value(sizes)})));
  }
  for (const auto& [key, value] : metadata) lines.push_back(to_json(Value::list({"metadata", key, value})));
  std::sort(lines.begin(), lines.end());
  std::uint32_t crc = 0;
  for (const std::string& line : lines) crc = crc32c(std::as_bytes(std::span(line)), crc);
  return crc;
}

void take_safetensors_crc(SafetensorsLayout& layout, const std::string& file, LoadLimits limits) {
  Metadata& metadata = layout.metadata;
  const auto at =
      std::find_if(metadata.begin(), metadata.end(), [](const auto& m) { return m.first == kSafetensorsCrc; });
  if (at == metadata.end()) {
    for (const auto& [key, value] : metadata) {
      if (is_damaged_key(key))
        fail(file, "The metadata key " + in_quotes(key) + " seems to be a damaged 'glia.crc32c'");
    }
    return;
  }
  const std::string text = std::move(at->second);
  metadata.erase(at);
  const Value crcs = parse_json(text, file + ": metadata 'glia.crc32c'", limits);
  if (crcs.if_object() == nullptr) fail(file, "The metadata 'glia.crc32c' is a JSON object");
  give_crcs(layout, crcs, file);
  layout.has_crc = true;
}

}  // namespace glia::detail
