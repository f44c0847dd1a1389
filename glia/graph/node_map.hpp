// internal
#pragma once
#include <bit>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

#include "glia/graph/tensor.hpp"

namespace glia::detail {

/// A value for each of some nodes: a list of them and a table with open addressing that finds them. Every pass keeps
/// such maps, so they are a good part of the time to a first step. A reference to a value holds until the next node
/// comes in.
template <class T>
class NodeMap {
 public:
  /// The value of `node`, made if there was none, and whether it was made now.
  std::pair<T&, bool> try_emplace(const Node* node) {
    if (2 * entries_.size() >= slots_.size()) grow();
    std::uint32_t& slot = slot_of(node);
    const bool fresh = slot == 0;
    if (fresh) {
      entries_.emplace_back(node);
      slot = static_cast<std::uint32_t>(entries_.size());
    }
    return {entries_[slot - 1].value, fresh};
  }
  T& operator[](const Node* node) { return try_emplace(node).first; }

  /// nullptr if there is none.
  T* find(const Node* node) {
    if (slots_.empty()) return nullptr;
    const std::uint32_t slot = slot_of(node);
    return slot == 0 ? nullptr : &entries_[slot - 1].value;
  }
  const T* find(const Node* node) const { return const_cast<NodeMap&>(*this).find(node); }
  bool contains(const Node* node) const { return find(node) != nullptr; }
  const T& at(const Node* node) const {
    const T* found = find(node);
    if (found == nullptr) throw std::out_of_range("NodeMap::at");
    return *found;
  }

 private:
  struct Entry {
    explicit Entry(const Node* n) : node(n) {}
    const Node* node;
    [[no_unique_address]] T value{};
  };
  static constexpr std::size_t kSmallest = 64;

  /// Where the number of `node` is or would be. Addresses are spread by the golden ratio (Knuth, TAOCP 3, 6.4).
  std::uint32_t& slot_of(const Node* node) {
    const int bits = std::countr_zero(slots_.size());
    std::size_t at = std::bit_cast<std::uintptr_t>(node) * 0x9E3779B97F4A7C15 >> (64 - bits);
    while (slots_[at] != 0 && entries_[slots_[at] - 1].node != node) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
  }
  void grow() {
    const std::size_t size = slots_.empty() ? kSmallest : 4 * slots_.size();
    slots_.assign(size, 0);
    entries_.reserve(size / 2);
    for (std::size_t i = 0; i < entries_.size(); ++i) slot_of(entries_[i].node) = static_cast<std::uint32_t>(i + 1);
  }

  std::vector<std::uint32_t> slots_;  // 1 + the place in entries_; 0 = free; a power of two of them
  std::vector<Entry> entries_;
};

/// Nodes that were seen.
class NodeSet {
 public:
  bool insert(const Node* node) { return nodes_.try_emplace(node).second; }  ///< whether it was not there before
  bool contains(const Node* node) const { return nodes_.contains(node); }

 private:
  struct Nothing {};
  NodeMap<Nothing> nodes_;
};

}  // namespace glia::detail
