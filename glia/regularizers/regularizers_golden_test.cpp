#include <gtest/gtest.h>

#include "glia/passes/grad.hpp"
#include "glia/regularizers/regularizer.hpp"
#include "testing/golden.hpp"

// Keras's regularizers and their gradients.
namespace glia {
namespace {

using namespace tests;

TEST(RegularizersGolden, ValuesAndGradients) {
  const int ran = for_each_case("regularizers", [](const std::string& key, const Value& at) {
    Regularizer made;
    from_config(class_of(at, "regularizer"), made);
    const TensorFunction& f = made;
    const Array w = array_of(at["w"]);
    for (const DType dtype : {DType(f64), DType(f32)}) {
      const std::string in = dtype == f32 ? " in f32" : "";
      const Tensor at_w = w.cast(dtype);
      const Tensor value = f(at_w);
      expect_golden("regularizers", key, "value" + in, eval_on_threads(value), array_of(at["value"]),
                    static_cast<double>(w.size()));
      expect_golden("regularizers", key, "gradient" + in, eval_on_threads(grad(value, {at_w})[0]),
                    array_of(at["gradient"]), static_cast<double>(w.size()));
    }
  });
  EXPECT_GE(ran, 9);
  expect_all_exceptions_met("regularizers");
}

}  // namespace
}  // namespace glia
