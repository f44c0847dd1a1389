#include "glia/files/safetensors.hpp"

#include <cerrno>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <unistd.h>

#include "glia/base/error.hpp"

namespace glia::detail {
namespace {

namespace fs = std::filesystem;

fs::path testdata(const char* name) { return fs::path(__FILE__).parent_path() / "testdata" / name; }

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Safetensors : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "glia-files-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string path() const { return (folder_ / "m.safetensors").string(); }

  fs::path folder_;
};

template <class T>
Array array(const std::vector<T>& values, const Shape& shape) {
  return Array::copied(values.data(), DTypeOf<T>::value, shape);
}

// The tensors of tools/goldens/make_safetensors.py.
std::vector<NamedArray> golden() {
  const float inf = std::numeric_limits<float>::infinity();
  Array mask(Shape{3}, boolean);
  mask.set(0, 1);
  mask.set(2, 1);
  return {{"dense/kernel", array<float>({0.0F, -1.5F, 3.25F, 1e-30F, inf, std::nanf("")}, {2, 3})},
          {"f64", array<double>({3.141592653589793, -0.0}, {2})},
          {"i32", array<std::int32_t>({INT32_MIN, INT32_MAX}, {1, 1, 2})},
          {"i64", array<std::int64_t>({INT64_MIN, INT64_MAX, 7}, {3})},
          {"u8", array<std::uint8_t>({0, 60, 120, 180, 240}, {5})},
          {"mask", mask},
          {"scalar", array<float>({42.0F}, {})},
          {"empty", Array(Shape{0, 3})},
          {"名前 \"quoted\"", array<double>({1.0}, {1})}};
}

const Metadata kMetadata{{"format", "np"}, {"text", "line\nbreak é 😀"}};

void expect_equal(const Array& a, const Array& b, const std::string& name) {
  ASSERT_EQ(a.dtype().name(), b.dtype().name()) << name;
  ASSERT_EQ(a.shape(), b.shape()) << name;
  ASSERT_EQ(std::string(reinterpret_cast<const char*>(a.raw()), static_cast<std::size_t>(a.bytes())),
            std::string(reinterpret_cast<const char*>(b.raw()), static_cast<std::size_t>(b.bytes())))
      << name;
}

TEST_F(Safetensors, ReadsWhatPythonWrote) {
  const SafetensorsFile file = read_safetensors(testdata("numpy.safetensors").string());
  EXPECT_FALSE(file.has_crc);
  ASSERT_EQ(file.tensors.size(), golden().size());
  for (const NamedArray& t : golden()) {
    ASSERT_NE(file.find(t.name), nullptr) << t.name;
    expect_equal(*file.find(t.name), t.array, t.name);
  }
  ASSERT_EQ(file.metadata.size(), 2U);
  EXPECT_EQ(*file.find_metadata("text"), kMetadata[1].second);
  EXPECT_EQ(file.find("none"), nullptr);
  EXPECT_EQ(file.find_metadata("none"), nullptr);
}

// `python tools/goldens/make_safetensors.py check` reads the same bytes with Python's library.
TEST_F(Safetensors, WritesTheBytesThatPythonReads) {
  write_safetensors(path(), golden(), kMetadata);
  EXPECT_EQ(content(path()), content(testdata("glia.safetensors")));
}

TEST_F(Safetensors, RoundTripKeepsOrderBytesAndMetadata) {
  write_safetensors(path(), golden(), kMetadata);
  const SafetensorsFile file = read_safetensors(path());
  EXPECT_TRUE(file.has_crc);
  EXPECT_EQ(file.metadata, kMetadata);
  const std::vector<NamedArray> expected = golden();
  ASSERT_EQ(file.tensors.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(file.tensors[i].name, expected[i].name);
    expect_equal(file.tensors[i].array, expected[i].array, expected[i].name);
  }
  const std::string first = content(path());
  write_safetensors(path(), file.tensors, file.metadata);
  EXPECT_EQ(content(path()), first);
  EXPECT_EQ(safetensors_head(golden(), kMetadata).size() % 8, 0U);
}

TEST_F(Safetensors, NoTensorsIsAFileToo) {
  write_safetensors(path(), {});
  const SafetensorsFile file = read_safetensors(path());
  EXPECT_TRUE(file.has_crc);
  EXPECT_TRUE(file.tensors.empty());
  EXPECT_TRUE(file.metadata.empty());
}

TEST_F(Safetensors, FileAndMemoryGiveTheSame) {
  write_safetensors(path(), golden());
  const std::string bytes = content(path());
  const SafetensorsFile file = parse_safetensors(std::as_bytes(std::span(bytes)), "memory");
  for (const NamedArray& t : golden()) expect_equal(*file.find(t.name), t.array, t.name);
}

TEST_F(Safetensors, ManyTensors) {
  std::vector<NamedArray> tensors;
  for (int i = 0; i < 20'000; ++i) tensors.push_back({std::to_string(i), Array{1.0 * i}});
  write_safetensors(path(), tensors);
  const SafetensorsFile file = read_safetensors(path());
  ASSERT_EQ(file.tensors.size(), tensors.size());
  EXPECT_EQ(file.tensors[19'999].array.item(), 19'999.0);
  EXPECT_THROW((void)read_safetensors(path(), {.items = 10'000}), FileError);
  EXPECT_THROW((void)read_safetensors(path(), {.bytes = 10'000}), FileError);
}

TEST_F(Safetensors, RefusesToWriteWhatItCouldNotRead) {
  const auto refusal = [&](const std::vector<NamedArray>& tensors, const Metadata& metadata) -> std::string {
    try {
      write_safetensors(path(), tensors, metadata);
    } catch (const ValueError& e) {
      return e.what();
    }
    return "no error";
  };
  const Array one{1.0};
  EXPECT_EQ(refusal({{"a", one}, {"b", one}, {"a", one}}, {}),
            "write_safetensors: The name of a tensor appears once in a safetensors file. Received 'a'.");
  EXPECT_NE(refusal({{"__metadata__", one}}, {}).find("the format uses itself"), std::string::npos);
  EXPECT_NE(refusal({}, {{"glia.crc32c", ""}}).find("the format uses itself"), std::string::npos);
  EXPECT_NE(refusal({}, {{"k", "1"}, {"k", "2"}}).find("A key of the metadata appears once"), std::string::npos);
  EXPECT_NE(refusal({{std::string("a\0b", 3), one}}, {}).find("no NUL byte. Received 'a\\x00b'"), std::string::npos);
  EXPECT_NE(refusal({{"\xFF", one}}, {}).find("UTF-8"), std::string::npos);
  Array odd(Shape{2}, boolean);
  odd.raw()[1] = std::byte{2};
  EXPECT_NE(refusal({{"mask", odd}}, {}).find("0 or 1"), std::string::npos);
  EXPECT_FALSE(fs::exists(path()));
}

TEST_F(Safetensors, FullDiskIsReportedAndTheOldFileStays) {
  class NoSpace : public FileOps {
    std::int64_t write(int, const std::byte*, std::size_t) override {
      errno = ENOSPC;
      return -1;
    }
  } ops;
  write_safetensors(path(), golden());
  const std::string before = content(path());
  EXPECT_THROW(write_safetensors(path(), {}, {}, ops), ResourceError);
  EXPECT_EQ(content(path()), before);
}

}  // namespace
}  // namespace glia::detail
