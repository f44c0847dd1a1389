#include "glia/base/value.hpp"

#include <cmath>
#include <limits>

#include "glia/base/error.hpp"
#include "testing/expect_error.hpp"

namespace glia {
namespace {

using tests::message_of;

Value dense() {
  return Value::object(
      {{"class", "Dense"},
       {"layers", Value::list({Value::object({{"units", 8}, {"rate", 0.5}, {"use_bias", true}}), nullptr})}});
}

TEST(Value, TakesTheTypesOfTheLanguage) {
  EXPECT_EQ(Value().kind(), Value::Kind::null);
  EXPECT_EQ(Value(true).kind(), Value::Kind::logical);
  EXPECT_EQ(Value(std::size_t{3}).as_int(), 3);
  EXPECT_EQ(Value(0.5F).as_double(), 0.5);
  EXPECT_EQ(Value("relu").kind(), Value::Kind::string);  // a pointer is no bool
  EXPECT_EQ(Value(std::string_view("relu")).as_string(), "relu");
  EXPECT_EQ(Value(std::vector<int>{1, 2}), Value::list({1, 2}));
  EXPECT_EQ(Value(std::vector<std::string>{"a"}), Value::list({"a"}));
  EXPECT_EQ(Value(std::vector<bool>{true, false}), Value::list({true, false}));
  EXPECT_EQ(Value(std::vector<double>{}), Value::list());
  EXPECT_THROW(Value(~std::uint64_t{0}), ValueError);
}

TEST(Value, IntegersReadAsRealsButNotTheReverse) {
  EXPECT_EQ(Value(3).as_double(), 3.0);
  EXPECT_THROW((void)Value(3.0).as_int(), TypeError);
  EXPECT_THROW((void)Value(1).as_bool(), TypeError);
  EXPECT_THROW((void)Value(true).as_int(), TypeError);
}

TEST(Value, EqualityIsThatOfConfigurations) {
  EXPECT_EQ(Value::object({{"a", 1}, {"b", 2}}), Value::object({{"b", 2}, {"a", 1}}));
  EXPECT_NE(Value::object({{"a", 1}, {"b", 2}}), Value::object({{"a", 1}, {"c", 2}}));
  EXPECT_NE(Value::object({{"a", 1}}), Value::object({{"a", 1}, {"c", 2}}));
  EXPECT_NE(Value(1), Value(1.0));
  EXPECT_NE(Value::list({1, 2}), Value::list({2, 1}));
  EXPECT_EQ(Value(std::nan("")), Value(std::nan("")));
  EXPECT_NE(Value(), Value(false));
  EXPECT_NE(Value("1"), Value(1));
}

TEST(Value, MembersKeepTheirOrderAndAreReplacedInPlace) {
  Value v;
  v.set("z", 1).set("a", 2).set("z", 3);
  ASSERT_EQ(v.size(), 2U);
  EXPECT_EQ(v.as_object()[0].key, "z");
  EXPECT_EQ(*v.find("z"), Value(3));
  EXPECT_EQ(v.find("b"), nullptr);
  Value items;
  items.append(1).append("x");
  EXPECT_EQ(items, Value::list({1, "x"}));
  EXPECT_THROW(items.set("k", 1), TypeError);
  EXPECT_THROW(v.append(1), TypeError);
}

TEST(Value, ViewsReachDeepAndConvert) {
  const Value v = dense();
  EXPECT_EQ(v["layers"][0]["units"].as_int(), 8);
  EXPECT_EQ(v["layers"][0]["rate"], 0.5);
  EXPECT_TRUE(v["layers"][0]["use_bias"].as_bool());
  EXPECT_TRUE(v["layers"][1].is_null());
  const Value& layer = v["layers"][0];
  EXPECT_EQ(&layer, &v.as_object()[1].value.as_list()[0]);
}

TEST(Value, ErrorsSayThePath) {
  const Value v = dense();
  EXPECT_EQ(message_of([&] { (void)v["layers"][0]["units"].as_string(); }),
            "layers[0].units: This setting has the wrong type. Expected a string, received an integer 8.");
  EXPECT_EQ(message_of([&] { (void)v["layers"][0]["unit"]; }),
            "layers[0]: The setting 'unit' is missing. Did you mean 'units'?");
  EXPECT_EQ(message_of([&] { (void)v["layers"][2]; }), "layers: Item 2 does not exist. Received a list of 2 items.");
  EXPECT_EQ(message_of([&] { (void)v.view("config.json")["class"].as_double(); }),
            "config.json.class: This setting has the wrong type. Expected a real, received a string \"Dense\".");
  EXPECT_EQ(message_of([&] { (void)v["layers"]["units"]; }),
            "layers: This setting has the wrong type. Expected an object, received a list.");
  EXPECT_EQ(message_of([] { (void)Value().as_list(); }),
            "value: This setting has the wrong type. Expected a list, received null.");
}

}  // namespace
}  // namespace glia
