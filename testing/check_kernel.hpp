#pragma once
#include <cstring>
#include <string>
#include <vector>

#include "glia/runtime/kernel.hpp"
#include "testing/check_op.hpp"

namespace glia::detail::cpu {

/// Random numbers of any dtype; integers in [low, high).
inline Array random_array(const Shape& shape, DType dtype = f32, double low = -2, double high = 2) {
  return tests::draw({{.shape = shape, .low = low, .high = high, .dtype = dtype}})[0].cast(dtype);
}

/// Runs the kernel of one node, its chunks forwards or backwards, on scratch and results that hold rubbish before.
struct KernelRun {
  std::string kernel;
  Array out;
  Fault fault;

  KernelRun(const Tensor& result, const std::vector<Array>& in, std::int64_t rows, bool backwards) {
    const Node& node = *result.node();
    std::vector<Spec> specs;
    std::vector<const void*> inputs;
    for (const Tensor& t : node.inputs) {
      specs.push_back(spec(t));
      inputs.push_back(in[static_cast<std::size_t>(t.node()->attributes.integer("index"))].raw());
    }
    const auto runner = choose_kernel({node, specs, node.outputs, rows + 2}, &kernel);
    const Shape shape = spec(result).shape.at(rows);
    constexpr std::int64_t kGuard = 64;
    const auto bytes = shape.elements() * static_cast<std::int64_t>(spec(result).dtype.size());
    std::vector<unsigned char> memory(static_cast<std::size_t>(bytes + kGuard), 0xAB);
    std::vector<std::max_align_t> scratch(static_cast<std::size_t>(runner->scratch_bytes()) / sizeof(std::max_align_t) +
                                          5);
    auto address = (reinterpret_cast<std::uintptr_t>(scratch.data()) + 63) / 64 * 64;
    void* output = memory.data();
    const KernelArgs args{inputs.data(), &output, rows, reinterpret_cast<std::byte*>(address), &fault};
    const std::int64_t chunks = runner->chunks(rows);
    for (std::int64_t c = 0; c < chunks; ++c) {
      std::memset(reinterpret_cast<void*>(address), 0xCD, static_cast<std::size_t>(runner->scratch_bytes()));
      runner->run(args, backwards ? chunks - 1 - c : c);
    }
    for (std::size_t i = static_cast<std::size_t>(bytes); i < memory.size(); ++i)
      EXPECT_EQ(memory[i], 0xAB) << "written past the end";
    out = Array::copied(memory.data(), spec(result).dtype, shape);
  }
};

/// The result must come from `kernel`, be near the reference, and have the same bits in any order of its chunks and, as
/// a program, with 1, 2 and 3 threads.
inline void check_kernel(const char* kernel, const Tensor& result, const Tensors& parameters,
                         const std::vector<Array>& in, std::int64_t rows = 0, const tests::Tolerance& tolerance = {}) {
  SCOPED_TRACE(::testing::Message() << result.node()->op->name << " at " << rows);
  Graph graph;
  graph.parameters = parameters;
  graph.results = {result};
  const Array expected = tests::evaluate(graph, in, rows)[0];
  const KernelRun forwards(result, in, rows, false);
  const KernelRun backwards(result, in, rows, true);
  EXPECT_EQ(forwards.kernel, kernel);
  EXPECT_TRUE(tests::near(forwards.out, expected, tolerance));
  EXPECT_FALSE(forwards.fault.raised());
  EXPECT_EQ(std::memcmp(forwards.out.raw(), backwards.out.raw(), static_cast<std::size_t>(expected.bytes())), 0);
  tests::run_with_backend(graph, in, rows, tolerance);
}

}  // namespace glia::detail::cpu
