#include "glia/base/byte_reader.hpp"

#include <utility>

namespace glia::detail {

ByteReader::ByteReader(std::span<const std::byte> bytes, std::string file, std::string inside, std::uint64_t start)
    : bytes_(bytes), start_(start), file_(std::move(file)), inside_(std::move(inside)) {}

void ByteReader::fail(std::string rule, std::string expected, std::string received, std::string hint) const {
  std::string where = "'" + file_ + "', ";
  if (!inside_.empty()) where += inside_ + ", ";
  throw FileError({.where = where + "byte " + std::to_string(start_ + position_),
                   .rule = std::move(rule),
                   .expected = std::move(expected),
                   .received = std::move(received),
                   .hint = std::move(hint)});
}

std::span<const std::byte> ByteReader::take(std::uint64_t count, std::string_view what) {
  if (count > remaining()) {
    fail("The file ends too early while reading " + std::string(what), std::to_string(count) + " bytes",
         std::to_string(remaining()));
  }
  const auto out = rest().first(static_cast<std::size_t>(count));
  position_ += count;
  return out;
}

void ByteReader::seek(std::uint64_t position, std::string_view what) {
  if (position > size()) {
    fail("The position of " + std::string(what) + " lies outside of the file", "at most " + std::to_string(size()),
         std::to_string(position));
  }
  position_ = position;
}

ByteReader ByteReader::sub(std::uint64_t count, std::string_view what, std::string inside) {
  const std::uint64_t from = start_ + position_;
  return {take(count, what), file_, std::move(inside), from};
}

template <class T, bool kBigEndian>
T ByteReader::number(std::string_view what) {
  const auto bytes = take(sizeof(T), what);
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    value = value << 8 | std::to_integer<std::uint64_t>(bytes[kBigEndian ? i : sizeof(T) - 1 - i]);
  }
  return static_cast<T>(value);
}

std::uint8_t ByteReader::read_u8(std::string_view what) { return number<std::uint8_t, true>(what); }
std::uint16_t ByteReader::read_u16_be(std::string_view what) { return number<std::uint16_t, true>(what); }
std::uint32_t ByteReader::read_u32_be(std::string_view what) { return number<std::uint32_t, true>(what); }
std::uint64_t ByteReader::read_u64_be(std::string_view what) { return number<std::uint64_t, true>(what); }
std::uint16_t ByteReader::read_u16_le(std::string_view what) { return number<std::uint16_t, false>(what); }
std::uint32_t ByteReader::read_u32_le(std::string_view what) { return number<std::uint32_t, false>(what); }
std::uint64_t ByteReader::read_u64_le(std::string_view what) { return number<std::uint64_t, false>(what); }

}  // namespace glia::detail
