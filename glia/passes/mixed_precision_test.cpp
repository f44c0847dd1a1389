#include "glia/passes/mixed_precision.hpp"

#include <gtest/gtest.h>

#include "testing/check_pass.hpp"

namespace glia::detail {
namespace {

using namespace tests;

std::string product(const std::string& attributes, const std::string& spec) {
  return graph_of_xy("%2 = matmul(%0, %1) {" + attributes + "} : " + spec + "\n");
}

void check(const std::string& before, const std::string& after) {
  check_rewritten(mixed_precision(parse(before)), after);
}

TEST(MixedPrecisionPass, MarksProductsThatAddUpManyNumbers) {
  // xᵀ·y adds up n numbers, x·yᵀ three.
  check(product("transpose_a=1, transpose_b=0", "f32[3,3]"),
        product("transpose_a=1, transpose_b=0, precision=\"bf16\"", "f32[3,3]"));
  check(product("transpose_a=0, transpose_b=1", "f32[n,n]"), product("transpose_a=0, transpose_b=1", "f32[n,n]"));
}

TEST(MixedPrecisionPass, LeavesOtherNumbersAndWhatIsMarked) {
  const std::string marked = product("transpose_a=1, transpose_b=0, precision=\"bf16\"", "f32[3,3]");
  check(marked, marked);
  const std::string longer = graph_of_xy(
      "%2 = cast(%0) {dtype=\"f64\"} : f64[n,3]\n%3 = matmul(%2, %2) {transpose_a=1, transpose_b=0} : f64[3,3]\n");
  check(longer, longer);
  const std::string sum = graph_of_xy("%2 = sum(%1) {axes=[0]} : f32[3]\n");
  check(sum, sum);
}

TEST(MixedPrecisionPass, MarksConvolutionsByWhatMeetsInOneNumber) {
  const auto convolution = [](const std::string& mark, int taps) {
    const std::string k = std::to_string(taps);
    return graph_of_xy(
        "%2 = reshape(%1) {shape=[-1, 3, 1]} : f32[n,3,1]\n%3 = constant {value=2.0, weak=0} : f32[]\n"
        "%4 = broadcast_to(%3) {shape=[" +
        k + ", 1, 4]} : f32[" + k + ",1,4]\n%5 = conv(%2, %4) {before=[" + std::to_string(taps - 1) +
        "], dilation=[1], groups=1, outputs=[3], strides=[1]" + mark + "} : f32[n,3,4]\n");
  };
  check(convolution("", 16), convolution(", precision=\"bf16\"", 16));
  check(convolution("", 15), convolution("", 15));
}

}  // namespace
}  // namespace glia::detail
