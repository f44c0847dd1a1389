#include <glia/glia.hpp>
using namespace glia;

int main() {
  const Array a{{1, 2}, {3, 4}};
  if (a.shape() != Shape{2, 2}) return 1;
  if (Layer(Dense{4}).class_name() != "Dense") return 3;  // the code behind the handle comes from the library
  try {
    (void)Shape{2, 3}.dim(2);
  } catch (const ShapeError&) {  // thrown in the library, caught here: the type is exported
    return 0;
  }
  return 2;
}
