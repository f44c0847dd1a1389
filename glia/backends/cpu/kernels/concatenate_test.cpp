#include "glia/ops/shape_ops.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

TEST(ConcatenateKernel, AgreesWithTheReferenceOnThreads) {
  for (const DType dtype : {f32, i64, u8}) {
    for (const int axis : {0, 1, 2}) {
      for (const std::int64_t rows : {0, 1, 400}) {
        const Shape small{-1, 3, 20};
        Shape wide = small;
        wide[axis] = axis == 0 ? -2 : 70;
        Shape none = small;
        if (axis > 0) none[axis] = 0;
        const Tensors parts{parameter(0, {small, dtype}), parameter(1, {none, dtype}), parameter(2, {wide, dtype})};
        std::vector<Array> in;
        for (const Shape& s : {small, none, wide}) in.push_back(random_array(s.at(rows), i32, 0, 200).cast(dtype));
        check_kernel("concatenate", ops::concatenate(parts, axis), parts, in, rows);
      }
    }
  }
}

}  // namespace
}  // namespace glia::detail::cpu
