#pragma once
#include "glia/initializers/initializer.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace initializers {

/// 0 everywhere.
struct Zeros {
  static void fields(Fields& f);
  Array operator()(const InitialDraw& draw) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
