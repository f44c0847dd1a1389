// internal
#pragma once
#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

#include "glia/graph/tensor.hpp"

namespace glia::detail {

/// Nodes that were seen: open addressing, one block of memory. Every pass walks the graph, so this is a good part of
/// the time to a first step: std::unordered_set, with a block for each node, took 10 % of it.
class NodeSet {
 public:
  /// Whether `node` was not in the set before.
  bool insert(const Node* node) {
    if (2 * size_ >= slots_.size()) grow();
    const Node*& slot = find(node);
    if (slot == node) return false;
    slot = node;
    ++size_;
    return true;
  }

 private:
  static constexpr std::size_t kSmallest = 64;

  /// Where `node` is or would be. Addresses are spread by the golden ratio (Knuth, TAOCP 3, 6.4).
  const Node*& find(const Node* node) {
    const int bits = std::countr_zero(slots_.size());
    std::size_t at = std::bit_cast<std::uintptr_t>(node) * 0x9E3779B97F4A7C15 >> (64 - bits);
    while (slots_[at] != nullptr && slots_[at] != node) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
  }
  void grow() {
    const std::vector<const Node*> old = std::exchange(slots_, {});
    slots_.resize(old.empty() ? kSmallest : 2 * old.size());
    for (const Node* node : old) {
      if (node != nullptr) find(node) = node;
    }
  }

  std::vector<const Node*> slots_;  // a power of two
  std::size_t size_ = 0;
};

}  // namespace glia::detail
