#pragma once
#include "glia/initializers/initializer.hpp"

namespace [[gnu::visibility("default")]] glia {
namespace initializers {

/// 1 everywhere.
struct Ones {
  static void fields(Fields& f);
  Array operator()(const InitialDraw& draw) const;
};

}  // namespace initializers
}  // namespace glia
