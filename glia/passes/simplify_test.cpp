#include "glia/passes/simplify.hpp"

#include "testing/check_pass.hpp"

namespace glia::detail {
namespace {

using namespace tests;

const std::string kOnlyY = graph_of_xy("");

/// op(y, value), or op(value, y).
std::string y_and(double value, const std::string& op, bool value_first = false) {
  return graph_of_xy("%2 = constant {value=" + std::to_string(value) +
                     ", weak=0} : f32[]\n%3 = broadcast_to(%2) {shape=[-1, 3]} : f32[n,3]\n%4 = " + op +
                     (value_first ? "(%3, %1)" : "(%1, %3)") + " : f32[n,3]\n");
}

TEST(Simplify, RemovesWhatDoesNothing) {
  for (const bool first : {false, true}) {
    check_pass(simplify, y_and(0, "add", first), kOnlyY);
    check_pass(simplify, y_and(1, "multiply", first), kOnlyY);
  }
  check_pass(simplify, y_and(0, "subtract"), kOnlyY);
  check_pass(simplify, y_and(1, "divide"), kOnlyY);
  check_pass(simplify, graph_of_xy("%2 = cast(%1) {dtype=\"f32\"} : f32[n,3]\n"), kOnlyY);
  check_pass(simplify, graph_of_xy("%2 = reshape(%1) {shape=[-1, 3]} : f32[n,3]\n"), kOnlyY);
  check_pass(simplify, graph_of_xy("%2 = broadcast_to(%1) {shape=[-1, 3]} : f32[n,3]\n"), kOnlyY);
}

TEST(Simplify, KeepsWhatDoesSomethingOrCouldHideANaN) {
  for (const bool first : {false, true}) {
    check_unchanged(simplify, y_and(1, "add", first));
    check_unchanged(simplify, y_and(0, "multiply", first));
    check_unchanged(simplify, y_and(2, "divide", first));
  }
  check_unchanged(simplify, y_and(0, "subtract", true));
  check_unchanged(simplify, y_and(1, "divide", true));
  check_unchanged(simplify, graph_of_xy("%2 = subtract(%1, %1) : f32[n,3]\n"));
  check_unchanged(simplify, graph_of_xy("%2 = cast(%1) {dtype=\"f64\"} : f64[n,3]\n"));
  check_unchanged(simplify, graph_of_xy("%2 = reshape(%1) {shape=[-1, 1, 3]} : f32[n,1,3]\n"));
}

TEST(Simplify, JoinsShapeChanges) {
  check_pass(simplify,
             graph_of_xy("%2 = reshape(%1) {shape=[-1, 1, 3]} : f32[n,1,3]\n"
                         "%3 = reshape(%2) {shape=[-1, 3, 1]} : f32[n,3,1]\n"),
             graph_of_xy("%2 = reshape(%1) {shape=[-1, 3, 1]} : f32[n,3,1]\n"));
  check_pass(simplify,
             graph_of_xy("%2 = sum(%1) {axes=[0, 1]} : f32[]\n%3 = broadcast_to(%2) {shape=[2, 3]} : f32[2,3]\n"
                         "%4 = reshape(%3) {shape=[6]} : f32[6]\n"),
             graph_of_xy("%2 = sum(%1) {axes=[0, 1]} : f32[]\n%3 = broadcast_to(%2) {shape=[6]} : f32[6]\n"));
  check_unchanged(simplify,
                  graph_of_xy("%2 = sum(%1) {axes=[0]} : f32[3]\n%3 = broadcast_to(%2) {shape=[2, 3]} : f32[2,3]\n"
                              "%4 = reshape(%3) {shape=[6]} : f32[6]\n"));
}

TEST(Simplify, AddsProductsBeforeTheyAreReshaped) {
  const auto graph = [](const std::string& lines) {
    return "%0 = parameter {index=0} : f32[2,3]\n%1 = parameter {index=1} : f32[3,4]\n" + lines +
           "parameters %0, %1\nresults %9\n";
  };
  const std::string product = " = matmul(%0, %1) {transpose_a=0, transpose_b=0} : f32[2,4]\n";
  const std::string other = " = matmul(%2, %1) {transpose_a=0, transpose_b=0} : f32[2,4]\n";
  const std::string start = "%2 = exp(%0) : f32[2,3]\n%3" + product + "%4" + other;
  check_pass(simplify,
             graph(start + "%5 = reshape(%3) {shape=[1, 2, 4]} : f32[1,2,4]\n"
                           "%6 = reshape(%4) {shape=[1, 2, 4]} : f32[1,2,4]\n%7 = add(%5, %6) : f32[1,2,4]\n"
                           "%9 = add(%7, %6) : f32[1,2,4]\n"),
             graph(start + "%5 = add(%3, %4) : f32[2,4]\n%6 = add(%5, %4) : f32[2,4]\n"
                           "%9 = reshape(%6) {shape=[1, 2, 4]} : f32[1,2,4]\n"));
  check_unchanged(simplify, graph("%2 = exp(%0) : f32[2,3]\n%3 = reshape(%2) {shape=[6]} : f32[6]\n"
                                  "%4 = reshape(%0) {shape=[6]} : f32[6]\n%9 = add(%3, %4) : f32[6]\n"));
}

TEST(Simplify, FoldsScalars) {
  const std::string two = "%2 = constant {value=2.0, weak=0} : f32[]\n";
  check_pass(simplify, graph_of_xy(two + "%3 = square(%2) : f32[]\n"),
             graph_of_xy("%2 = constant {value=4.0, weak=0} : f32[]\n"));
  check_pass(simplify, graph_of_xy(two + "%3 = constant {value=0.5, weak=0} : f32[]\n%4 = power(%2, %3) : f32[]\n"),
             graph_of_xy("%2 = constant {value=1.4142135381698608, weak=0} : f32[]\n"));
  const std::string whole = "%2 = constant {value=2.0, weak=0} : i64[]\n";
  check_unchanged(simplify, graph_of_xy(whole + "%3 = square(%2) : i64[]\n"));
}

TEST(Simplify, CountsFixedAxes) {
  check_pass(simplify, graph_of_xy("%2 = count(%1) {axes=[1]} : f32[]\n"),
             graph_of_xy("%2 = constant {value=3.0, weak=0} : f32[]\n"));
  check_unchanged(simplify, graph_of_xy("%2 = count(%1) {axes=[0]} : f32[]\n"));
}

TEST(Simplify, ComputesASpreadScalarOnce) {
  check_pass(simplify,
             graph_of_xy("%2 = sum(%1) {axes=[0, 1]} : f32[]\n%3 = broadcast_to(%2) {shape=[-1, 3]} : f32[n,3]\n"
                         "%4 = exp(%3) : f32[n,3]\n"),
             graph_of_xy("%2 = sum(%1) {axes=[0, 1]} : f32[]\n%3 = exp(%2) : f32[]\n"
                         "%4 = broadcast_to(%3) {shape=[-1, 3]} : f32[n,3]\n"));
  check_unchanged(simplify,
                  graph_of_xy("%2 = sum(%1) {axes=[0]} : f32[3]\n%3 = broadcast_to(%2) {shape=[-1, 3]} : f32[n,3]\n"
                              "%4 = exp(%3) : f32[n,3]\n"));
}

std::string convolved(const std::string& pad, int image, int before) {
  return graph_of_xy(
      "%2 = reshape(%1) {shape=[-1, 3, 1]} : f32[n,3,1]\n" + pad +
      "%8 = constant {value=2.0, weak=0} : f32[]\n%9 = broadcast_to(%8) {shape=[2, 1, 1]} : f32[2,1,1]\n" +
      "%10 = conv(%" + std::to_string(image) + ", %9) {before=[" + std::to_string(before) +
      "], dilation=[1], groups=1, outputs=[3], strides=[2]} : f32[n,3,1]\n");
}

TEST(Simplify, PadsWithinConvolutions) {
  const auto padded = [](const std::string& before, const std::string& after, double value, const std::string& shape) {
    return "%3 = pad(%2) {after=" + after + ", before=" + before + ", value=" + std::to_string(value) + "} : f32[" +
           shape + "]\n";
  };
  check_pass(simplify, convolved(padded("[0, 2, 0]", "[0, 1, 0]", 0, "n,6,1"), 3, 0), convolved("", 2, 2));
  check_pass(simplify, convolved(padded("[0, 1, 0]", "[0, 1, 0]", 0, "n,5,1"), 3, 1), convolved("", 2, 2));
  check_unchanged(simplify, convolved(padded("[0, 2, 0]", "[0, 1, 0]", 1, "n,6,1"), 3, 0));
}

TEST(Simplify, TakesRowsInTheOrderThatIsWanted) {
  const std::string taken =
      "%2 = cast(%0) {dtype=\"i32\"} : i32[n,3]\n%3 = constant {value=2.0, weak=0} : f32[]\n"
      "%4 = broadcast_to(%3) {shape=[9, 5]} : f32[9,5]\n";
  const std::string in_rows = taken + "%5 = take(%4, %2) {axis=0} : f32[n,3,5]\n";
  check_pass(
      simplify, graph_of_xy(in_rows + "%6 = transpose(%5) {axes=[1, 0, 2]} : f32[3,n,5]\n"),
      graph_of_xy(taken + "%5 = transpose(%2) {axes=[1, 0]} : i32[3,n]\n%6 = take(%4, %5) {axis=0} : f32[3,n,5]\n"));
  check_unchanged(simplify, graph_of_xy(in_rows + "%6 = transpose(%5) {axes=[1, 2, 0]} : f32[3,5,n]\n"));
}

TEST(Simplify, MergesEqualNodesOnly) {
  check_pass(simplify,
             graph_of_xy("%2 = exp(%1) : f32[n,3]\n%3 = exp(%1) : f32[n,3]\n%4 = multiply(%2, %3) : f32[n,3]\n"),
             graph_of_xy("%2 = exp(%1) : f32[n,3]\n%4 = multiply(%2, %2) : f32[n,3]\n"));
  check_unchanged(simplify,
                  graph_of_xy("%2 = exp(%0) : f32[n,3]\n%3 = exp(%1) : f32[n,3]\n%4 = multiply(%2, %3) : f32[n,3]\n"));
  check_unchanged(simplify, graph_of_xy("%2 = sum(%1) {axes=[0]} : f32[3]\n%3 = sum(%0) {axes=[0]} : f32[3]\n"
                                        "%4 = multiply(%2, %3) : f32[3]\n"));
  check_unchanged(simplify,
                  "%0 = variable \"w\" : f32[3]\n%1 = variable \"w\"#1 : f32[3]\n%2 = multiply(%0, %1) : f32[3]\n"
                  "results %2\n");
}

Graph with_log_forms(const Graph& graph) { return {graph.parameters, log_forms(graph.results), graph.updates}; }

TEST(LogForms, TakeTheCrossentropyFromLogits) {
  struct Case {
    std::string activation, op, shape;
  };
  for (const Case& c :
       {Case{"softmax", "crossentropy", "f32[n]"}, Case{"sigmoid", "binary_crossentropy", "f32[n,3]"}}) {
    const auto loss = [&](const std::string& before, const std::string& of, int logits) {
      return graph_of_xy(before + "%9 = " + c.op + "(%0, " + of + ") {from_logits=" + std::to_string(logits) +
                         "} : " + c.shape + "\n");
    };
    const std::string activated = "%2 = " + c.activation + "(%1) : f32[n,3]\n";
    check_rewritten(with_log_forms(parse(loss(activated, "%2", 0))), loss("", "%1", 1));
    for (const std::string& kept :
         {loss(activated, "%2", 1), loss("", "%1", 0), loss(activated + "%3 = square(%2) : f32[n,3]\n", "%3", 0),
          loss(std::string("%2 = ") + (c.activation == "softmax" ? "sigmoid" : "softmax") + "(%1) : f32[n,3]\n", "%2",
               0)}) {
      check_rewritten(with_log_forms(parse(kept)), kept);
    }
  }
}

}  // namespace
}  // namespace glia::detail
