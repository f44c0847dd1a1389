#include <cstring>

#include "glia/passes/pipeline.hpp"
#include "glia/runtime/program.hpp"
#include "testing/check_op.hpp"

namespace glia::tests {

void run_with_backend(const detail::Graph& graph, const std::vector<Array>& parameters, std::int64_t rows,
                      const Tolerance& tolerance) {
  using namespace detail;
  const std::vector<Array> expected = evaluate(graph, parameters, rows);
  const Graph ready = run_passes(graph);
  const Program program(make_plan(ready, rows + 3, -1));  // more room than rows, as for the last batch of an epoch
  std::vector<const void*> in;
  in.reserve(parameters.size());
  for (const Array& p : parameters) in.push_back(p.raw());
  std::vector<Array> first;
  for (const int threads : {1, 2, 3}) {
    std::vector<Array> out;
    std::vector<void*> pointers;
    out.reserve(expected.size());
    pointers.reserve(expected.size());
    for (const Array& e : expected) out.emplace_back(e.shape(), e.dtype());
    for (Array& o : out) pointers.push_back(o.raw());
    program.run({.parameters = in, .results = pointers, .rows = rows, .threads = threads});
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (threads == 1) {
        EXPECT_TRUE(near(out[i], expected[i], tolerance)) << "result " << i << " of\n"
                                                          << program.describe() << print(ready);
      } else {
        EXPECT_EQ(std::memcmp(out[i].raw(), first[i].raw(), static_cast<std::size_t>(out[i].bytes())), 0)
            << "result " << i << " with " << threads << " threads";
      }
    }
    if (threads == 1) first = out;
  }
}

}  // namespace glia::tests
