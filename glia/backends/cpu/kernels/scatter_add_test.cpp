#include "glia/model/model_state.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/fuse.hpp"
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

/// What an optimizer does with the gradient of an embedding.
TEST(ScatterAdd, CarriesWhatHangsOnIt) {
  for (const Shape& shape : {Shape{5, 3}, Shape{2000, 40}, Shape{3, 70}, Shape{1, 9000}, Shape{5000, 16}}) {
    for (const std::int64_t rows : {0, 1, 200}) {
      const Tensors in{parameter(0, {{-1}, i32}), parameter(1, {{-1, shape[1]}, f32}), parameter(2, {shape, f32})};
      const Graph graph = fuse({in, {in[2] * 0.5 - ops::square(ops::scatter_add(in[0], in[1], shape))}, {}});
      check_kernel("scatter_add", graph.results[0], graph.parameters,
                   {random_array({rows}, i32, 0, static_cast<double>(shape[0])), random_array({rows, shape[1]}),
                    random_array(shape)},
                   rows, {1e-4, 1e-4});
    }
  }
}

TEST(ScatterAdd, ChangesNothingIfAnIndexIsOutOfRange) {
  constexpr std::int64_t kRows = 5000;  // more than one chunk
  Variable w("w", {kRows, 40});
  w.assign(random_array({kRows, 40}));
  const Array before = w.value();
  const Tensors in{parameter(0, {{-1}, i32}), parameter(1, {{-1, 40}, f32})};
  const auto program = compile_graph({in, {}, {{w, Tensor(w) - ops::scatter_add(in[0], in[1], {kRows, 40})}}}, 9, -1);
  const Array updates = random_array({9, 40});
  for (const std::int32_t wrong : {-1, static_cast<std::int32_t>(kRows), 7}) {
    Array indices = random_array({9}, i32, 0, 5000);
    indices.set(8, wrong);
    const std::vector<const void*> parameters{indices.raw(), updates.raw()};
    const auto run = [&] { program->run({.parameters = parameters, .results = {}, .rows = 9}); };
    if (wrong == 7) {
      run();
      EXPECT_NE(w.value().get(7 * 40), before.get(7 * 40));
    } else {
      EXPECT_THROW(run(), DataError);
      EXPECT_EQ(std::memcmp(w.value().raw(), before.raw(), static_cast<std::size_t>(before.bytes())), 0);
    }
  }
}

}  // namespace
}  // namespace glia::detail::cpu
