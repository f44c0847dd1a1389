// Model::graph_text() and Model::dot().
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

#include "glia/graph/variable_state.hpp"
#include "glia/layers/activations.hpp"
#include "glia/layers/add.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/dropout.hpp"
#include "glia/layers/flatten.hpp"
#include "glia/model/model.hpp"
#include "testing/expect_error.hpp"

namespace glia {
namespace {

using tests::expect_error;

Sequential mnist_model() {
  const Sequential model{Input{28, 28}, Flatten{}, Dense{128, "relu"}, Dropout{0.2}, Dense{10, "softmax"}};
  model.compile({.optimizer = "adam", .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  return model;
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

int count(const std::string& text, const std::string& part) {
  int out = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++out;
  return out;
}

TEST(GraphText, OfTheLayersHasOneNodeALayer) {
  const std::string text = mnist_model().graph_text();
  EXPECT_EQ(count(text, "= call"), 4) << text;
  EXPECT_TRUE(holds(text, "call \"flatten\"(%0) : f32[n,784]")) << text;
  EXPECT_TRUE(holds(text, "call \"dense_1\"(%3) : f32[n,10]")) << text;
  EXPECT_TRUE(holds(text, "parameters %0\nresults %4")) << text;
}

TEST(GraphText, OfPredictAndFitHasTheOps) {
  const Sequential model = mnist_model();
  const std::string predict = model.graph_text({.of = "predict"});
  EXPECT_EQ(count(predict, "= matmul"), 2);
  EXPECT_FALSE(holds(predict, "random")) << "dropout is off";
  const std::string fit = model.graph_text({.of = "fit"});
  EXPECT_TRUE(holds(fit, "random_bernoulli"));
  EXPECT_TRUE(holds(fit, "update \"adam/dense/kernel_momentum\"")) << fit;
  EXPECT_FALSE(holds(fit, "fused"));
  const std::string optimized = model.graph_text({.of = "fit", .passes = true});
  EXPECT_TRUE(holds(optimized, "fused(") && holds(optimized, "[784,128]p"));
}

TEST(GraphText, LeavesTheModelAlone) {
  const Sequential model = mnist_model();
  (void)model.dot({.of = "fit", .passes = true});
  for (const Variable& v : model.weights()) {
    EXPECT_FALSE(v.state().ready()) << v.path();
    EXPECT_FALSE(v.state().layout_is_fixed) << v.path();
  }
}

TEST(GraphText, Errors) {
  expect_error<ValueError>([] { (void)mnist_model().dot({.of = "predikt"}); }, {"\"predikt\"", "'predict'"});
  expect_error<ValueError>([] { (void)Sequential{Dense{1}}.dot(); },
                           {"needs to know its input", "Begin it with Input"});
  const Sequential raw{Input{1}, Dense{1}};
  expect_error<ValueError>([&] { (void)raw.dot({.of = "fit"}); }, {"must be compiled"});
  raw.compile();
  expect_error<ValueError>([&] { (void)raw.dot({.of = "fit"}); }, {"compiled without a loss"});
}

/// Lines of a drawing that state a node.
int nodes_in(const std::string& dot) {
  std::istringstream lines(dot);
  int out = 0;
  for (std::string line; std::getline(lines, line);) out += holds(line, " [label=") && !holds(line, " -> ");
  return out;
}

/// What Graphviz makes of a drawing; "" if it is not installed or fails.
std::string drawn(const std::string& dot) {
  if (std::system("command -v dot >/dev/null 2>&1") != 0) return "";
  const auto base = std::filesystem::temp_directory_path() / ("glia_dot_" + std::to_string(::getpid()));
  std::ofstream(base) << dot;
  const std::string out = base.string() + ".svg";
  const int status = std::system(("dot -Tsvg '" + base.string() + "' -o '" + out + "'").c_str());
  std::ifstream file(out);
  const std::string svg((std::istreambuf_iterator<char>(file)), {});
  std::filesystem::remove(base);
  std::filesystem::remove(out);
  EXPECT_EQ(status, 0) << dot;
  EXPECT_TRUE(holds(svg, "<svg"));
  return svg;
}

TEST(Dot, DrawsARealModel) {
  const Input a({3}, {.name = "left \"1\""}), b{3};
  const Layer shared = Dense{4, "tanh"};
  const Model model{{a, b}, {Tensors{shared(a), shared(b)} | Add{}}};
  const std::string dot = model.dot();
  EXPECT_EQ(dot.find("digraph {"), 0u);
  EXPECT_EQ(count(dot, "call dense\\n"), 2) << "shared: applied twice\n" << dot;
  EXPECT_EQ(count(dot, " -> "), 5) << dot;
  EXPECT_EQ(nodes_in(dot), 6) << dot;
  for (const std::string& text :
       {dot, mnist_model().dot({.of = "fit"}), mnist_model().dot({.of = "fit", .passes = true})}) {
    const std::string svg = drawn(text);
    if (svg.empty()) continue;  // without Graphviz the text above is what can be looked at
    EXPECT_EQ(count(svg, "class=\"edge\""), count(text, " -> "));
    EXPECT_EQ(count(svg, "class=\"node\""), nodes_in(text));
  }
}

}  // namespace
}  // namespace glia
