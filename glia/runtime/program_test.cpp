#include "glia/runtime/program.hpp"

#include <limits>

#include "glia/base/error.hpp"
#include "glia/model/model_state.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"

namespace glia::detail {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

Variable filled(const char* name, const Array& values) {
  Variable v(name, values.shape());
  v.assign(values);
  return v;
}

Outcome run(const Program& program, std::vector<const void*> in, std::vector<void*> out, std::int64_t rows) {
  return program.run({.parameters = in, .results = out, .rows = rows});
}

TEST(Program, EveryReadSeesTheValueBeforeTheStep) {
  Variable a = filled("a", {1, 2}), b = filled("b", {10, 20}), c = filled("c", {100, 200});
  const Graph graph{{}, {ops::sum(Tensor(a))}, {{a, Tensor(b) + 1}, {b, Tensor(a) * 2}, {c, a}}};
  const auto program = compile_graph(graph, 1, -1);
  float sum = 0;
  run(*program, {}, {&sum}, 1);
  EXPECT_EQ(sum, 3);
  EXPECT_EQ(a.value().get(1), 21);
  EXPECT_EQ(b.value().get(1), 4) << "from the old a";
  EXPECT_EQ(c.value().get(1), 2) << "the old a itself";
  run(*program, {}, {&sum}, 1);
  EXPECT_EQ(sum, 11 + 21);
}

TEST(Program, SwappingTwoVariablesKeepsBoth) {
  Variable a = filled("a", {1, 2}), b = filled("b", {3, 4});
  const auto program = compile_graph({{}, {}, {{a, b}, {b, a}}}, 1, -1);
  run(*program, {}, {}, 1);
  EXPECT_EQ(a.value().get(0), 3);
  EXPECT_EQ(b.value().get(0), 1);
}

TEST(Program, AGuardThatIsNotFiniteStopsEveryWriter) {
  Variable w = filled("w", {3}), count = filled("count", {0});
  const Tensor x = parameter(0, {{-1}, f32});
  const auto program =
      compile_graph({{x}, {ops::sum(x) + ops::sum(Tensor(w))}, {{w, Tensor(w) - 1}, {count, Tensor(count) + 1}}}, 4, 0);
  float guard = 0;
  const std::vector<float> bad{1, kNan}, good{1, 2, 4};
  EXPECT_EQ(run(*program, {bad.data()}, {&guard}, 2), Outcome::not_finite);
  EXPECT_EQ(w.value().item(), 3);
  EXPECT_EQ(count.value().item(), 0);
  EXPECT_EQ(run(*program, {good.data()}, {&guard}, 3), Outcome::done);
  EXPECT_EQ(guard, 10);
  EXPECT_EQ(w.value().item(), 2);
  EXPECT_EQ(count.value().item(), 1);
}

// The guard reads what a variable becomes: that is stored once the guard is known.
TEST(Program, AGuardMayReadWhatAVariableBecomes) {
  Variable w = filled("w", Array{1, 2, 3});
  const Tensor x = parameter(0, {{3}, f32});
  const Tensor next = ops::exp(Tensor(w) * x);
  const auto program = compile_graph({{x}, {ops::sum(next)}, {{w, next}}}, 1, 0);
  const std::vector<float> bad{0, 0, 1e30F}, good{0, 0, 0};
  float guard = 0;
  EXPECT_EQ(run(*program, {bad.data()}, {&guard}, 1), Outcome::not_finite);
  EXPECT_EQ(w.value().get(2), 3);
  EXPECT_EQ(run(*program, {good.data()}, {&guard}, 1), Outcome::done);
  EXPECT_EQ(guard, 3);
  EXPECT_EQ(w.value().get(2), 1);
}

TEST(Program, AFaultStopsBeforeTheUpdates) {
  Variable total = filled("total", {5});
  Array table{10, 20, 30};
  const Tensor rows = parameter(0, {{-1}, i32});
  const Tensor sum = ops::sum(ops::take(Tensor(table), rows));
  const auto program = compile_graph({{rows}, {sum}, {{total, Tensor(total) + sum}}}, 4, 0);
  float result = 0;
  for (const std::int32_t wrong : {3, -1, 1 << 30}) {
    const std::vector<std::int32_t> index{0, wrong};
    EXPECT_THROW(run(*program, {index.data()}, {&result}, 2), DataError);
    EXPECT_EQ(total.value().item(), 5);
  }
  const std::vector<std::int32_t> index{2, 1, 0};
  EXPECT_EQ(run(*program, {index.data()}, {&result}, 3), Outcome::done);
  EXPECT_EQ(total.value().item(), 65);
}

// Rows 16 … 31 of each leaf are read where they lie, before the variable changes.
TEST(Program, PartsOfLeavesAreReadInPlace) {
  Array numbers(Shape{48});
  for (std::int64_t i = 0; i < 48; ++i) numbers.set(i, static_cast<double>(i));
  Variable w = filled("w", numbers), tail = filled("tail", Array(Shape{16}));
  const Tensor x = parameter(0, {{48}, f32});
  const auto middle = [](const Tensor& t) { return ops::slice(t, {16}, {32}); };
  const Tensor sum = middle(w) + middle(x) * middle(Tensor(numbers));
  const auto program =
      compile_graph({{x}, {sum, middle(x)}, {{w, Tensor(w) * 2}, {tail, ops::slice(Tensor(w), {32}, {48})}}}, 1, -1);
  EXPECT_EQ(program->describe().find("slice"), std::string::npos) << program->describe();
  std::vector<float> ones(48, 1), out(16), part(16);
  ones[17] = 3;
  for (const float factor : {1.0F, 2.0F}) {
    run(*program, {ones.data()}, {out.data(), part.data()}, 1);
    EXPECT_EQ(out[1], 17 * factor + 3 * 17);
    EXPECT_EQ(out[15], 31 * factor + 31);
    EXPECT_EQ(part[1], 3);
    EXPECT_EQ(tail.value().get(15), 47 * factor) << "what w was before";
  }
}

TEST(Program, APartThatBeginsInsideACacheLineIsCopied) {
  const Tensor x = parameter(0, {{48}, f32});
  const auto program = compile_graph({{x}, {ops::square(ops::slice(x, {1}, {17}))}, {}}, 1, -1);
  EXPECT_NE(program->describe().find("slice"), std::string::npos);
  std::vector<float> in(48), out(16);
  for (std::size_t i = 0; i < in.size(); ++i) in[i] = static_cast<float>(i);
  run(*program, {in.data()}, {out.data()}, 1);
  EXPECT_EQ(out[15], 256);
}

TEST(Program, ResultsMayBeOneValueAParameterOrAConstantAndFewerRowsAreLeftAlone) {
  const Tensor x = parameter(0, {{-1}, f32});
  const Tensor y = x * 2;
  const auto program = compile_graph({{x}, {y, y, x, ops::sum(x)}, {}}, 5, -1);
  const std::vector<float> in{1, 2, 3};
  std::vector<float> first(5, -7), second(5, -7), copy(5, -7);
  float sum = 0;
  for (int i = 0; i < 2; ++i) {
    run(*program, {in.data()}, {first.data(), second.data(), copy.data(), &sum}, 3);
    EXPECT_EQ(first, (std::vector<float>{2, 4, 6, -7, -7})) << "nothing behind the rows is written";
    EXPECT_EQ(second, first);
    EXPECT_EQ(copy, (std::vector<float>{1, 2, 3, -7, -7}));
    EXPECT_EQ(sum, 6);
  }
}

}  // namespace
}  // namespace glia::detail
