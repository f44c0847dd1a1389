#include "glia/files/json.hpp"

#include <bit>
#include <cmath>
#include <limits>
#include <random>

#include "glia/base/error.hpp"

namespace glia::detail {
namespace {

Value parse(std::string_view text, LoadLimits limits = {}) { return parse_json(text, "config.json", limits); }

std::string refusal(std::string_view text, LoadLimits limits = {}) {
  try {
    (void)parse(text, limits);
  } catch (const FileError& e) {
    return e.what();
  }
  return "no error";
}

TEST(Json, WritesCompactOrIndented) {
  const Value v =
      Value::object({{"a", Value::list({1, -2.5, true, nullptr})}, {"b", Value::object()}, {"c", Value::list()}});
  EXPECT_EQ(to_json(v), R"({"a":[1,-2.5,true,null],"b":{},"c":[]})");
  EXPECT_EQ(to_json(v, 2), "{\n  \"a\": [\n    1,\n    -2.5,\n    true,\n    null\n  ],\n  \"b\": {},\n  \"c\": []\n}");
}

TEST(Json, RealsKeepTheirBitsAndTheirType) {
  const double inf = std::numeric_limits<double>::infinity();
  EXPECT_EQ(to_json(Value::list({1.0, 0.1, 1e300, -0.0, 5e-324, std::nan(""), inf, -inf})),
            "[1.0,0.1,1e+300,-0.0,5e-324,NaN,Infinity,-Infinity]");
  std::mt19937_64 random(7);
  for (int i = 0; i < 20000; ++i) {
    const double value = std::bit_cast<double>(random());
    const Value back = parse(to_json(Value(value)));
    ASSERT_NE(back.if_double(), nullptr) << to_json(Value(value));
    if (!std::isnan(value)) {
      ASSERT_EQ(std::bit_cast<std::uint64_t>(*back.if_double()), std::bit_cast<std::uint64_t>(value));
    }
  }
}

TEST(Json, ReadsPythonsConstantsOnlyAsWholeTokens) {
  const double inf = std::numeric_limits<double>::infinity();
  EXPECT_EQ(parse("NaN"), Value(std::nan("")));
  EXPECT_EQ(parse("-Infinity"), Value(-inf));
  EXPECT_EQ(parse(R"([1.5, NaN,2.5 ,-Infinity,Infinity, 1.0,{"NaN":NaN,"\"Infinity":3.5}, 1])"),
            Value::list({1.5, std::nan(""), 2.5, -inf, inf, 1.0,
                         Value::object({{"NaN", std::nan("")}, {"\"Infinity", 3.5}}), 1}));
  for (const char* text :
       {"1NaN", "NaN1", "-NaN", "{NaN:1}", "NaNNaN", "+Infinity", "--Infinity", "1-Infinity", "nan", "[NaN NaN]"}) {
    EXPECT_NE(refusal(text).find("not valid JSON"), std::string::npos) << text;
  }
}

TEST(Json, IntegersAndStringsRoundTrip) {
  const Value v =
      Value::list({INT64_MIN, INT64_MAX, 0, "\"\\\n\r\t\b\x01 /", std::string("a\0b", 3), "é 漢 😀", "\x7F"});
  EXPECT_EQ(parse(to_json(v)), v);
  EXPECT_EQ(parse(to_json(v, 4)), v);
  EXPECT_EQ(parse(R"("\ud83d\ude00\u00e9")"), Value("😀é"));
  EXPECT_THROW((void)to_json(Value("\xC0\x80")), ValueError);
  EXPECT_THROW((void)to_json(Value("\xED\xA0\x80")), ValueError);
}

TEST(Json, KeepsTheOrderOfMembers) {
  const Value v = parse(R"({"z":1,"a":2,"m":{"y":3,"b":4}})");
  EXPECT_EQ(to_json(v), R"({"z":1,"a":2,"m":{"y":3,"b":4}})");
}

TEST(Json, RefusalsNameFileAndByte) {
  EXPECT_EQ(refusal(R"({"a":1,"b":2,"a":3})"),
            "config.json: The key 'a' appears twice in one JSON object (at byte 16).");
  EXPECT_EQ(refusal("[1,9223372036854775808]"),
            "config.json: An integer in JSON must fit into 64 bits with a sign (at byte 23).");
  EXPECT_EQ(refusal("[123456789012345678901234567890]"),
            "config.json: An integer in JSON must fit into 64 bits with a sign (at byte 32).");
  const std::string broken = refusal("{\"a\": nul}");
  EXPECT_EQ(broken.find("config.json: This is not valid JSON, "), 0U) << broken;
  EXPECT_NE(broken.find("(at byte 10)"), std::string::npos) << broken;
  for (const char* text : {"", "[1,]", "{\"a\"}", "[1] 2", "'a'", "[1e999]", "\"\xFF\"", "[01]", "// c\n1", "\"a\nb\"",
                           "\"\\ud800\"", "[1"}) {
    EXPECT_NE(refusal(text).find("not valid JSON"), std::string::npos) << text;
  }
}

TEST(Json, NulByteIsNoEnd) {
  EXPECT_EQ(refusal(std::string("[1]\0", 4)), "config.json: This is not valid JSON, a NUL byte (at byte 4).");
  EXPECT_EQ(refusal(std::string("\"a\0\"", 4)), "config.json: This is not valid JSON, a NUL byte (at byte 3).");
}

TEST(Json, MessagesStayShortAndPrintable) {
  const std::string text = refusal("\"" + std::string(1'000'000, '\x01'));
  EXPECT_LT(text.size(), 400U);
  EXPECT_EQ(text.find('\x01'), std::string::npos);
}

TEST(Json, LimitsHoldDepthItemsAndBytes) {
  const auto nested = [](std::size_t n) { return std::string(n, '[') + std::string(n, ']'); };
  EXPECT_EQ(refusal(nested(64)), "no error");
  EXPECT_EQ(refusal(nested(65)), "config.json: The JSON text is nested deeper than 64 levels (at byte 65).");
  EXPECT_NE(refusal(std::string(10'000'000, '[')).find("deeper than 64"), std::string::npos);
  EXPECT_NE(refusal(nested(200'000), {.depth = INT64_MAX}).find("deeper than 1000"), std::string::npos);
  EXPECT_EQ(refusal("[1,2,3]", {.items = 4}), "no error");
  EXPECT_NE(refusal("[1,2,3]", {.items = 3}).find("more than the 3 items"), std::string::npos);
  EXPECT_NE(refusal(R"({"a":1,"b":2})", {.items = 4}).find("more than the 4 items"), std::string::npos);
  EXPECT_NE(refusal("[1,2,3]", {.bytes = 6}).find("larger than the limit"), std::string::npos);
}

TEST(Json, FindsOneDuplicateAmongManyKeysQuickly) {
  std::string text = "{";
  for (int i = 0; i < 100'000; ++i) text += "\"k" + std::to_string(i) + "\":0,";
  EXPECT_EQ(refusal(text + "\"x\":0}"), "no error");
  EXPECT_NE(refusal(text + "\"k77777\":0}").find("'k77777' appears twice"), std::string::npos);
}

}  // namespace
}  // namespace glia::detail
