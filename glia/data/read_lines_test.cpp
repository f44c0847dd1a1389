#include "glia/data/read_lines.hpp"

#include <filesystem>
#include <fstream>

#include "glia/base/error.hpp"
#include "glia/data/gzip.hpp"
#include "glia/data/local_file.hpp"
#include "testing/environment.hpp"
#include "testing/expect_error.hpp"

namespace glia {
namespace {

using tests::expect_error;
using Lines = std::vector<std::string>;

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span(text)); }

class ReadLines : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  // One for each test: they run side by side.
  std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) /
      ("glia_read_lines_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
};

TEST_F(ReadLines, PlainAndPacked) {
  const std::string text = "first\r\n\nthïrd\nfourth";
  detail::write_file(path("text"), bytes_of(text));
  detail::write_file(path("text.gz"), detail::gzip(bytes_of(text + "\n")));
  const Lines expected{"first", "", "thïrd", "fourth"};
  EXPECT_EQ(datasets::read_lines(path("text")), expected);
  EXPECT_EQ(datasets::read_lines(path("text.gz")), expected);
}

TEST_F(ReadLines, LinesGoOnFromPartToPart) {
  Lines expected;
  std::string text;
  for (std::size_t i = 0; i < 3000; ++i)
    text += expected.emplace_back(std::string(i % 97, 'x') + std::to_string(i)) + "\r\n";
  ASSERT_GT(text.size(), 2u << 16);
  detail::write_file(path("text.gz"), detail::gzip(bytes_of(text)));
  EXPECT_EQ(datasets::read_lines(path("text.gz")), expected);
}

TEST_F(ReadLines, LiesBelowGliaData) {
  detail::write_file(path("text"), bytes_of("one\n"));
  const tests::ScopedEnvironment data("GLIA_DATA", folder_.string());
  EXPECT_EQ(datasets::read_lines("text"), Lines{"one"});
  expect_error<FileError>([] { datasets::read_lines("no_text"); }, {"no_text"});
}

TEST_F(ReadLines, WithoutGliaData) {
  const tests::ScopedEnvironment data("GLIA_DATA", "");
  expect_error<FileError>([] { datasets::read_lines("text"); }, {"'text'", "GLIA_DATA", "not set"});
}

TEST_F(ReadLines, Damaged) {
  std::vector<std::byte> packed = detail::gzip(bytes_of("one\ntwo\n"));
  packed.resize(packed.size() - 3);
  detail::write_file(path("text.gz"), packed);
  expect_error<FileError>([&] { datasets::read_lines(path("text.gz")); }, {"text.gz"});
}

}  // namespace
}  // namespace glia
