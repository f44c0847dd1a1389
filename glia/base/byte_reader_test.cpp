#include "glia/base/byte_reader.hpp"

#include <array>
#include <limits>

#include "testing/expect_error.hpp"

namespace glia::detail {
namespace {

using tests::message_of;

constexpr std::array<std::byte, 15> kBytes = [] {
  std::array<std::byte, 15> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(0xF1 + i);
  return bytes;
}();

}  // namespace

TEST(ByteReader, ReadsBothByteOrders) {
  ByteReader big(kBytes, "f");
  EXPECT_EQ(big.read_u8("a"), 0xF1);
  EXPECT_EQ(big.read_u16_be("b"), 0xF2F3);
  EXPECT_EQ(big.read_u32_be("c"), 0xF4F5F6F7U);
  EXPECT_EQ(big.read_u64_be("d"), 0xF8F9FAFBFCFDFEFFULL);
  EXPECT_EQ(big.remaining(), 0U);
  ByteReader little(kBytes, "f");
  EXPECT_EQ(little.read_u64_le("d"), 0xF8F7F6F5F4F3F2F1ULL);
  EXPECT_EQ(little.read_u32_le("c"), 0xFCFBFAF9U);
  EXPECT_EQ(little.read_u16_le("b"), 0xFEFDU);
  EXPECT_EQ(little.position(), 14U);
}

TEST(ByteReader, ErrorsNameFilePlaceAndWhatWasRead) {
  ByteReader reader(kBytes, "model.h5", "weights/kernel", 1000);
  reader.skip(12, "the header");
  EXPECT_EQ(message_of([&] { reader.read_u32_le("the number of rows"); }),
            "'model.h5', weights/kernel, byte 1012: The file ends too early while reading the number of rows. "
            "Expected 4 bytes, received 3.");
  EXPECT_EQ(reader.remaining(), 3U);
}

TEST(ByteReader, HugeCountsAndPositionsDoNotWrapAround) {
  ByteReader reader(kBytes, "f");
  reader.skip(8, "a");
  constexpr std::uint64_t kHuge = std::numeric_limits<std::uint64_t>::max();
  for (const std::uint64_t count : {kHuge, kHuge - 7, std::uint64_t{1} << 63, std::uint64_t{8}}) {
    EXPECT_THROW(reader.take(count, "data"), FileError) << count;
    EXPECT_EQ(reader.position(), 8U);
  }
  EXPECT_THROW(reader.seek(kHuge, "data"), FileError);
  EXPECT_THROW(reader.seek(16, "data"), FileError);
  reader.seek(15, "the end");
  EXPECT_TRUE(reader.take(0, "nothing").empty());
}

TEST(ByteReader, PartsKeepTheirPlaceInTheFile) {
  ByteReader reader(kBytes, "f", "", 100);
  reader.skip(2, "a");
  ByteReader part = reader.sub(3, "an entry", "entry 7");
  EXPECT_EQ(reader.position(), 5U);
  EXPECT_EQ(part.read_u8("x"), 0xF3);
  EXPECT_NE(message_of([&] { part.read_u32_be("y"); }).find("'f', entry 7, byte 103"), std::string::npos);
}

}  // namespace glia::detail
