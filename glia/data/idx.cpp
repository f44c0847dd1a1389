#include "glia/data/idx.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "glia/base/byte_reader.hpp"
#include "glia/data/gzip.hpp"
#include "glia/data/local_file.hpp"

namespace glia {
namespace detail {
namespace {

struct IdxType {
  std::uint8_t code;
  std::size_t size;  // in the file
  DType dtype;       // in the Array
};

constexpr std::array<IdxType, 6> kTypes{
    {{0x08, 1, u8}, {0x09, 1, i32}, {0x0B, 2, i32}, {0x0C, 4, i32}, {0x0D, 4, f32}, {0x0E, 8, f64}}};

// Deflate cannot pack better than 1032 : 1 (zlib's technical notes), so a larger claim is refused at once. Above
// 100 : 1 (images reach 10 : 1) the bytes are counted before memory is taken for them.
constexpr std::uint64_t kLargestRatio = 1032;
constexpr std::uint64_t kSuspiciousRatio = 100;

struct Header {
  IdxType type = kTypes[0];
  Shape shape;
  std::uint64_t data_bytes = 0;
};

std::string looks_like(std::span<const std::byte> bytes) {
  struct Known {
    std::string_view start, name;
  };
  static constexpr std::array<Known, 8> kKnown{{{"\x89PNG", "a PNG image"},
                                                {"\xFF\xD8\xFF", "a JPEG image"},
                                                {"PK\x03\x04", "a zip archive"},
                                                {"\x93NUMPY", "a NumPy .npy file"},
                                                {"\x89HDF", "an HDF5 file"},
                                                {"BZh", "a bzip2 file"},
                                                {"\x1F\x8B", "a gzip file inside of another"},
                                                {"<", "an HTML or XML page, perhaps a failed download"}}};
  if (bytes.empty()) return "an empty file";
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), std::min<std::size_t>(bytes.size(), 64));
  for (const Known& known : kKnown) {
    if (text.starts_with(known.start)) return std::string(known.name);
  }
  const bool printable = std::all_of(
      text.begin(), text.end(), [](char c) { return (c >= ' ' && c <= '~') || c == '\n' || c == '\r' || c == '\t'; });
  return printable ? "a text file" : "another kind of file";
}

IdxType read_type(ByteReader& reader) {
  const auto start = reader.rest();
  const auto magic = reader.take(std::min<std::uint64_t>(2, reader.size()), "the magic number");
  if (magic.size() < 2 || magic[0] != std::byte{0} || magic[1] != std::byte{0}) {
    reader.seek(0, "the magic number");
    reader.fail("This is not an IDX file: it looks like " + looks_like(start), "two zero bytes at its start");
  }
  const std::uint8_t code = reader.read_u8("the type of the elements");
  for (const IdxType& type : kTypes) {
    if (type.code == code) return type;
  }
  reader.seek(2, "the type of the elements");
  reader.fail("IDX has no element type with the code " + std::to_string(code),
              "8 (u8), 9 (i8), 11 (i16), 12 (i32), 13 (f32) or 14 (f64)");
}

Header read_header(ByteReader& reader, const LoadLimits& limits) {
  Header header;
  header.type = read_type(reader);
  const int rank = reader.read_u8("the number of axes");
  if (rank == 0 || rank > Shape::kMaxRank) {
    reader.seek(3, "the number of axes");
    reader.fail("An IDX file must have 1 to 8 axes", {}, std::to_string(rank));
  }
  std::uint64_t memory = header.type.dtype.size();
  header.data_bytes = header.type.size;
  bool fits = true;
  for (int axis = 0; axis < rank; ++axis) {
    const std::uint32_t size = reader.read_u32_be("the size of axis " + std::to_string(axis));
    header.shape.push_back(size);
    fits = !__builtin_mul_overflow(header.data_bytes, std::uint64_t{size}, &header.data_bytes) && fits;
    fits = !__builtin_mul_overflow(memory, std::uint64_t{size}, &memory) && fits;
  }
  if (!fits || memory > static_cast<std::uint64_t>(limits.bytes)) {
    reader.seek(4, "the sizes");
    reader.fail("The sizes " + header.shape.str() + " need more memory than this load may use",
                "at most " + std::to_string(limits.bytes) + " bytes");
  }
  return header;
}

[[noreturn]] void fail_size(const ByteReader& reader, const Header& header, std::uint64_t available) {
  const bool truncated = available < header.data_bytes;
  reader.fail(truncated ? "The file is truncated" : "Bytes follow the last element",
              std::to_string(header.data_bytes) + " bytes of data for shape " + header.shape.str(),
              truncated ? std::to_string(available) : "more", "Copy or download the file again");
}

template <class From, class To>
void decode(const std::byte* in, std::span<To> out) {
  for (std::size_t i = 0; i < out.size(); ++i) {
    std::array<std::byte, sizeof(From)> bytes{};
    std::reverse_copy(in + i * sizeof(From), in + (i + 1) * sizeof(From), bytes.begin());
    out[i] = static_cast<To>(std::bit_cast<From>(bytes));  // NOLINT(bugprone-signed-char-misuse): i8 keeps its sign
  }
}

Array decoded(const Header& header, std::span<const std::byte> data) {
  Array out(header.shape, header.type.dtype);
  switch (header.type.code) {
    case 0x08:
      if (!data.empty()) std::memcpy(out.raw(), data.data(), data.size());
      break;
    case 0x09: decode<std::int8_t>(data.data(), out.span<std::int32_t>()); break;
    case 0x0B: decode<std::int16_t>(data.data(), out.span<std::int32_t>()); break;
    case 0x0C: decode<std::int32_t>(data.data(), out.span<std::int32_t>()); break;
    case 0x0D: decode<float>(data.data(), out.span<float>()); break;
    default: decode<double>(data.data(), out.span<double>()); break;
  }
  return out;
}

Array parse_plain(std::span<const std::byte> bytes, const std::string& file, const LoadLimits& limits) {
  ByteReader reader(bytes, file);
  const Header header = read_header(reader, limits);
  if (reader.remaining() != header.data_bytes) fail_size(reader, header, reader.remaining());
  return decoded(header, reader.rest());
}

Array parse_packed(std::span<const std::byte> packed, const std::string& file, const LoadLimits& limits) {
  GzipReader gzip(packed, file);
  std::array<std::byte, 4 + 4 * Shape::kMaxRank> start;
  std::size_t filled = gzip.read(std::span(start).first(4));
  const bool has_rank = filled == 4 && std::to_integer<int>(start[3]) <= Shape::kMaxRank;
  if (has_rank) filled += gzip.read(std::span(start).subspan(4, 4 * std::to_integer<std::size_t>(start[3])));
  const std::span<const std::byte> unpacked(start.data(), filled);
  ByteReader reader(unpacked, file, "unpacked");
  const Header header = read_header(reader, limits);

  if (header.data_bytes / kLargestRatio > packed.size()) {
    reader.fail("The sizes " + header.shape.str() + " cannot come out of a gzip file of " +
                    std::to_string(packed.size()) + " bytes",
                "at most " + std::to_string(kLargestRatio) + " bytes for each packed byte");
  }
  if (header.data_bytes / kSuspiciousRatio > packed.size()) {
    GzipReader count(packed, file);
    const std::uint64_t all = count.skip(filled + header.data_bytes) - filled;
    if (all < header.data_bytes) fail_size(reader, header, all);
  }
  std::byte extra{};
  const auto check_end = [&](std::size_t got) {
    if (got < header.data_bytes || gzip.read({&extra, 1}) != 0) {
      fail_size(reader, header, got < header.data_bytes ? got : header.data_bytes + 1);
    }
  };
  if (header.type.dtype == u8) {  // straight into place
    Array out(header.shape, u8);
    check_end(gzip.read({out.raw(), static_cast<std::size_t>(header.data_bytes)}));
    return out;
  }
  std::vector<std::byte> data(static_cast<std::size_t>(header.data_bytes));
  check_end(gzip.read(data));
  return decoded(header, data);
}

template <class T>
void encode(std::span<const T> values, std::vector<std::byte>& out) {
  for (const T value : values) {
    const auto bytes = std::bit_cast<std::array<std::byte, sizeof(T)>>(value);
    out.insert(out.end(), bytes.rbegin(), bytes.rend());
  }
}

std::uint8_t code_of(DType dtype) {
  switch (static_cast<DType::Kind>(dtype)) {
    case u8:
    case boolean: return 0x08;
    case i32: return 0x0C;
    case f32: return 0x0D;
    case f64: return 0x0E;
    case i64: break;
  }
  throw TypeError({.where = "write_idx",
                   .rule = "IDX has no 64-bit integers",
                   .expected = "u8, bool, i32, f32 or f64",
                   .received = "i64",
                   .hint = "Use cast(i32)"});
}

}  // namespace

Array parse_idx(std::span<const std::byte> bytes, const std::string& file, const LoadLimits& limits) {
  return is_gzip(bytes) ? parse_packed(bytes, file, limits) : parse_plain(bytes, file, limits);
}

}  // namespace detail

Array read_idx(const std::string& path, const LoadLimits& limits) {
  return detail::parse_idx(detail::read_file(path, limits.bytes), path, limits);
}

void write_idx(const std::string& path, const Array& array) {
  std::vector<std::byte> out{std::byte{0}, std::byte{0}, std::byte{detail::code_of(array.dtype())},
                             static_cast<std::byte>(array.rank())};
  if (array.rank() == 0) throw ShapeError({.where = "write_idx", .rule = "An IDX file has at least one axis"});
  for (const std::int64_t size : array.shape()) {
    if (size > std::numeric_limits<std::uint32_t>::max()) {
      throw ShapeError(
          {.where = "write_idx", .rule = "A size in an IDX file has 32 bits", .received = array.shape().str()});
    }
    const std::array<std::uint32_t, 1> word{static_cast<std::uint32_t>(size)};
    detail::encode(std::span<const std::uint32_t>(word), out);
  }
  out.reserve(out.size() + static_cast<std::size_t>(array.bytes()));
  dispatch(array.dtype(), [&](auto zero) { detail::encode(array.span<decltype(zero)>(), out); });
  detail::write_file(path, path.ends_with(".gz") ? detail::gzip(out) : out);
}

}  // namespace glia
