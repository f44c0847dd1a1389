#include "glia/data/idx.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include "glia/base/error.hpp"
#include "glia/data/gzip.hpp"
#include "glia/data/local_file.hpp"
#include "testing/expect_error.hpp"

namespace glia {
namespace {

using tests::message_of;

using Bytes = std::vector<std::byte>;

Bytes bytes(std::initializer_list<int> values) {
  Bytes out;
  for (const int v : values) out.push_back(static_cast<std::byte>(v));
  return out;
}

Bytes small_file() { return bytes({0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 250}); }

std::string refused(const Bytes& file, const LoadLimits& limits = {}) {
  return message_of([&] { detail::parse_idx(file, "f", limits); });
}

class IdxFile : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "glia_idx_XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string path(const std::string& name) const { return folder_ + "/" + name; }

  std::string folder_;
};

}  // namespace

TEST(Idx, ReadsEveryElementType) {
  const Array a = detail::parse_idx(small_file(), "f");
  EXPECT_EQ(a.shape(), (Shape{2, 3}));
  EXPECT_EQ(a.dtype(), u8);
  EXPECT_EQ(a(1, 2), 250);
  const Array i8 = detail::parse_idx(bytes({0, 0, 9, 1, 0, 0, 0, 2, 0x80, 0x7F}), "f");
  EXPECT_EQ(i8.dtype(), i32);
  EXPECT_EQ(i8(0), -128);
  EXPECT_EQ(i8(1), 127);
  const Array i16 = detail::parse_idx(bytes({0, 0, 0x0B, 1, 0, 0, 0, 1, 0xFF, 0xFE}), "f");
  EXPECT_EQ(i16.dtype(), i32);
  EXPECT_EQ(i16(0), -2);
  const Array i32s = detail::parse_idx(bytes({0, 0, 0x0C, 1, 0, 0, 0, 1, 0x80, 0, 0, 1}), "f");
  EXPECT_EQ(i32s(0), -2147483647);
  const Array f32s = detail::parse_idx(bytes({0, 0, 0x0D, 1, 0, 0, 0, 1, 0xC0, 0x20, 0, 0}), "f");
  EXPECT_EQ(f32s.dtype(), f32);
  EXPECT_EQ(f32s(0), -2.5);
  const Array f64s = detail::parse_idx(bytes({0, 0, 0x0E, 1, 0, 0, 0, 1, 0x3F, 0xF8, 0, 0, 0, 0, 0, 0}), "f");
  EXPECT_EQ(f64s.dtype(), f64);
  EXPECT_EQ(f64s(0), 1.5);
  EXPECT_EQ(detail::parse_idx(bytes({0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 3}), "f").shape(), (Shape{0, 3}));
}

TEST(Idx, OtherFilesAreRecognised) {
  EXPECT_EQ(refused(bytes({0x89, 'P', 'N', 'G', 13, 10})),
            "'f', byte 0: This is not an IDX file: it looks like a PNG image. Expected two zero bytes at its start.");
  EXPECT_NE(refused(bytes({'P', 'K', 3, 4, 0})).find("looks like a zip archive"), std::string::npos);
  EXPECT_NE(refused(bytes({'a', ',', 'b', '\n'})).find("looks like a text file"), std::string::npos);
  EXPECT_NE(refused(bytes({'<', 'h', 't', 'm', 'l'})).find("HTML or XML page"), std::string::npos);
  EXPECT_NE(refused(bytes({0, 1, 8, 1})).find("looks like another kind of file"), std::string::npos);
  EXPECT_NE(refused(detail::gzip(detail::gzip(small_file()))).find("a gzip file inside of another"), std::string::npos);
  EXPECT_NE(refused(detail::gzip({})).find("looks like an empty file"), std::string::npos);
}

TEST(Idx, HeadersAreCheckedBeforeAnythingElse) {
  EXPECT_EQ(
      refused(bytes({0, 0, 7, 1, 0, 0, 0, 1, 1})),
      "'f', byte 2: IDX has no element type with the code 7. Expected 8 (u8), 9 (i8), 11 (i16), 12 (i32), 13 (f32) "
      "or 14 (f64).");
  EXPECT_EQ(refused(bytes({0, 0, 8, 0, 1})), "'f', byte 3: An IDX file must have 1 to 8 axes. Received 0.");
  EXPECT_EQ(refused(bytes({0, 0, 8, 9, 1})), "'f', byte 3: An IDX file must have 1 to 8 axes. Received 9.");
  EXPECT_EQ(refused(detail::gzip(bytes({0, 0, 8, 200}))),
            "'f', unpacked, byte 3: An IDX file must have 1 to 8 axes. Received 200.");
  EXPECT_EQ(refused(bytes({0, 0, 8, 2, 0, 0, 0, 1, 0, 0})),
            "'f', byte 8: The file ends too early while reading the size of axis 1. Expected 4 bytes, received 2.");
  EXPECT_EQ(refused(bytes({0, 0, 8})),
            "'f', byte 3: The file ends too early while reading the number of axes. Expected 1 bytes, received 0.");
}

TEST(Idx, DeclaredSizesAreComparedWithTheFile) {
  Bytes file = small_file();
  file.pop_back();
  EXPECT_EQ(
      refused(file),
      "'f', byte 12: The file is truncated. Expected 6 bytes of data for shape (2, 3), received 5. Copy or download "
      "the file again.");
  EXPECT_NE(refused(detail::gzip(file)).find("'f', unpacked, byte 12: The file is truncated. Expected 6 bytes of data"),
            std::string::npos);
  file = small_file();
  file.push_back(std::byte{0});
  EXPECT_NE(refused(file).find("Bytes follow the last element. Expected 6 bytes"), std::string::npos);
  EXPECT_NE(refused(detail::gzip(file)).find("Bytes follow the last element. Expected 6 bytes"), std::string::npos);
}

TEST(Idx, SizesThatOverflowOrExceedTheLimitAreRefused) {
  Bytes file = bytes({0, 0, 14, 8});
  for (int i = 0; i < 32; ++i) file.push_back(std::byte{0xFF});
  EXPECT_NE(refused(file).find("'f', byte 4: The sizes (4294967295, 4294967295,"), std::string::npos);
  EXPECT_NE(refused(file).find("need more memory than this load may use"), std::string::npos);
  EXPECT_NE(refused(small_file(), {.bytes = 5}).find("Expected at most 5 bytes"), std::string::npos);
  EXPECT_EQ(refused(small_file(), {.bytes = 6}), "no error");
  // i8 takes four times its file size in memory.
  EXPECT_NE(refused(bytes({0, 0, 9, 1, 0, 0, 0, 2, 1, 1}), {.bytes = 7}).find("at most 7 bytes"), std::string::npos);
}

TEST(Idx, BombsAreRefusedBeforeMemoryIsTaken) {
  const Bytes claim = bytes({0, 0, 8, 3, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0});  // 1 TiB
  EXPECT_NE(refused(detail::gzip(claim), {.bytes = std::int64_t{1} << 50}).find("cannot come out of a gzip file of"),
            std::string::npos);
  Bytes zeros = bytes({0, 0, 8, 1, 0, 0x40, 0, 0});  // claims 4 MiB, holds 3 MiB, packs to 5 KB
  for (int i = 0; i < 2000; ++i) zeros.push_back(static_cast<std::byte>(i * i >> 3));
  zeros.resize(8 + (3 << 20));
  EXPECT_NE(refused(detail::gzip(zeros))
                .find("truncated. Expected 4194304 bytes of data for shape (4194304,), received 3145728"),
            std::string::npos);
  zeros.resize(8 + (4 << 20));
  EXPECT_EQ(detail::parse_idx(detail::gzip(zeros), "f").size(), 4 << 20);
  zeros.resize(8 + (5 << 20));
  EXPECT_NE(refused(detail::gzip(zeros)).find("Bytes follow the last element"), std::string::npos);
}

TEST(Idx, EveryTruncationOfAPackedFileIsFound) {
  const Bytes packed = detail::gzip(small_file());
  for (std::size_t length = 2; length < packed.size(); ++length) {
    const std::string text = refused(Bytes(packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(length)));
    EXPECT_NE(text.find("The gzip data end too early"), std::string::npos) << length << ": " << text;
  }
}

TEST(Idx, DamagedGzipIsFound) {
  Bytes packed = detail::gzip(small_file());
  Bytes crc = packed;
  crc[crc.size() - 8] ^= std::byte{1};
  EXPECT_NE(refused(crc).find("The gzip data are damaged (incorrect data check)"), std::string::npos) << refused(crc);
  Bytes length = packed;
  length[length.size() - 1] ^= std::byte{1};
  EXPECT_NE(refused(length).find("The gzip data are damaged (incorrect length check)"), std::string::npos);
  Bytes after = packed;
  after.push_back(std::byte{7});
  EXPECT_NE(refused(after).find("1 bytes follow the end of the gzip data"), std::string::npos);
}

TEST(Idx, SeveralGzipMembersAreOneFile) {
  const Bytes file = small_file();
  Bytes packed = detail::gzip(std::span(file).first(9));
  const Bytes second = detail::gzip(std::span(file).subspan(9));
  packed.insert(packed.end(), second.begin(), second.end());
  EXPECT_EQ(detail::parse_idx(packed, "f")(1, 2), 250);
}

TEST_F(IdxFile, RoundTripsEveryTypePlainAndPacked) {
  for (const DType dtype : {DType(u8), DType(boolean), DType(i32), DType(f32), DType(f64)}) {
    Array a(Shape{2, 3, 2}, dtype);
    for (std::int64_t i = 0; i < a.size(); ++i) a.set(i, dtype == boolean ? double(i % 2) : 2.0 * double(i));
    for (const char* name : {"a.idx", "a.idx.gz"}) {
      write_idx(path(name), a);
      const Array b = read_idx(path(name));
      EXPECT_EQ(b.shape(), a.shape());
      EXPECT_EQ(b.dtype(), dtype == boolean ? DType(u8) : dtype);
      for (std::int64_t i = 0; i < a.size(); ++i) EXPECT_EQ(b.get(i), a.get(i));
    }
  }
  EXPECT_TRUE(detail::is_gzip(detail::read_file(path("a.idx.gz"), 1 << 20)));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 2) << "a temporary file was left behind";
}

TEST_F(IdxFile, WhatIdxCannotHoldIsRefused) {
  EXPECT_THROW(write_idx(path("a"), Array(Shape{2}, i64)), TypeError);
  EXPECT_THROW(write_idx(path("a"), Array(Shape{}, f32)), ShapeError);
  EXPECT_NE(
      message_of([&] { write_idx(path("no/such/folder"), Array{1.0}); }).find("No file can be made in this folder"),
      std::string::npos);
}

TEST_F(IdxFile, PathsThatAreNoFileAreRefused) {
  EXPECT_EQ(message_of([&] { read_idx(path("absent")); }), "'" + path("absent") + "': The file does not exist.");
  EXPECT_EQ(message_of([&] { read_idx(folder_); }),
            "'" + folder_ + "': This is a folder, not a file. Name a file inside it.");
  std::ofstream(path("empty")).close();
  EXPECT_EQ(message_of([&] { read_idx(path("empty")); }), "'" + path("empty") + "': The file is empty.");
  EXPECT_NE(message_of([&] { read_idx("/dev/zero"); }).find("a device or a pipe"), std::string::npos);
  write_idx(path("a"), Array{1.0, 2.0});
  EXPECT_NE(message_of([&] { read_idx(path("a"), {.bytes = 10}); }).find("larger than the limit of this load"),
            std::string::npos);
}

}  // namespace glia
