#pragma once
#include "glia/initializers/initializer.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace initializers {

/// gain where both indices are equal, 0 elsewhere; a ShapeError unless the variable is a matrix.
struct Identity {
  double gain = 1;

  static void fields(Fields& f);
  Array operator()(const InitialDraw& draw) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
