#include "glia/graph/node_map.hpp"

#include "glia/graph/node.hpp"

namespace glia::detail {
namespace {

TEST(NodeMap, FindsEachOfMany) {
  Tensors tensors;
  NodeMap<Tensors> map;
  for (int i = 0; i < 1000; ++i) {
    tensors.push_back(constant(i));
    const Node* node = tensors.back().node();
    EXPECT_FALSE(map.contains(node));
    const auto [value, fresh] = map.try_emplace(node);
    EXPECT_TRUE(fresh && value.empty());
    value = {tensors.back()};
  }
  for (int i = 0; i < 1000; ++i) {
    const Node* node = tensors[static_cast<std::size_t>(i)].node();
    EXPECT_EQ(map.at(node).front().node(), node);
    EXPECT_FALSE(map.try_emplace(node).second);
  }
  const Tensor other = constant(0);
  EXPECT_EQ(map.find(other.node()), nullptr);
  EXPECT_THROW((void)map.at(other.node()), std::out_of_range);
  EXPECT_EQ(NodeMap<int>().find(other.node()), nullptr);
}

TEST(NodeMap, ASetSaysWhatIsNew) {
  const Tensor a = constant(1), b = constant(2);
  NodeSet set;
  EXPECT_TRUE(set.insert(a.node()));
  EXPECT_FALSE(set.insert(a.node()));
  EXPECT_TRUE(set.contains(a.node()));
  EXPECT_FALSE(set.contains(b.node()));
  EXPECT_TRUE(set.insert(b.node()));
}

}  // namespace
}  // namespace glia::detail
