// internal
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace glia::detail {

/// An order of units in which each stands before those that read it, kept while edges are added: so most questions
/// whether one leads to another are answered without a walk.
class UnitOrder {
 public:
  void add_first(std::size_t unit) { set(unit, lowest_ -= kGap); }
  bool before(std::size_t a, std::size_t b) const { return labels_[a] < labels_[b]; }
  /// Moves units that stood before `unit` right behind it; they keep their order among each other.
  void move_behind(std::size_t unit, const std::vector<std::size_t>& moved) {
    std::map<std::int64_t, std::size_t> sorted;
    for (const std::size_t m : moved) {
      sorted.emplace(labels_[m], m);
      units_.erase(labels_[m]);
    }
    const auto count = static_cast<std::int64_t>(moved.size());
    if (gap_behind(unit) <= count) spread(count);
    const std::int64_t step = gap_behind(unit) / (count + 1);
    std::int64_t at = labels_[unit];
    for (const auto& [label, m] : sorted) set(m, at += step);
  }

 private:
  static constexpr std::int64_t kGap = std::int64_t{1} << 32;

  void set(std::size_t unit, std::int64_t label) {
    if (labels_.size() <= unit) labels_.resize(unit + 1);
    labels_[unit] = label;
    units_[label] = unit;
  }
  std::int64_t gap_behind(std::size_t unit) const {
    const auto next = units_.upper_bound(labels_[unit]);
    return next == units_.end() ? kGap : next->first - labels_[unit];
  }
  /// New labels for all, with room for `count` and more between any two.
  void spread(std::int64_t count) {
    const std::map<std::int64_t, std::size_t> old = std::move(units_);
    units_.clear();
    std::int64_t label = lowest_ = 0;
    for (const auto& [was, unit] : old) set(unit, label += kGap + count);
  }

  std::int64_t lowest_ = 0;
  std::vector<std::int64_t> labels_;  // by unit
  std::map<std::int64_t, std::size_t> units_;
};

}  // namespace glia::detail
