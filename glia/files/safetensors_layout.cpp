#include "glia/files/safetensors_layout.hpp"

#include <algorithm>
#include <array>

#include "glia/base/error.hpp"
#include "glia/files/in_quotes.hpp"
#include "glia/files/json.hpp"
#include "glia/files/safetensors_crc.hpp"

namespace glia::detail {
namespace {

constexpr std::array<std::string_view, 6> kDTypes{"F32", "F64", "I32", "I64", "U8", "BOOL"};  // indexed by DType::Kind

// What the messages of one tensor begin with.
struct Place {
  const std::string& file;
  const std::string& name;
  [[noreturn]] void fail(const std::string& rule, const std::string& expected = "", const std::string& received = "",
                         const std::string& hint = "") const {
    throw FileError({.where = file + ": tensor " + in_quotes(name),
                     .rule = rule,
                     .expected = expected,
                     .received = received,
                     .hint = hint});
  }
};

[[noreturn]] void fail(const std::string& file, const std::string& rule, const std::string& expected = "",
                       const std::string& received = "") {
  throw FileError({.where = file, .rule = rule, .expected = expected, .received = received});
}

bool has_nul(const std::string& text) { return text.find('\0') != std::string::npos; }

DType read_dtype(const Value& value, const Place& place) {
  const std::string* text = value.if_string();
  if (text == nullptr) place.fail("A dtype is a string", "", std::string(value.kind_name()));
  const auto found = std::find(kDTypes.begin(), kDTypes.end(), *text);
  if (found == kDTypes.end()) {
    place.fail("Glia does not read tensors of this dtype", "one of F32, F64, I32, I64, U8, BOOL", in_quotes(*text, 20),
               "Convert the file, for instance with NumPy");
  }
  return static_cast<DType::Kind>(found - kDTypes.begin());
}

Shape read_shape(const Value& value, const Place& place) {
  const Value::List* sizes = value.if_list();
  if (sizes == nullptr) place.fail("A shape is a list of sizes", "", std::string(value.kind_name()));
  if (sizes->size() > static_cast<std::size_t>(Shape::kMaxRank)) {
    place.fail("A tensor has at most 8 axes", "", std::to_string(sizes->size()));
  }
  Shape shape;
  for (const Value& size : *sizes) {
    const std::int64_t* number = size.if_int();
    if (number == nullptr || *number < 0) {
      place.fail("The sizes of a shape are whole numbers from 0", "", to_json(size).substr(0, 40));
    }
    shape.push_back(*number);
  }
  return shape;
}

// Bytes of the tensor. A size of 0 does not excuse the others: code below multiplies them in any order.
std::int64_t byte_count(const Shape& shape, DType dtype, const Place& place) {
  constexpr std::int64_t kMost = std::int64_t{1} << 62;
  auto product = static_cast<std::int64_t>(dtype.size());
  bool empty = false;
  for (const std::int64_t size : shape) {
    empty = empty || size == 0;
    if (size != 0 && (__builtin_mul_overflow(product, size, &product) || product > kMost)) {
      place.fail("The shape has more elements than any memory", "", shape.str());
    }
  }
  return empty ? 0 : product;
}

void read_offsets(const Value& value, std::int64_t available, const Place& place, SafetensorsEntry& entry) {
  const Value::List* pair = value.if_list();
  const std::int64_t* begin = pair != nullptr && pair->size() == 2 ? (*pair)[0].if_int() : nullptr;
  const std::int64_t* end = begin != nullptr ? (*pair)[1].if_int() : nullptr;
  if (end == nullptr) place.fail("data_offsets are two whole numbers", "", to_json(value).substr(0, 40));
  const std::string text = to_json(value);
  if (*begin < 0 || *begin > *end) place.fail("data_offsets are 0 ≤ begin ≤ end", "", text);
  if (*end > available) {
    place.fail("data_offsets lie inside the file", "at most " + std::to_string(available), text,
               "Was the file cut short?");
  }
  entry.begin = *begin;
  entry.end = *end;
}

SafetensorsEntry read_entry(const Value::Member& member, std::int64_t available, const std::string& file) {
  const Place place{file, member.key};
  if (has_nul(member.key)) place.fail("A name holds no NUL byte");
  const Value::Object* object = member.value.if_object();
  if (object == nullptr)
    place.fail("The header has an object for each tensor", "", std::string(member.value.kind_name()));
  for (const Value::Member& m : *object) {
    if (m.key != "dtype" && m.key != "shape" && m.key != "data_offsets") {
      place.fail("Nothing is known about the member " + in_quotes(m.key), "dtype, shape and data_offsets");
    }
  }
  const auto required = [&](std::string_view key) -> const Value& {
    const Value* found = member.value.find(key);
    if (found == nullptr) place.fail("The member '" + std::string(key) + "' is missing");
    return *found;
  };
  SafetensorsEntry entry;
  entry.name = member.key;
  entry.dtype = read_dtype(required("dtype"), place);
  entry.shape = read_shape(required("shape"), place);
  read_offsets(required("data_offsets"), available, place, entry);
  const std::int64_t bytes = byte_count(entry.shape, entry.dtype, place);
  if (bytes != entry.end - entry.begin) {
    place.fail("Shape and dtype give the number of bytes",
               std::to_string(bytes) + " for " + std::string(safetensors_dtype(entry.dtype)) + " " + entry.shape.str(),
               std::to_string(entry.end - entry.begin));
  }
  return entry;
}

Metadata read_metadata(const Value& value, const std::string& file) {
  const Value::Object* object = value.if_object();
  if (object == nullptr) fail(file, "The metadata is an object of strings", "", std::string(value.kind_name()));
  Metadata out;
  for (const Value::Member& m : *object) {
    if (m.value.if_string() == nullptr) {
      fail(file, "The metadata " + in_quotes(m.key) + " is a string", "", std::string(m.value.kind_name()));
    }
    out.emplace_back(m.key, *m.value.if_string());
  }
  return out;
}

void check_contiguous(const SafetensorsLayout& layout, const std::string& file) {
  std::int64_t at = 0;
  const std::string* before = nullptr;
  for (const SafetensorsEntry& e : layout.entries) {
    const Place place{file, e.name};
    const std::string text =
        "begins at " + std::to_string(e.begin) + ", what is before it ends at " + std::to_string(at);
    if (e.begin < at) place.fail("The bytes of tensors must not overlap", "", text + " (" + in_quotes(*before) + ")");
    if (e.begin > at) place.fail("The bytes of tensors follow each other without holes", "", text);
    at = e.end;
    before = &e.name;
  }
  if (at != layout.bytes) {
    fail(file, "The file ends where the last tensor ends", std::to_string(layout.begin + at) + " bytes",
         std::to_string(layout.begin + layout.bytes));
  }
}

}  // namespace

std::string_view safetensors_dtype(DType dtype) { return kDTypes[dtype]; }

std::int64_t safetensors_header_length(std::span<const std::byte> first, std::int64_t file_size,
                                       const std::string& file) {
  if (file_size < 10 || first.size() < 8) {
    fail(file, "A safetensors file has 8 bytes of length and a header", "at least 10 bytes", std::to_string(file_size));
  }
  std::uint64_t length = 0;
  for (std::size_t i = 8; i-- > 0;) length = length << 8 | std::to_integer<std::uint64_t>(first[i]);
  if (length > static_cast<std::uint64_t>(kSafetensorsLongestHeader)) {
    fail(file, "The header of a safetensors file is not longer than 100000000 bytes; this is none, or it is damaged",
         "", std::to_string(length));
  }
  if (length < 2 || length > static_cast<std::uint64_t>(file_size - 8)) {
    fail(file, "The header lies inside the file", "2 to " + std::to_string(file_size - 8) + " bytes",
         std::to_string(length));
  }
  return static_cast<std::int64_t>(length);
}

SafetensorsLayout safetensors_layout(std::string_view header, std::int64_t file_size, const std::string& file,
                                     LoadLimits limits) {
  if (header.empty() || header.front() != '{') {
    fail(file, "The header of a safetensors file begins with '{'", "", in_quotes(header.substr(0, 1)));
  }
  const Value root = parse_json(header, file + ": header", limits);
  SafetensorsLayout layout;
  layout.begin = 8 + static_cast<std::int64_t>(header.size());
  layout.bytes = file_size - layout.begin;
  for (const Value::Member& m : root.as_object()) {
    if (m.key == kSafetensorsMetadata) {
      layout.metadata = read_metadata(m.value, file);
    } else {
      layout.entries.push_back(read_entry(m, layout.bytes, file));
    }
  }
  std::stable_sort(layout.entries.begin(), layout.entries.end(),
                   [](const SafetensorsEntry& a, const SafetensorsEntry& b) {
                     return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
                   });
  check_contiguous(layout, file);
  take_safetensors_crc(layout, file, limits);
  return layout;
}

}  // namespace glia::detail
