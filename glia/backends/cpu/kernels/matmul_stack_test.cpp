#include "glia/backends/cpu/test_targets.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

struct Case {
  Shape a, b;
  bool transpose_a, transpose_b;
};

std::vector<Case> cases() {
  return {{{-1, 5, 7}, {-1, 7, 9}, false, false},
          {{-1, 7, 5}, {-1, 7, 9}, true, false},
          {{-1, 5, 7}, {-1, 9, 7}, false, true},
          {{-1, 7, 5}, {-1, 9, 7}, true, true},
          {{-1, 4, 64, 32}, {-1, 4, 64, 32}, false, true},
          {{-1, 1, 20, 8}, {3, 8, 40}, false, false},
          {{2, 1, 20, 8}, {-1, 8, 40}, false, false},
          {{-1, 33}, {50, 33}, false, true},
          {{-1, 300}, {700, 300}, false, true},
          {{-1, 5, 0}, {-1, 0, 9}, false, false},
          {{-1, 1, 1}, {-1, 1, 1}, false, true}};
}

void check(const char* kernel, DType dtype, const Case& c, std::int64_t rows, double rel) {
  const Tensor a = parameter(0, {c.a, dtype});
  const Tensor b = parameter(1, {c.b, dtype});
  const std::vector<Array> in{random_array(c.a.at(rows), dtype), random_array(c.b.at(rows), dtype)};
  check_kernel(kernel, ops::matmul(a, b, c.transpose_a, c.transpose_b), {a, b}, in, rows, {rel, 0});
}

TEST(MatmulStack, AgreesWithTheReferenceOnThreads) {
  for (const Case& c : cases()) {
    for (const std::int64_t rows : {0, 1, 3, 150}) {
      if (rows == 150 && c.a.rank() == 4) continue;
      check("matmul_stack", f32, c, rows, 1e-5);
    }
  }
}

TEST(MatmulStack, RunsOnEveryTarget) {
  for_each_target([](std::int64_t) {
    check("matmul_stack", f32, {{-1, 20, 33}, {-1, 18, 33}, false, true}, 5, 1e-5);
    check("matmul_stack", f32, {{-1, 33, 20}, {33, 18}, true, false}, 20, 1e-5);
  });
}

TEST(MatmulStack, GoesOnWithAnEpilogue) {
  for (const std::int64_t rows : {1, 9, 200}) {
    Graph graph;
    graph.parameters = {parameter(0, {{-1, 60}, f32}), parameter(1, {{130, 60}, f32}), parameter(2, {{130}, f32})};
    graph.results = {
        ops::tanh(ops::matmul(graph.parameters[0], graph.parameters[1], false, true) + graph.parameters[2])};
    tests::run_with_backend(graph, {random_array({rows, 60}), random_array({130, 60}), random_array({130})}, rows,
                            {1e-4, 1e-5});
  }
}

TEST(MatmulDouble, AgreesWithTheReferenceOnThreads) {
  for (const Case& c : cases()) {
    for (const std::int64_t rows : {0, 1, 3, 20}) check("matmul_double", f64, c, rows, 1e-12);
  }
  check("matmul_double", f64, {{-1, 300}, {300, 700}, false, false}, 40, 1e-12);
}

}  // namespace
}  // namespace glia::detail::cpu
