#include "glia/ops/axes.hpp"

namespace glia::ops {

Axes::Axes(int axis) : list_{axis} {}
Axes::Axes(std::initializer_list<int> axes) : list_(axes) {}
Axes::Axes(std::vector<int> axes) : list_(std::move(axes)) {}

}  // namespace glia::ops
