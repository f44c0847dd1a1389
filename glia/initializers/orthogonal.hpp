#pragma once
#include "glia/initializers/initializer.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace initializers {

/// gain · Q, where Q seen as a matrix (Π of the leading sizes, last size) has orthonormal columns, or rows if it has
/// fewer of them: Q of the QR decomposition of normal numbers, R with a positive diagonal. Saxe et al. 2014.
/// seed: −1 = from the model's seed and the variable's path. A ShapeError unless the variable has two axes or more.
struct Orthogonal {
  double gain = 1;
  Dim seed = -1;

  static void fields(Fields& f);
  Array operator()(const InitialDraw& draw) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
