#include "testing/counted_heap.hpp"

#ifndef GLIA_FOREIGN_HEAP
#include "glia/layers/dense.hpp"
#include "glia/model/model.hpp"
#include "testing/golden.hpp"

namespace glia {
namespace {

using tests::heap_allocations;

TEST(PredictAllocations, NoneOnceWarm) {
  const Sequential model{Input{784}, Dense{128, relu}, Dense{10, softmax}};
  const Array row = tests::noise(0, {1, 784}).cast(f32);
  const Array rows = tests::noise(0, {40, 784}).cast(f32);
  const long cold = heap_allocations();
  for (int i = 0; i < 3; ++i) model.predict(row);
  EXPECT_GT(heap_allocations(), cold) << "the hook counts";
  const long warm = heap_allocations();
  double sum = 0;
  for (int i = 0; i < 100; ++i) sum += model.predict(row).get(0);
  EXPECT_EQ(heap_allocations(), warm);
  EXPECT_GT(sum, 0);
  for (int i = 0; i < 3; ++i) model.predict(rows);
  const long warm_rows = heap_allocations();
  for (int i = 0; i < 20; ++i) model.predict(rows);
  EXPECT_EQ(heap_allocations(), warm_rows);
}

}  // namespace
}  // namespace glia

#endif  // GLIA_FOREIGN_HEAP
