#include "testing/check_pass.hpp"

#include <gtest/gtest.h>

#include "testing/evaluate.hpp"
#include "testing/golden.hpp"
#include "testing/tolerance.hpp"

namespace glia::tests {
namespace {

using detail::Graph;

constexpr std::int64_t kRows = 4;

std::vector<Array> drawn(const Graph& graph) {
  std::vector<Array> out;
  for (const Tensor& p : graph.parameters) {
    const Shape shape = p.shape().at(kRows);
    if (p.dtype().is_real()) {
      out.push_back(noise(100 * static_cast<std::int64_t>(out.size()), shape).cast(p.dtype()));
    } else {
      out.emplace_back(shape, p.dtype());
    }
  }
  return out;
}

void expect_same_values(const Graph& before, const Graph& after) {
  ASSERT_EQ(after.results.size(), before.results.size());
  const std::vector<Array> numbers = drawn(before);
  const std::vector<Array> expected = evaluate(before, numbers, kRows);
  const std::vector<Array> got = evaluate(after, numbers, kRows);
  for (std::size_t i = 0; i < got.size(); ++i) EXPECT_TRUE(near(got[i], expected[i], {1e-6, 1e-7})) << "result " << i;
}

}  // namespace

void check_rewritten(const Graph& got, std::string_view after) {
  detail::verify(got);
  EXPECT_EQ(print(got), print(detail::parse(after)));
}

void check_pass(const Rewrite& pass, std::string_view before, std::string_view after) {
  const Graph from = detail::parse(before);
  const Graph to = pass(from);
  check_rewritten(to, after);
  EXPECT_EQ(print(pass(to)), print(to)) << "a second time it fires again";
  expect_same_values(from, to);
}

void check_unchanged(const Rewrite& pass, std::string_view text) { check_pass(pass, text, text); }

std::string graph_of_xy(std::string_view lines) {
  std::string out = "%0 = parameter {index=0} : f32[n,3]\n%1 = parameter {index=1} : f32[n,3]\n" + std::string(lines);
  const std::size_t last = out.rfind("\n%", out.size() - 2) + 1;
  return out + "parameters %0, %1\nresults " + out.substr(last, out.find(' ', last) - last) + "\n";
}

}  // namespace glia::tests
