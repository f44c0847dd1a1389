#include "glia/base/crc32c.hpp"

#include <string_view>

namespace glia::detail {
namespace {

std::uint32_t of(std::string_view text) { return crc32c(std::as_bytes(std::span(text))); }

std::vector<std::byte> counted(int first, int step) {
  std::vector<std::byte> out(32);
  for (int i = 0; i < 32; ++i) out[static_cast<std::size_t>(i)] = static_cast<std::byte>(first + step * i);
  return out;
}

TEST(Crc32c, AgreesWithTheVectorsOfRfc3720) {
  EXPECT_EQ(crc32c(counted(0, 0)), 0x8A9136AAU);
  EXPECT_EQ(crc32c(counted(0xFF, 0)), 0x62A8AB43U);
  EXPECT_EQ(crc32c(counted(0, 1)), 0x46DD794EU);
  EXPECT_EQ(crc32c(counted(31, -1)), 0x113FDB5CU);
  EXPECT_EQ(of("123456789"), 0xE3069283U);  // the check value of the CRC catalogue
  EXPECT_EQ(of("a"), 0xC1D04330U);
  EXPECT_EQ(of(""), 0U);
}

TEST(Crc32c, TablesAndInstructionAgreeAtEveryLengthAndAlignment) {
  std::vector<std::byte> data(300);
  std::uint32_t state = 1;
  for (std::byte& b : data) b = static_cast<std::byte>((state = state * 1664525U + 1013904223U) >> 24);
  for (std::size_t from = 0; from < 8; ++from) {
    for (std::size_t length = 0; length + from <= data.size(); ++length) {
      const auto part = std::span<const std::byte>(data).subspan(from, length);
      ASSERT_EQ(crc32c(part), crc32c_portable(part)) << from << ' ' << length;
    }
  }
}

TEST(Crc32c, ContinuesWhereItStopped) {
  const std::vector<std::byte> data = counted(0, 1);
  for (std::size_t cut = 0; cut <= data.size(); ++cut) {
    const auto all = std::span<const std::byte>(data);
    EXPECT_EQ(crc32c(all.subspan(cut), crc32c(all.first(cut))), 0x46DD794EU);
  }
}

}  // namespace
}  // namespace glia::detail
