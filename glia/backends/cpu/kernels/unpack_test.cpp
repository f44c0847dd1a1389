#include "glia/graph/variable_state.hpp"
#include "glia/passes/layout.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

TEST(Unpack, GivesRowsBack) {
  for (const Shape& shape : {Shape{1, 1}, Shape{7, 16}, Shape{300, 50}}) {
    const Array in = random_array(shape);
    const KernelRun run(emit(op_unpack, {parameter(0, {shape, f32, Layout::panels})}), {to_layout(in, Layout::panels)},
                        0, true);
    EXPECT_EQ(run.kernel, "unpack");
    EXPECT_TRUE(tests::near(run.out, in, {}));
  }
}

}  // namespace
}  // namespace glia::detail::cpu
