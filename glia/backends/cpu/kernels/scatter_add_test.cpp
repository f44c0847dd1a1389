#include "glia/ops/shape_ops.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

TEST(ScatterAdd, AgreesWithTheReferenceOnThreads) {
  for (const Shape& shape : {Shape{5}, Shape{5, 3}, Shape{2000, 40}, Shape{3, 70}, Shape{1, 1}, Shape{4, 0}}) {
    for (const DType dtype : {f32, f64, i64}) {
      for (const std::int64_t rows : {0, 1, 3000}) {
        const Tensor indices = parameter(0, {{-1}, i32});
        Shape updates = shape;
        updates[0] = -1;
        const Tensor x = parameter(1, {updates, dtype});
        const Array at = random_array({rows}, i32, 0, static_cast<double>(shape[0]));
        check_kernel("scatter_add", ops::scatter_add(indices, x, shape), {indices, x},
                     {at, random_array(updates.at(rows), dtype)}, rows, {dtype == f32 ? 1e-4 : 1e-12, 0});
      }
    }
  }
}

TEST(ScatterAdd, NamesTheFirstIndexOutOfRange) {
  const Tensor indices = parameter(0, {{-1}, i64});
  const Tensor x = parameter(1, {{-1, 2}, f32});
  Array at = random_array({40}, i64, 0, 7);
  at.set(31, 7);
  const KernelRun run(ops::scatter_add(indices, x, {7, 2}), {at, random_array({40, 2})}, 40, true);
  EXPECT_EQ(run.fault.code(), Fault::index_out_of_range);
  EXPECT_EQ(run.fault.position(), 31);
}

}  // namespace
}  // namespace glia::detail::cpu
