#include <cstring>
#include <fstream>
#include <new>
#include <sys/resource.h>
#include <unistd.h>

#include "glia/base/crc32c.hpp"
#include "glia/base/error.hpp"
#include "glia/files/safetensors.hpp"

#ifndef __has_feature
#define __has_feature(name) 0  // g++ 12 says __SANITIZE_ADDRESS__ instead
#endif

namespace glia::detail {
namespace {

std::string framed(const std::string& header, const std::string& data, std::uint64_t length) {
  std::string out(8, '\0');
  std::memcpy(out.data(), &length, 8);
  return out + header + data;
}

std::string framed(const std::string& header, const std::string& data = "") {
  return framed(header, data, header.size());
}

// A file with the one tensor "w" as given and `bytes` zero bytes of data.
std::string with(const std::string& dtype, const std::string& shape, const std::string& offsets, std::size_t bytes) {
  return framed(R"({"w":{"dtype":)" + dtype + R"(,"shape":)" + shape + R"(,"data_offsets":)" + offsets + "}}",
                std::string(bytes, '\0'));
}

std::string refusal(const std::string& bytes, LoadLimits limits = {}) {
  try {
    (void)parse_safetensors(std::as_bytes(std::span(bytes)), "m.safetensors", limits);
  } catch (const FileError& e) {
    EXPECT_EQ(std::string(e.what()).find("m.safetensors"), 0U) << e.what();
    EXPECT_LT(std::strlen(e.what()), 600U);
    return e.what();
  }
  return "no error";
}

struct Case {
  const char* name;
  std::string bytes;
  const char* text;  // what the message says
};

std::vector<Case> cases() {
  const auto two = [](const char* first, const char* second, std::size_t bytes) {
    return framed(std::string(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":)") + first +
                      R"(},"b":{"dtype":"U8","shape":[4],"data_offsets":)" + second + "}}",
                  std::string(bytes, '\0'));
  };
  const std::string good = R"("dtype":"U8","shape":[1],"data_offsets":[0,1])";
  const auto meta = [](const std::string& value) { return framed(R"({"__metadata__":)" + value + "}"); };
  return {
      {"empty", "", "8 bytes of length and a header"},
      {"length only", std::string(8, '\0'), "8 bytes of length and a header"},
      {"length 0", framed("", "??", 0), "The header lies inside the file"},
      {"length 1", framed("{", "}", 1), "The header lies inside the file"},
      {"length beyond the file", framed("{}", "", 3), "Expected 2 to 2 bytes, received 3"},
      {"length above the format's limit", framed("{}", "", 100'000'001), "not longer than 100000000 bytes"},
      {"length at the format's limit", framed("{}", "", 100'000'000), "The header lies inside the file"},
      {"length 2^63", framed("{}", "", std::uint64_t{1} << 63), "not longer than 100000000 bytes"},
      {"length 2^64-1", framed("{}", "", ~std::uint64_t{0}), "not longer than 100000000 bytes"},
      {"length 2^64-8", framed("{}", "", ~std::uint64_t{0} - 7), "not longer than 100000000 bytes"},
      {"not JSON", framed("{hello}!"), "header: This is not valid JSON"},
      {"pickle", std::string("\x80\x04\x95\x10\0\0\0\0\0\0\0\x8c\x04", 13), "not longer than 100000000 bytes"},
      {"list", framed("[{}]"), "begins with '{'. Received '['"},
      {"space first", framed(" {}"), "begins with '{'. Received ' '"},
      {"byte order mark first", framed("\xEF\xBB\xBF{}"), "begins with '{'. Received '\\xef'"},
      {"text after the object", framed("{} {}"), "not valid JSON"},
      {"NUL after the object", framed(std::string("{}\0", 3)), "not valid JSON"},
      {"depth bomb", framed(R"({"a":)" + std::string(100'000, '[')), "nested deeper than 64 levels"},
      {"bad UTF-8", framed("{\"\xFF\":1}"), "not valid JSON"},
      {"duplicate name", framed("{\"w\":{" + good + "},\"w\":{" + good + "}}", "x"), "The key 'w' appears twice"},
      {"duplicate by escape", framed("{\"w\":{" + good + "},\"\\u0077\":{" + good + "}}", "x"),
       "The key 'w' appears twice"},
      {"duplicate member", framed("{\"w\":{" + good + ",\"dtype\":\"U8\"}}", "x"), "The key 'dtype' appears twice"},
      {"overlap", two("[0,4]", "[2,6]", 6), "tensor 'b': The bytes of tensors must not overlap"},
      {"same bytes twice", two("[0,4]", "[0,4]", 4), "must not overlap"},
      {"hole", two("[0,4]", "[5,9]", 9), "tensor 'b': The bytes of tensors follow each other without holes"},
      {"hole at the start", with(R"("U8")", "[4]", "[1,5]", 5), "without holes"},
      {"hole before nothing", with(R"("U8")", "[0]", "[3,3]", 3), "without holes"},
      {"end beyond the file", with(R"("U8")", "[4]", "[0,4]", 3), "lie inside the file. Expected at most 3"},
      {"1 GB that is not there", with(R"("U8")", "[1000000000]", "[0,1000000000]", 8), "lie inside the file"},
      {"end 2^63-1", with(R"("U8")", "[9223372036854775807]", "[0,9223372036854775807]", 8), "lie inside the file"},
      {"end 2^64", with(R"("U8")", "[1]", "[0,18446744073709551616]", 1), "must fit into 64 bits"},
      {"begin after end", with(R"("U8")", "[4]", "[4,0]", 4), "0 ≤ begin ≤ end"},
      {"begin negative", with(R"("U8")", "[4]", "[-4,0]", 4), "0 ≤ begin ≤ end"},
      {"one offset", with(R"("U8")", "[4]", "[4]", 4), "two whole numbers"},
      {"three offsets", with(R"("U8")", "[4]", "[0,4,4]", 4), "two whole numbers"},
      {"offsets are text", with(R"("U8")", "[4]", R"(["0","4"])", 4), "two whole numbers"},
      {"offsets are real", with(R"("U8")", "[4]", "[0.0,4.0]", 4), "two whole numbers"},
      {"offsets are NaN", with(R"("U8")", "[4]", "[NaN,4]", 4), "two whole numbers"},
      {"offsets are an object", with(R"("U8")", "[4]", "{}", 4), "two whole numbers"},
      {"too few bytes", with(R"("F32")", "[2,3]", "[0,23]", 23), "Expected 24 for F32 (2, 3), received 23"},
      {"too many bytes", with(R"("F64")", "[1]", "[0,9]", 9), "Expected 8 for F64 (1,), received 9"},
      {"negative shape", with(R"("F32")", "[-1]", "[0,4]", 4), "whole numbers from 0. Received -1"},
      {"two negatives", with(R"("U8")", "[-2,-2]", "[0,4]", 4), "whole numbers from 0. Received -2"},
      {"fractional shape", with(R"("F32")", "[1.5]", "[0,6]", 6), "whole numbers from 0. Received 1.5"},
      {"boolean shape", with(R"("U8")", "[true]", "[0,1]", 1), "whole numbers from 0. Received true"},
      {"shape is a number", with(R"("U8")", "4", "[0,4]", 4), "A shape is a list of sizes"},
      {"nested shape", with(R"("U8")", "[[4]]", "[0,4]", 4), "whole numbers from 0. Received [4]"},
      {"product overflows", with(R"("F32")", "[4294967296,4294967296]", "[0,0]", 0), "more elements than any memory"},
      {"product wraps to 4 bytes", with(R"("F32")", "[4611686018427387905]", "[0,4]", 4),
       "more elements than any memory"},
      {"overflow beside 0", with(R"("F32")", "[4294967296,4294967296,0]", "[0,0]", 0), "more elements than any memory"},
      {"9 axes", with(R"("U8")", "[1,1,1,1,1,1,1,1,1]", "[0,1]", 1), "at most 8 axes. Received 9"},
      {"dtype F16", with(R"("F16")", "[2]", "[0,4]", 4),
       "Expected one of F32, F64, I32, I64, U8, BOOL, received 'F16'"},
      {"dtype in small letters", with(R"("f32")", "[1]", "[0,4]", 4), "received 'f32'"},
      {"dtype is a number", with("1", "[1]", "[0,4]", 4), "A dtype is a string. Received an integer"},
      {"BOOL 2", framed(R"({"w":{"dtype":"BOOL","shape":[3],"data_offsets":[0,3]}})", std::string("\x00\x01\x02", 3)),
       "tensor 'w': An element of dtype BOOL is 0 or 1. Received 2 at element 2"},
      {"BOOL 255", framed(R"({"w":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]}})", "\xFF"),
       "Received 255 at element 0"},
      {"trailing bytes", with(R"("U8")", "[4]", "[0,4]", 5), "The file ends where the last tensor ends"},
      {"trailing bytes without tensors", framed("{}", "x"), "Expected 10 bytes, received 11"},
      {"NUL in a name", framed("{\"a\\u0000b\":{" + good + "}}", "x"), "tensor 'a\\x00b': A name holds no NUL byte"},
      {"tensor is a number", framed(R"({"w":1})"), "an object for each tensor. Received an integer"},
      {"tensor is null", framed(R"({"w":null})"), "an object for each tensor. Received null"},
      {"unknown member", framed("{\"w\":{" + good + ",\"file\":\"/etc/passwd\"}}", "x"),
       "Nothing is known about the member 'file'"},
      {"no dtype", framed(R"({"w":{"shape":[1],"data_offsets":[0,1]}})", "x"), "The member 'dtype' is missing"},
      {"no shape", framed(R"({"w":{"dtype":"U8","data_offsets":[0,1]}})", "x"), "The member 'shape' is missing"},
      {"no offsets", framed(R"({"w":{"dtype":"U8","shape":[1]}})", "x"), "The member 'data_offsets' is missing"},
      {"metadata is a list", meta("[]"), "The metadata is an object of strings"},
      {"metadata is a tensor", framed("{\"__metadata__\":{" + good + "}}", "x"), "The metadata 'shape' is a string"},
      {"metadata holds a number", meta(R"({"epoch":3})"), "The metadata 'epoch' is a string. Received an integer"},
      {"metadata holds null", meta(R"({"k":null})"), "The metadata 'k' is a string. Received null"},
      {"metadata twice", framed(R"({"__metadata__":{},"__metadata__":{}})"), "'__metadata__' appears twice"},
      {"crc is no JSON", meta(R"({"glia.crc32c":"x"})"), "metadata 'glia.crc32c': This is not valid JSON"},
      {"crc is a list", meta(R"({"glia.crc32c":"[]"})"), "is a JSON object"},
      {"crc without description", meta(R"({"glia.crc32c":"{}"})"), "does not have the CRC of the names"},
      {"crc of the description is wrong", meta(R"({"glia.crc32c":"{\"__metadata__\":\"00000001\"}"})"),
       "that were saved"},
      {"crc of no tensor", meta(R"({"glia.crc32c":"{\"w\":\"00000000\"}"})"),
       "names the tensor 'w', which the file does not"},
      {"crc too short", meta(R"({"glia.crc32c":"{\"w\":\"0\"}"})"),
       "The CRC of 'w' in 'glia.crc32c' is 8 hexadecimal digits"},
      {"crc in capitals", meta(R"({"glia.crc32c":"{\"w\":\"ABCDEF01\"}"})"), "is 8 hexadecimal digits"},
      {"crc is a number", meta(R"({"glia.crc32c":"{\"w\":1}"})"), "is 8 hexadecimal digits"},
      {"crc depth bomb", meta("{\"glia.crc32c\":\"" + std::string(100'000, '[') + "\"}"),
       "nested deeper than 64 levels"},
  };
}

TEST(SafetensorsHostile, EveryCaseIsNamed) {
  ASSERT_GE(cases().size(), 30U);
  for (const Case& c : cases()) {
    const std::string text = refusal(c.bytes);
    EXPECT_NE(text.find(c.text), std::string::npos) << c.name << ": " << text;
  }
}

// With 16 MB of address space left, a header or tensor that is believed too early ends in a ResourceError or bad_alloc.
TEST(SafetensorsHostile, NothingLargeIsAllocatedBeforeTheFileIsKnownToBeRight) {
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
  GTEST_SKIP() << "the sanitizer needs its address space";
#else
  std::int64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  ASSERT_GT(pages, 0);
  const std::vector<Case> all = cases();
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_AS, &before), 0);
  rlimit tight = before;
  tight.rlim_cur = static_cast<rlim_t>(pages * ::sysconf(_SC_PAGESIZE)) + (16U << 20U);
  ASSERT_EQ(::setrlimit(RLIMIT_AS, &tight), 0);
  bool bites = false;
  try {
    const std::string large(64U << 20U, 'x');
  } catch (const std::bad_alloc&) {
    bites = true;
  }
  std::string failed;
  for (const Case& c : all) {
    try {
      (void)refusal(c.bytes);
    } catch (const std::exception& e) {
      failed += std::string(c.name) + ": " + e.what() + "\n";
    }
  }
  ::setrlimit(RLIMIT_AS, &before);
  EXPECT_TRUE(bites);
  EXPECT_EQ(failed, "");
#endif
}

TEST(SafetensorsHostile, ManyItemsMeetTheLimit) {
  std::string header = "{\"w\":[";
  for (int i = 0; i < 2'000'000; ++i) header += "0,";
  EXPECT_NE(refusal(framed(header + "0]}")).find("more than the 1000000 items"), std::string::npos);
  EXPECT_NE(refusal(with(R"("U8")", "[4]", "[0,4]", 4), {.bytes = 50}).find("larger than the limit"),
            std::string::npos);
}

std::string small_file() {
  Array mask(Shape{2}, boolean);
  mask.set(0, 1);
  const std::vector<NamedArray> tensors{
      {"kernel", Array{{1.0, -2.0}, {0.5, 3.0}}}, {"none", Array(Shape{0, 2})}, {"mask", mask}};
  std::string out = safetensors_head(tensors, {{"epoch", "3"}});
  for (const NamedArray& t : tensors) {
    out.append(reinterpret_cast<const char*>(t.array.raw()), static_cast<std::size_t>(t.array.bytes()));
  }
  return out;
}

TEST(SafetensorsHostile, EveryTruncationIsFound) {
  const std::string file = small_file();
  ASSERT_EQ(refusal(file), "no error");
  for (std::size_t length = 0; length < file.size(); ++length) {
    ASSERT_NE(refusal(file.substr(0, length)), "no error") << length;
  }
}

TEST(SafetensorsHostile, EveryFlippedBitIsFoundAndTheTensorIsNamed) {
  const std::string file = small_file();
  const std::size_t data = file.size() - 18;  // 16 bytes of kernel, 2 of mask
  for (std::size_t bit = 0; bit < 8 * file.size(); ++bit) {
    std::string damaged = file;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    const std::string text = refusal(damaged);
    ASSERT_NE(text, "no error") << "bit " << bit << " of byte " << bit / 8 << ": " << damaged.substr(8);
    if (bit / 8 >= data) {
      ASSERT_NE(text.find(bit / 8 < data + 16 ? "tensor 'kernel'" : "tensor 'mask'"), std::string::npos) << text;
      ASSERT_NE(text.find("(CRC-32C)"), std::string::npos) << text;
    }
  }
}

TEST(SafetensorsHostile, SwappedTensorsAreFound) {
  std::string file = small_file();
  const std::size_t kernel = file.size() - 18;
  std::swap(file[kernel], file[kernel + 4]);
  std::swap_ranges(file.begin() + static_cast<std::ptrdiff_t>(kernel),
                   file.begin() + static_cast<std::ptrdiff_t>(kernel) + 4,
                   file.begin() + static_cast<std::ptrdiff_t>(kernel) + 4);
  EXPECT_NE(refusal(file).find("tensor 'kernel': The numbers are those that were saved"), std::string::npos);
}

TEST(SafetensorsHostile, OddButRightFilesAreRead) {
  EXPECT_EQ(refusal(framed("{}")), "no error");
  EXPECT_EQ(refusal(framed("{}  \n")), "no error");
  EXPECT_EQ(
      refusal(framed(
          R"({"b":{"data_offsets":[1,2],"shape":[1],"dtype":"U8"},"a":{"dtype":"U8","shape":[],"data_offsets":[0,1]}})",
          "xy")),
      "no error");
  EXPECT_EQ(refusal(framed(R"({"":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}})", "12345678")), "no error");
  EXPECT_EQ(
      refusal(framed(
          R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"z":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}})",
          "x")),
      "no error");
}

}  // namespace
}  // namespace glia::detail
