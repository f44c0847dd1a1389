#include <cstring>

#include "glia/base/random.hpp"
#include "glia/model/model_state.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/runtime/program.hpp"

namespace glia::detail {
namespace {

/// x (n, 256) → a cheap value h of it that a large product reads → w moves by hᵀ·h·2⁻²⁰, and a scalar of h is kept.
struct Case {
  Variable w{"w", Shape{256, 256}, f32, 0.5};
  Variable kept{"kept", Shape{}, f32};
  std::shared_ptr<const Program> program;

  Case() {
    const Tensor x = parameter(0, {Shape{-1, 256}, f32});
    const Tensor h = ops::tanh(x) + 1;
    const Tensor y = ops::matmul(h, w);
    program = compile_graph(
        {{x}, {ops::sum(y)}, {{w, Tensor(w) + ops::matmul(h, h, true) * 0x1p-20}, {kept, ops::sum(h)}}}, 64, -1);
  }
};

TEST(Program, CheapValuesThatAllReadAreComputedByEachThread) {
  const std::string text = Case().program->describe();
  EXPECT_NE(text.find("each thread"), std::string::npos) << text;
  for (std::size_t at = 0; (at = text.find("each thread", at)) != std::string::npos; ++at) {
    const std::string line = text.substr(text.rfind('\n', at) + 1, at - text.rfind('\n', at) - 1);
    EXPECT_EQ(line.find("matmul"), std::string::npos) << "a large product is shared: " << line;
  }
}

TEST(Program, ThreadsDoNotChangeTheBits) {
  Array x(Shape{64, 256});
  fill_uniform(x.span<float>().data(), 0, x.size(), 3, 0, -2.0F, 2.0F);
  const void* in = x.raw();
  std::vector<Array> weights;
  std::vector<float> sums, kept;
  for (const int threads : {1, 2, 3, 8}) {
    Case c;
    float sum = 0;
    void* out = &sum;
    for (const std::int64_t rows : {64, 1, 63, 64}) {
      c.program->run({.parameters = {&in, 1}, .results = {&out, 1}, .rows = rows, .threads = threads});
    }
    weights.push_back(c.w.value());
    sums.push_back(sum);
    kept.push_back(static_cast<float>(c.kept.value().item()));
  }
  for (std::size_t i = 1; i < weights.size(); ++i) {
    EXPECT_EQ(std::memcmp(weights[i].raw(), weights[0].raw(), static_cast<std::size_t>(weights[0].bytes())), 0);
    EXPECT_EQ(sums[i], sums[0]);
    EXPECT_EQ(kept[i], kept[0]);
  }
  EXPECT_NE(weights[0].get(0), 0.5);
}

}  // namespace
}  // namespace glia::detail
