#include "glia/report/png.hpp"

#include <cstring>
#if __has_include(<zlib.h>)  // the oracle; without it only what needs none is checked
#include <zlib.h>
#define GLIA_TEST_ZLIB 1
#endif

#include "glia/base/error.hpp"

namespace glia::detail::report {
namespace {

#ifdef GLIA_TEST_ZLIB
std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

std::string inflated(const std::string& stream, std::size_t size) {
  std::string out(size + 1, '\0');
  uLongf length = out.size();
  const int status = uncompress(reinterpret_cast<Bytef*>(out.data()), &length,
                                reinterpret_cast<const Bytef*>(stream.data()), stream.size());
  EXPECT_EQ(status, Z_OK);
  out.resize(length);
  return out;
}

#endif

}  // namespace

#ifdef GLIA_TEST_ZLIB
TEST(Png, HoldsThePixelsUnderCorrectChecksums) {
  for (const int channels : {1, 2, 3, 4}) {
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(5 * 3 * channels));
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint8_t>(i * 37);
    const std::string png = encode_png(pixels, 5, 3, channels);
    ASSERT_EQ(png.substr(0, 8), "\x89PNG\r\n\x1A\n");
    std::string types;
    std::string data;
    for (std::size_t at = 8; at < png.size();) {
      const std::uint32_t size = big_endian(png, at);
      ASSERT_LE(at + 12 + size, png.size());
      const std::string type = png.substr(at + 4, 4);
      const std::string body = png.substr(at + 4, size + 4);
      EXPECT_EQ(big_endian(png, at + 8 + size), crc32(0, reinterpret_cast<const Bytef*>(body.data()), size + 4))
          << type;
      if (type == "IHDR") {
        EXPECT_EQ(big_endian(png, at + 8), 5u);
        EXPECT_EQ(big_endian(png, at + 12), 3u);
        EXPECT_EQ(png[at + 16], 8);
        EXPECT_EQ(png[at + 17], (std::vector<char>{0, 4, 2, 6})[static_cast<std::size_t>(channels - 1)]);
      }
      if (type == "IDAT") data += body.substr(4);
      types += type;
      at += 12 + size;
    }
    EXPECT_EQ(types, "IHDRIDATIEND");
    const auto row = static_cast<std::size_t>(5 * channels);
    const std::string rows = inflated(data, 3 * (row + 1));
    ASSERT_EQ(rows.size(), 3 * (row + 1));
    for (std::size_t y = 0; y < 3; ++y) {
      EXPECT_EQ(rows[y * (row + 1)], 0);
      EXPECT_EQ(std::memcmp(&rows[y * (row + 1) + 1], &pixels[y * row], row), 0);
    }
  }
}

TEST(Png, StoredBlocksInflateToo) {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{65'535}, std::size_t{65'536}, std::size_t{200'001}}) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * i % 251);
    EXPECT_EQ(inflated(stored_zlib(bytes), size), bytes) << size;
  }
}

#endif

TEST(Png, RefusesSizesThatDoNotFit) {
  const std::vector<std::uint8_t> pixels(12);
  EXPECT_THROW((void)encode_png(pixels, 3, 3, 1), ValueError);
  EXPECT_THROW((void)encode_png(pixels, 0, 3, 1), ValueError);
  EXPECT_THROW((void)encode_png(pixels, -3, -4, 1), ValueError);
  EXPECT_THROW((void)encode_png(pixels, 2, 1, 6), ValueError);
}

TEST(Base64, PublishedVectors) {  // RFC 4648, section 10
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64("\xFF\xFE\xFB"), "//77");
}

}  // namespace glia::detail::report
