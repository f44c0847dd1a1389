#include "glia/ops/nn.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

TEST(Crossentropy, AgreesWithTheReferenceOnThreads) {
  for (const std::int64_t classes : {1, 2, 10, 1000}) {
    for (const std::int64_t rows : {0, 1, 33, 500}) {
      const Tensor labels = parameter(0, {{-1}, i64});
      const Tensor target = parameter(0, {{-1, classes}, f32});
      const Tensor x = parameter(1, {{-1, classes}, f32});
      const Array label = random_array({rows}, i64, 0, static_cast<double>(classes));
      const Array logits = random_array({rows, classes}, f32, -9, 9);
      const Array p = random_array({rows, classes}, f32, 0.01, 1);
      const Array t = random_array({rows, classes}, f32, 0, 1);
      const tests::Tolerance near{3e-6, 1e-6};
      check_kernel("crossentropy", ops::sparse_categorical_crossentropy(labels, x, true), {labels, x}, {label, logits},
                   rows, near);
      check_kernel("crossentropy", ops::sparse_categorical_crossentropy(labels, x), {labels, x}, {label, p}, rows,
                   near);
      check_kernel("crossentropy", ops::categorical_crossentropy(target, x, true), {target, x}, {t, logits}, rows,
                   near);
      check_kernel("crossentropy", ops::categorical_crossentropy(target, x), {target, x}, {t, p}, rows, near);
    }
  }
}

TEST(Crossentropy, NamesTheFirstLabelOutOfRange) {
  const Tensor labels = parameter(0, {{-1}, i64});
  const Tensor x = parameter(1, {{-1, 10}, f32});
  for (const bool logits : {true, false}) {
    Array label = random_array({3000}, i64, 0, 10);
    label.set(2900, -1);
    label.set(1500, 10);
    const Tensor loss = ops::sparse_categorical_crossentropy(labels, x, logits);
    for (const bool backwards : {false, true}) {
      const KernelRun run(loss, {label, random_array({3000, 10}, f32, 0.1, 1)}, 3000, backwards);
      EXPECT_EQ(run.fault.code(), Fault::label_out_of_range);
      EXPECT_EQ(run.fault.position(), 1500);
      EXPECT_EQ(run.fault.value(), 10);
      EXPECT_EQ(run.out.get(1500), 0);
      EXPECT_EQ(run.out.get(2900), 0);
    }
  }
}

}  // namespace
}  // namespace glia::detail::cpu
