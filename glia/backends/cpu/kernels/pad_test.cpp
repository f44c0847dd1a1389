#include "glia/ops/shape_ops.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

TEST(PadKernel, AgreesWithTheReferenceOnThreads) {
  for (const DType dtype : {f32, f64, i32, u8}) {
    const Tensor x = parameter(0, {{-1, 7, 10}, dtype});
    const Tensor fixed = parameter(0, {{1, 3, 200}, dtype});
    for (const std::int64_t rows : {0, 1, 900}) {
      const Array in = random_array({rows, 7, 10}, i32, 0, 200).cast(dtype);
      check_kernel("pad", ops::pad(x, {0, 1, 2}, {0, 0, 3}, 5), {x}, {in}, rows);
    }
    const Array in = random_array({1, 3, 200}, i32, 0, 200).cast(dtype);
    check_kernel("pad", ops::pad(fixed, {0, 200, 0}, {0, 300, 1}, 1), {fixed}, {in});
    check_kernel("pad", ops::pad(fixed, {2, 0, 0}, {1, 0, 0}), {fixed}, {in});
  }
  const Tensor scalar = parameter(0, {{}, f32});
  check_kernel("pad", ops::pad(scalar, {}, {}), {scalar}, {random_array({})});
}

TEST(PadKernel, PadsByBatches) {
  const Tensor x = parameter(0, {{-1, 5}, f32});
  const Attributes attributes{
      {"before", std::vector<std::int64_t>{-1, 0}}, {"after", std::vector<std::int64_t>{-2, 1}}, {"value", 2.0}};
  check_kernel("pad", emit(*find_op("pad"), {x}, attributes), {x}, {random_array({6, 5})}, 6);
}

}  // namespace
}  // namespace glia::detail::cpu
