#pragma once
#include <initializer_list>
#include <utility>
#include <vector>

#pragma GCC visibility push(default)
namespace glia {
namespace ops {

/// Axes to work along: one (mean(x, 0)), several (mean(x, {0, -1})), or none given, which means all. Negative ones
/// count from the end.
class Axes {
 public:
  Axes() = default;
  Axes(int axis);
  Axes(std::initializer_list<int> axes);
  Axes(std::vector<int> axes);
  const std::vector<int>& list() const { return list_; }

 private:
  std::vector<int> list_;
};

}  // namespace ops
}  // namespace glia
#pragma GCC visibility pop
