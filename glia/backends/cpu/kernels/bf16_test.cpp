// Products marked "bf16" against the reference, which rounds their factors: on every instruction set, since those
// without bf16 round first and multiply as f32.
#include "glia/ops/conv.hpp"
#include "glia/ops/matmul.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {
namespace {

Tensor marked(const Tensor& t) {
  Attributes attributes = t.node()->attributes;
  attributes.set("precision", "bf16");
  return emit(*t.node()->op, t.node()->inputs, attributes);
}

TEST(Bf16Kernels, MatmulRoundsItsFactors) {
  for (const std::int64_t depth : {1, 31, 300}) {
    for (const std::int64_t columns : {1, 16, 45}) {
      const Tensor a = parameter(0, {{-1, depth}, f32}), b = parameter(1, {{depth, columns}, f32});
      for (const std::int64_t rows : {0, 1, 37}) {
        check_kernel("matmul", marked(ops::matmul(a, b)), {a, b},
                     {random_array({rows, depth}), random_array({depth, columns})}, rows,
                     tests::f32_tolerance(static_cast<double>(depth)));
      }
    }
  }
}

TEST(Bf16Kernels, ConvRoundsItsFactors) {
  struct Case {
    Shape image, kernel;
    ops::ConvOptions options;
  };
  for (const Case& c : {Case{{-1, 9, 7, 5}, {3, 3, 5, 20}, {.padding = "same"}},
                        {{-1, 8, 8, 32}, {1, 1, 32, 16}, {}},
                        {{-1, 11, 6, 6}, {3, 2, 3, 8}, {.strides = {2}}},
                        {{-1, 20, 3}, {5, 3, 7}, {.padding = "causal", .dilation_rate = {2}}}}) {
    const Tensor image = parameter(0, {c.image, f32}), kernel = parameter(1, {c.kernel, f32});
    for (const std::int64_t rows : {0, 1, 3}) {
      check_kernel("conv", marked(ops::conv(image, kernel, c.options)), {image, kernel},
                   {random_array(c.image.at(rows)), random_array(c.kernel)}, rows,
                   tests::f32_tolerance(static_cast<double>(c.kernel.elements() / c.kernel.dim(-1))));
    }
  }
}

}  // namespace
}  // namespace glia::detail::cpu
