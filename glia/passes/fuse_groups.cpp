#include "glia/passes/fuse_groups.hpp"

#include <algorithm>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "glia/ops/nn_ops.hpp"
#include "glia/passes/fuse.hpp"
#include "glia/passes/unit_order.hpp"

namespace glia::detail {
namespace {

constexpr std::size_t kMaxOperands = 32;  // of bodies that are joined; kernels take 64, results included
constexpr std::size_t kMaxBody = 48;      // nodes; beyond it the tile registers no longer fit the first-level cache

/// Whether an operand of this dtype may enter a body that computes in `numbers` without a cast.
bool enters(DType dtype, Numbers numbers) {
  if (dtype == boolean) return true;
  switch (numbers) {
    case Numbers::real32: return dtype == f32;
    case Numbers::real64: return dtype == f64;
    case Numbers::integer: return dtype.is_integer();
  }
  return false;
}

class Grouping {
 public:
  explicit Grouping(const Graph& graph)
      : order_(graph.order()), users_(order_.size()), group_(order_.size(), -1), first_(order_.size()) {
    for (std::size_t i = 0; i < order_.size(); ++i) {
      position_[order_[i]] = i;
      for (const Tensor& input : order_[i]->inputs) users_[position_.at(input.node())].push_back(order_[i]);
    }
    find_first();
    for (const Tensor& r : graph.results) external_.insert(r.node());
    for (const Update& u : graph.updates) {
      external_.insert(u.value.node());
      updates_.insert(u.value.node());
    }
    for (std::size_t i = order_.size(); i-- > 0;) place(order_[i]);
    for (int g = 0; g < static_cast<int>(members_.size()); ++g) join_readers(g);
    for (const Node* node : order_) join_siblings(*node);
    for (Node* node : order_) {
      if (may_be_root(*node)) adopt(node);
    }
  }

  std::vector<Node*> take_order() { return std::move(order_); }
  NodeMap<std::size_t> take_positions() { return std::move(position_); }
  std::vector<int> take_groups() { return std::move(group_); }
  std::size_t count() const { return members_.size(); }

 private:
  /// Number of the group that holds a node, or −1.
  int group_of(const Node* node) const { return group_[position_.at(node)]; }

  bool fusable(const Node& node) const { return node.op->has(kElementwise); }

  const std::vector<Node*>& direct_users(const Node* node) const { return users_[position_.at(node)]; }

  void put(Node* node, int g) {
    group_[position_.at(node)] = g;
    members_[static_cast<std::size_t>(g)].push_back(node);
  }

  void place(Node* node) {
    if (!fusable(*node)) {
      // A broadcast that something other than a body reads is a body of its own.
      if (node->op == &op_broadcast_to && needs_memory(node)) return start(node);
      units_.add_first(position_.at(node));
      return;
    }
    int target = -1;
    for (Node* user : direct_users(node)) {
      const int g = group_of(user);
      if (g < 0 || !fusable(*user) || !can_join(node, user, g)) continue;
      target = g;
      break;
    }
    if (target < 0) {
      start(node);
    } else {
      put(node, target);
    }
  }

  bool needs_memory(const Node* node) const {
    if (external_.contains(node)) return true;
    for (const Node* user : direct_users(node)) {
      if (!fusable(*user) && user->op != &op_broadcast_to) return true;
      if (user->op == &op_broadcast_to && group_of(user) >= 0) return true;
    }
    return false;
  }

  void start(Node* node) {
    members_.emplace_back();
    put(node, static_cast<int>(members_.size()) - 1);
    units_.add_first(unit_of(node));
  }

  bool can_join(Node* node, const Node* user, int g) {
    const auto& members = members_[static_cast<std::size_t>(g)];
    if (members.size() >= kMaxBody || !(node->outputs[0].shape == user->outputs[0].shape)) return false;
    if (numbers_of(*node) != numbers_of(*user)) return false;
    if (!enters(node->outputs[0].dtype, numbers_of(*user))) return false;
    return !comes_back({&node, 1}, g);
  }

  /// Makes one group of `g` and those that read it: of what they share each number is read once.
  void join_readers(int g) {
    for (int h = reader_to_join(g); h >= 0; h = reader_to_join(g)) {
      move(g, h);
      g = h;
    }
  }

  void move(int g, int h) {
    auto& from = members_[static_cast<std::size_t>(g)];
    for (Node* node : from) put(node, h);
    from.clear();
  }

  /// Whether one body may take the members of both groups, as far as these alone tell. What a step writes may be
  /// overwritten only when all else is known: it stays apart.
  bool fit_together(int g, int h) const {
    const auto &a = members_[static_cast<std::size_t>(g)], &b = members_[static_cast<std::size_t>(h)];
    if (a.size() + b.size() > kMaxBody) return false;
    std::unordered_set<const Node*> operands;
    for (const auto* members : {&a, &b}) {
      for (const Node* node : *members) {
        if (updates_.contains(node)) return false;
        for (const Tensor& input : node->inputs) {
          if (const int from = group_of(input.node()); from < 0 || (from != g && from != h))
            operands.insert(input.node());
        }
      }
    }
    return operands.size() <= kMaxOperands;
  }

  /// Makes one group of those that read `node`, a value of their shape, if none leads to another.
  void join_siblings(const Node& node) {
    constexpr std::size_t kMostReaders = 16;  // so that a value that all of a long chain reads takes no time
    const bool number = node.outputs[0].shape.rank() == 0 || node.op == &op_broadcast_to;  // costs nothing to read
    const auto& readers = direct_users(&node);
    if (fusable(node) || number || node.outputs.size() != 1 || readers.size() > kMostReaders) return;
    for (const Node* a : readers) {
      for (const Node* b : readers) {
        if (may_join_siblings(node, *a, *b)) move(group_of(a), group_of(b));
      }
    }
  }
  bool may_join_siblings(const Node& node, const Node& a, const Node& b) {
    const int g = group_of(&a), h = group_of(&b);
    if (g < 0 || h < 0 || g == h || !fusable(a) || !fusable(b) || !units_.before(unit_of(&a), unit_of(&b)))
      return false;
    const Shape& shape = node.outputs[0].shape;
    return a.outputs[0].shape == shape && b.outputs[0].shape == shape && numbers_of(a) == numbers_of(b) &&
           fit_together(g, h) && !comes_back(members_[static_cast<std::size_t>(g)], h);
  }

  int reader_to_join(int g) {
    const auto& members = members_[static_cast<std::size_t>(g)];
    for (const Node* node : members) {
      for (const Node* user : direct_users(node)) {
        const int h = group_of(user);
        if (h < 0 || h == g || !fusable(*user)) continue;
        const bool alike = node->outputs[0].shape == user->outputs[0].shape && numbers_of(*node) == numbers_of(*user) &&
                           enters(node->outputs[0].dtype, numbers_of(*user));
        if (alike && fit_together(g, h) && !comes_back(members, h)) return h;
      }
    }
    return -1;
  }

  /// Fills first_. In the order, inputs come first and what only one node needs stands right before it: a node claims
  /// the stretches that end where it begins, as long as their last node is an input of it.
  void find_first() {
    for (std::size_t i = 0; i < order_.size(); ++i) {
      first_[i] = i;
      const Tensors& inputs = order_[i]->inputs;
      const auto is_input = [&](const Node* node) {
        return std::any_of(inputs.begin(), inputs.end(), [&](const Tensor& t) { return t.node() == node; });
      };
      while (first_[i] > 0 && is_input(order_[first_[i] - 1])) first_[i] = first_[first_[i] - 1];
    }
  }

  /// Whether first_ knows a path from position `at` into group `g`. A forward chain and its gradient are one such path;
  /// to walk along it for each node takes time with the square of their length.
  bool surely_reaches(std::size_t at, int g) const {
    for (const Node* member : members_[static_cast<std::size_t>(g)]) {
      const std::size_t to = position_.at(member);
      if (first_[to] <= at && at <= to) return true;
    }
    return false;
  }

  /// A group, or a node in none, by a number of its own.
  std::size_t unit_of(const Node* node) const {
    const int g = group_of(node);
    return g >= 0 ? order_.size() + static_cast<std::size_t>(g) : position_.at(node);
  }

  /// Whether a path leads from `nodes`, one or a whole group, past group `g` and into it, which would make a cycle. A
  /// group runs as a whole, so a path that enters one at any node may leave it at any other. If there is none, they may
  /// join at once.
  bool comes_back(std::span<Node* const> nodes, int g) {
    const std::size_t start = unit_of(nodes.front());
    const std::size_t goal = order_.size() + static_cast<std::size_t>(g);
    std::vector<const Node*> stack;
    std::unordered_set<std::size_t> seen;
    std::vector<std::size_t> reached;
    const auto enter = [&](const Node* at) {
      const std::size_t unit = unit_of(at);
      if (unit == goal || unit == start || units_.before(goal, unit) || !seen.insert(unit).second) return;
      reached.push_back(unit);
      stack.push_back(at);
    };
    for (const Node* node : nodes) {
      for (const Node* user : direct_users(node)) {
        if (group_of(user) == g || unit_of(user) == start) continue;
        if (units_.before(unit_of(user), goal) && surely_reaches(position_.at(user), g)) return true;
        enter(user);
      }
    }
    while (!stack.empty()) {
      const Node* at = stack.back();
      stack.pop_back();
      const int h = group_of(at);
      const auto leave = [&](const Node* member) {
        for (const Node* user : direct_users(member)) {
          if (group_of(user) == g) return true;
          enter(user);
        }
        return false;
      };
      if (h < 0 && leave(at)) return true;
      if (h < 0) continue;
      for (const Node* member : members_[static_cast<std::size_t>(h)]) {
        if (leave(member)) return true;
      }
    }
    if (!reached.empty()) units_.move_behind(goal, reached);
    return false;
  }

  /// The one group that reads `node`, and nothing else does; −1 if there is none.
  int only_reader(const Node* node) const {
    if (external_.contains(node)) return -1;
    int g = -1;
    for (const Node* user : direct_users(node)) {
      const int other = group_of(user);
      if (other < 0 || (g >= 0 && other != g) || !fusable(*user)) return -1;
      g = other;
    }
    return g;
  }

  /// Makes a product, a convolution, a gather or a sum of rows a root of the group that reads it.
  void adopt(Node* root) {
    const int g = only_reader(root);
    if (g < 0) return;
    auto& roots = roots_[g];
    if (!roots.empty() && (roots.size() == kMaxRoots || !may_be_roots_together(*roots.front(), *root))) return;
    const auto& members = members_[static_cast<std::size_t>(g)];
    if (!(members.front()->outputs[0].shape == root->outputs[0].shape)) return;
    if (numbers_of(*members.front()) != Numbers::real32) return;
    if (!reads_what_may_stand_beside(root, g)) return;
    put(root, g);  // no cycle: all that waits for the root waits for the group
    roots.push_back(root);
  }

  bool reads_what_may_stand_beside(const Node* root, int g) const {
    for (const Node* member : members_[static_cast<std::size_t>(g)]) {
      for (const Tensor& input : member->inputs) {
        const Tensor& from = is(input, op_broadcast_to) ? input.node()->inputs[0] : input;
        const bool outside = input.node() != root && group_of(input.node()) != g;
        if (outside && !may_stand_beside(*root, from.shape())) return false;
      }
    }
    return true;
  }

  std::vector<Node*> order_;
  NodeMap<std::size_t> position_;          // in order_
  std::vector<std::vector<Node*>> users_;  // by position
  std::vector<int> group_;                 // by position; −1 = none
  UnitOrder units_;
  std::vector<std::size_t> first_;  // by position: all from there up to the node lead to it
  NodeSet external_, updates_;      // what is read outside, and of that what variables become
  std::vector<std::vector<Node*>> members_;
  std::unordered_map<int, std::vector<const Node*>> roots_;  // by group
};

}  // namespace

Groups::Groups(const Graph& graph) {
  Grouping grouping(graph);
  count_ = grouping.count();
  order_ = grouping.take_order();
  position_ = grouping.take_positions();
  group_ = grouping.take_groups();
}

int Groups::group_of(const Node* node) const {
  const std::size_t* found = position_.find(node);
  return found == nullptr ? -1 : group_[*found];
}

std::vector<std::vector<Node*>> Groups::all() const {
  std::vector<std::vector<Node*>> out(count_);
  for (Node* node : order_) {
    if (const int g = group_of(node); g >= 0) out[static_cast<std::size_t>(g)].push_back(node);
  }
  return out;
}

}  // namespace glia::detail
