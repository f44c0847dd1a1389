#include <gtest/gtest.h>

#include "glia/constraints/constraint.hpp"
#include "testing/golden.hpp"

// Keras's constraints.
namespace glia {
namespace {

using namespace tests;

TEST(ConstraintsGolden, Values) {
  const int ran = for_each_case("constraints", [](const std::string& key, const Value& at) {
    Constraint made;
    from_config(class_of(at, "constraint"), made);
    const TensorFunction& f = made;
    const Array w = array_of(at["w"]);
    for (const DType dtype : {DType(f64), DType(f32)}) {
      const std::string in = dtype == f32 ? " in f32" : "";
      const Tensor at_w = w.cast(dtype);
      const Tensor value = f(at_w);
      expect_golden("constraints", key, "value" + in, eval_on_threads(value), array_of(at["value"]),
                    static_cast<double>(w.size()));
    }
  });
  EXPECT_GE(ran, 21);
  expect_all_exceptions_met("constraints");
}

}  // namespace
}  // namespace glia
