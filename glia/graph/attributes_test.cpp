#include "glia/graph/attributes.hpp"

namespace glia::detail {
namespace {

TEST(Attributes, ACopyThatIsChangedLeavesTheOther) {
  const Attributes first{{"axis", std::int64_t{1}}, {"name", std::string("a")}};
  Attributes second = first;
  EXPECT_EQ(&second.entries(), &first.entries()) << "copies share until one is changed";
  second.set("axis", std::int64_t{2});
  second.set("more", 0.5);
  EXPECT_EQ(first.integer("axis"), 1);
  EXPECT_EQ(first.find("more"), nullptr);
  EXPECT_EQ(second.integer("axis"), 2);
  EXPECT_EQ(second.text("name"), "a");
  EXPECT_FALSE(first == second);
  EXPECT_NE(first.hash(), second.hash());
}

TEST(Attributes, EqualOnesNeedNotBeCopies) {
  const Attributes none, empty{}, one{{"axis", std::int64_t{1}}}, same{{"axis", std::int64_t{1}}};
  EXPECT_TRUE(none == empty && one == same);
  EXPECT_EQ(one.hash(), same.hash());
  EXPECT_TRUE(none.entries().empty());
  EXPECT_FALSE(none == one);
}

}  // namespace
}  // namespace glia::detail
