#include "glia/report/png.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#ifdef GLIA_HAS_ZLIB
#include <zlib.h>
#endif

#include "glia/base/error.hpp"
#include "glia/base/shape.hpp"

namespace glia::detail::report {
namespace {

constexpr std::size_t kStoredBlock = 65'535;  // deflate's limit

void put32(std::string& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFFU);
}

constexpr std::array<std::uint32_t, 256> kCrcTable = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t c = i;
    for (int bit = 0; bit < 8; ++bit) c = (c & 1U) != 0 ? 0xEDB88320U ^ c >> 1U : c >> 1U;
    table[i] = c;
  }
  return table;
}();

std::uint32_t crc32_of(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char byte : bytes) crc = kCrcTable[(crc ^ static_cast<unsigned char>(byte)) & 0xFFU] ^ crc >> 8U;
  return ~crc;
}

std::uint32_t adler32_of(std::string_view bytes) {
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const char byte : bytes) {
    a = (a + static_cast<unsigned char>(byte)) % 65'521;
    b = (b + a) % 65'521;
  }
  return b << 16U | a;
}

void chunk(std::string& out, std::string_view type, std::string_view data) {
  put32(out, static_cast<std::uint32_t>(data.size()));
  const std::size_t start = out.size();
  out += type;
  out += data;
  put32(out, crc32_of(std::string_view(out).substr(start)));
}

std::string deflated(std::string_view bytes) {
#ifdef GLIA_HAS_ZLIB
  std::string out(compressBound(bytes.size()), '\0');
  uLongf size = out.size();
  const int status = compress2(reinterpret_cast<Bytef*>(out.data()), &size,
                               reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), Z_BEST_COMPRESSION);
  if (status != Z_OK) {
    throw ResourceError(
        {.where = "encode_png", .rule = "zlib could not compress a picture", .received = zError(status)});
  }
  out.resize(size);
  return out;
#else
  return stored_zlib(bytes);
#endif
}

}  // namespace

std::string stored_zlib(std::string_view bytes) {
  std::string out = "\x78\x01";
  const std::uint32_t checksum = adler32_of(bytes);
  do {
    const std::string_view block = bytes.substr(0, kStoredBlock);
    bytes.remove_prefix(block.size());
    const std::size_t size = block.size();
    out += static_cast<char>(bytes.empty() ? 1 : 0);
    for (const std::size_t half : {size, ~size}) {
      out += static_cast<char>(half & 0xFFU);
      out += static_cast<char>(half >> 8U & 0xFFU);
    }
    out += block;
  } while (!bytes.empty());
  put32(out, checksum);
  return out;
}

std::string encode_png(std::span<const std::uint8_t> pixels, std::int64_t width, std::int64_t height, int channels) {
  static constexpr char kColorTypes[] = {0, 4, 2, 6};  // by the number of channels
  const std::int64_t row_bytes = checked_multiply(width, channels);
  const bool sized = width > 0 && height > 0 && channels >= 1 && channels <= 4 && row_bytes < (std::int64_t{1} << 30) &&
                     checked_multiply(row_bytes + 1, height) < (std::int64_t{1} << 31) &&
                     static_cast<std::int64_t>(pixels.size()) == row_bytes * height;
  if (!sized) {
    throw ValueError(
        {.where = "encode_png",
         .rule = "A picture must have 1 to 4 channels, below 2 GiB in all, and as many bytes as its sizes say",
         .received = Shape{height, width, channels}.str() + " and " + std::to_string(pixels.size()) + " bytes"});
  }
  std::string rows;
  rows.reserve(static_cast<std::size_t>((row_bytes + 1) * height));
  for (std::int64_t y = 0; y < height; ++y) {
    const auto row = pixels.subspan(static_cast<std::size_t>(y * row_bytes), static_cast<std::size_t>(row_bytes));
    rows += '\0';  // no filter: small pictures gain nothing from one
    rows.append(reinterpret_cast<const char*>(row.data()), row.size());
  }
  std::string header;
  put32(header, static_cast<std::uint32_t>(width));
  put32(header, static_cast<std::uint32_t>(height));
  header += '\x08';
  header += kColorTypes[channels - 1];
  header.append(3, '\0');
  std::string out = "\x89PNG\r\n\x1A\n";
  chunk(out, "IHDR", header);
  chunk(out, "IDAT", deflated(rows));
  chunk(out, "IEND", "");
  return out;
}

std::string base64(std::string_view bytes) {
  static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t k) -> std::uint32_t {
      return k < bytes.size() ? static_cast<unsigned char>(bytes[k]) : 0U;
    };
    const std::uint32_t group = byte(i) << 16U | byte(i + 1) << 8U | byte(i + 2);
    const std::size_t held = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 4; ++k) out += k <= held ? kDigits[group >> (18 - 6 * k) & 63U] : '=';
  }
  return out;
}

}  // namespace glia::detail::report
