#pragma once
#include "glia/initializers/initializer.hpp"

namespace [[gnu::visibility("default")]] glia {
namespace initializers {

/// `value` everywhere.
struct Constant {
  double value = 0;

  static void fields(Fields& f);
  Array operator()(const InitialDraw& draw) const;
};

}  // namespace initializers
}  // namespace glia
