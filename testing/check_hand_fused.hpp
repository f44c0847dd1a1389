#pragma once
#include <cstring>
#include <functional>
#include <limits>

#include "glia/backends/cpu/hand_fused.hpp"
#include "glia/backends/cpu/test_targets.hpp"
#include "glia/ops/nn_ops.hpp"
#include "glia/passes/fuse.hpp"
#include "glia/passes/simplify.hpp"
#include "testing/check_kernel.hpp"

namespace glia::detail::cpu {

using Function = std::function<Tensors(const Tensors&)>;

/// One body: parameters of `shapes`, made by the passes that programs go through.
struct Body {
  std::shared_ptr<const Graph> graph;
  std::vector<std::size_t> parameters;  // numbers of the parameters behind the inputs of the fused node

  Body(const std::vector<Shape>& shapes, const Function& function) {
    Graph whole;
    for (std::size_t i = 0; i < shapes.size(); ++i)
      whole.parameters.push_back(parameter(static_cast<std::int64_t>(i), {shapes[i], f32}));
    whole.results = function(whole.parameters);
    const Graph fused = fuse(simplify(whole));
    for (const Node* node : fused.order()) {
      if (node->op != &op_fused) continue;
      EXPECT_EQ(graph, nullptr) << "more than one body";
      graph = std::get<std::shared_ptr<const Graph>>(node->payload);
      for (const Tensor& t : node->inputs)
        parameters.push_back(static_cast<std::size_t>(t.node()->attributes.integer("index")));
    }
  }
};

struct Case {
  const char* name;
  std::vector<Shape> shapes;
  Function function;
  bool matches = true;
};

inline const Shape kWhole{37, 19};
inline const Shape kRow{19};

/// Runs a body over blocks whose rows lie `gap` floats apart; returns all results one after the other.
inline std::vector<float> run(const Body& body, const TileProgram& program, const HandFused* hand,
                              const std::vector<Array>& values, std::int64_t gap, bool in_place) {
  const std::int64_t rows = kWhole[0];
  const std::int64_t columns = kWhole[1];
  const std::int64_t stride = columns + gap;
  const auto size = static_cast<std::size_t>(rows * stride);
  std::vector<std::vector<float>> memory;
  std::vector<BlockOperand> in;
  for (const TileProgram::Load& load : program.loads()) {
    const Array& value = values[body.parameters[load.input]];
    std::vector<float> data(size, -1.0F);
    const bool whole = value.shape() == kWhole;
    for (std::int64_t i = 0; i < value.size(); ++i) {
      data[static_cast<std::size_t>(whole ? i / columns * stride + i % columns : i)] = static_cast<float>(value.get(i));
    }
    memory.push_back(std::move(data));
    const bool column = value.rank() == 2 && value.dim(1) == 1;
    in.push_back({memory.back().data(), whole ? stride : column ? 1 : 0, value.size() == 1 || column ? 0 : 1});
  }
  std::vector<std::vector<float>> results(program.stores().size(), std::vector<float>(size, -1.0F));
  std::vector<void*> out;
  for (auto& r : results) out.push_back(r.data());
  std::vector<std::size_t> shared;  // results written over an operand of the same shape
  for (std::size_t i = 0, l = 0; in_place && i < out.size(); ++i, ++l) {
    while (l < in.size() && in[l].row != stride) ++l;
    if (l == in.size()) break;
    out[i] = memory[l].data();
  }
  const std::vector<std::int64_t> out_row(out.size(), stride);
  if (hand != nullptr) {
    EXPECT_TRUE(hand->run(in.data(), out.data(), out_row.data(), rows, columns));
  } else {
    std::vector<double> scratch(static_cast<std::size_t>(program.scratch_bytes()) / sizeof(double) + 8);
    program.run(in.data(), out.data(), out_row.data(), rows, columns, reinterpret_cast<std::byte*>(scratch.data()));
  }
  std::vector<float> all;
  for (void* o : out) all.insert(all.end(), static_cast<float*>(o), static_cast<float*>(o) + size);
  return all;
}

inline std::vector<Array> values_for(const Case& c) {
  std::vector<Array> out;
  for (std::size_t i = 0; i < c.shapes.size(); ++i) {
    // Second moments are not negative.
    Array value = random_array(c.shapes[i], f32, i >= 2 ? 0.01 : -2, 2);
    if (i == 0) {
      value.set(5, std::nan(""));
      value.set(100, std::numeric_limits<double>::infinity());
      value.set(101, -0.0);
    }
    out.push_back(value);
  }
  return out;
}

/// Each case is known, or not, as it says; if so, by hand come the bits of the tile program.
inline void check_hand_fused(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const Body body(c.shapes, c.function);
    ASSERT_NE(body.graph, nullptr);
    std::string refusal;
    const auto program = TileProgram::compile(*body.graph, Numbers::real32, refusal);
    ASSERT_NE(program, nullptr) << refusal;
    const auto hand = match_hand_fused(*body.graph, program->loads());
    ASSERT_EQ(hand != nullptr, c.matches);
    if (!c.matches) continue;
    const std::vector<Array> values = values_for(c);
    for_each_target([&](std::int64_t) {
      const auto micro_ops = TileProgram::compile(*body.graph, Numbers::real32, refusal);  // of this target
      for (const std::int64_t gap : {0, 5}) {
        for (const bool in_place : {false, true}) {
          const std::vector<float> expected = run(body, *micro_ops, nullptr, values, gap, in_place);
          const std::vector<float> got = run(body, *micro_ops, hand.get(), values, gap, in_place);
          EXPECT_EQ(std::memcmp(got.data(), expected.data(), got.size() * sizeof(float)), 0)
              << "gap " << gap << " in place " << in_place;
        }
      }
    });
  }
}

}  // namespace glia::detail::cpu
