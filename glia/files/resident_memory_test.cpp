// What the system gives a process for a model of 200 MB, against the bill. Each case runs in a process of its own.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <unistd.h>

#include "glia/layers/dense.hpp"
#include "glia/model/bill.hpp"
#include "glia/model/model.hpp"
#include "glia/optimizers/adam.hpp"
#include "glia/optimizers/sgd.hpp"
#include "testing/counted_heap.hpp"

#ifndef GLIA_FOREIGN_HEAP  // the sanitizers' heaps hold released blocks back
namespace glia {
namespace {

constexpr std::int64_t kMega = 1 << 20;
constexpr std::int64_t kLeast = 200'000'000;  // bytes of a model of which this is asked

std::int64_t peak_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    std::int64_t kilobytes = 0;
    if (word == "VmHWM:" && status >> kilobytes) return kilobytes * 1024;
  }
  return 0;
}

/// How far the most memory that the process had at one time rises above what it has now.
class Growth {
 public:
  Growth() {
    std::ofstream("/proc/self/clear_refs") << "5";  // forgets the peak so far
    start_ = peak_bytes();
  }
  std::int64_t bytes() const { return peak_bytes() - start_; }

 private:
  std::int64_t start_ = 0;
};

/// Ends the process: with 0 if the growth kept the rule.
[[noreturn]] void judge(const Growth& growth, std::int64_t billed) {
  const std::int64_t grown = growth.bytes();
  std::cerr << "grown by " << grown / kMega << " MB, billed " << billed / kMega << " MB" << std::endl;
  const bool large = billed >= kLeast && grown >= billed / 2;
  std::_Exit(large && static_cast<double>(grown) <= 1.05 * static_cast<double>(billed) + 4 * kMega ? 0 : 1);
}

Model compiled(int width, const Optimizer& optimizer) {
  const Sequential model{Input{width}, Dense{width, relu}, Dense{10}};
  model.compile({.optimizer = optimizer, .loss = "mse"});
  return model;
}

constexpr Dim kBatch = 32;

[[noreturn]] void train(int width, const Optimizer& optimizer) {
  const Array x(Shape{2 * kBatch, width}), y(Shape{2 * kBatch, 10});
  const Growth growth;
  const Model model = compiled(width, optimizer);
  model.fit(x, y, {.batch_size = kBatch, .verbose = 0});
  judge(growth, detail::training_bill(model.state(), kBatch).total());
}

[[noreturn]] void predict(int width) {
  const Array x(Shape{kBatch, width});
  const Growth growth;
  const Model model = compiled(width, "sgd");
  model.predict(x);
  judge(growth, detail::predicting_bill(model.state(), kBatch).total());
}

[[noreturn]] void save(const std::string& path, int width) {
  const Array x(Shape{kBatch, width}), y(Shape{kBatch, 10});
  const Growth growth;
  const Model model = compiled(width, Adam{});
  model.fit(x, y, {.batch_size = kBatch, .verbose = 0});
  model.save(path);
  judge(growth, detail::training_bill(model.state(), kBatch).total());
}

/// `width` is that of the model in the file, which is trained one step further.
[[noreturn]] void load(const std::string& path, int width) {
  const Array x(Shape{kBatch, width}), y(Shape{kBatch, 10});
  const Growth growth;
  const Model model = load_model(path);
  model.fit(x, y, {.batch_size = kBatch, .verbose = 0});
  judge(growth, detail::training_bill(model.state(), kBatch).total());
}

class ResidentSlow : public testing::Test {
 protected:
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
  void TearDown() override { std::filesystem::remove(path_); }
  const std::string path_ = testing::TempDir() + "glia_resident.glia";
};

using kept = testing::ExitedWithCode;

TEST_F(ResidentSlow, TrainingKeepsTheBill) {
  EXPECT_EXIT(train(4160, Adam{}), kept(0), "");
  EXPECT_EXIT(train(4160, SGD{.momentum = 0.9, .clipnorm = 1.0}), kept(0), "");
}

TEST_F(ResidentSlow, PredictingKeepsTheBill) { EXPECT_EXIT(predict(7200), kept(0), ""); }

TEST_F(ResidentSlow, SavingLoadingAndTrainingOnKeepTheBill) {
  ASSERT_EXIT(save(path_, 4160), kept(0), "");
  EXPECT_EXIT(load(path_, 4160), kept(0), "");
}

}  // namespace
}  // namespace glia

#endif  // GLIA_FOREIGN_HEAP
