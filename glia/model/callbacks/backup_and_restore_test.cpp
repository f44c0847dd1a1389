#include "glia/model/callbacks/backup_and_restore.hpp"

#include <filesystem>
#include <fstream>

#include "glia/base/error.hpp"
#include "glia/layers/dense.hpp"
#include "glia/layers/dropout.hpp"
#include "glia/model/callbacks/fake_fit_test.hpp"
#include "glia/model/callbacks/lambda_callback.hpp"
#include "glia/optimizers/adam.hpp"
#include "testing/golden.hpp"
#include "testing/value_of.hpp"

namespace glia::test {
namespace {

namespace fs = std::filesystem;

struct PowerCut {};

class BackupTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string name = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    folder_ = (fs::temp_directory_path() / ("glia_backup_" + name + "_" + std::to_string(::getpid()))).string();
  }
  void TearDown() override { fs::remove_all(folder_); }

  static Sequential model(std::int64_t units = 5) {
    Sequential out{Input{4}, Dense{.units = units, .activation = "relu"}, Dropout{0.5}, Dense{.units = 2}};
    out.compile(
        {.optimizer = Adam{.learning_rate = 0.01, .use_ema = true, .gradient_accumulation_steps = 2}, .loss = "mse"});
    return out;
  }
  static std::vector<Array> weights(const Model& m) { return m.get_weights(); }
  History fit(const Sequential& m, std::vector<Callback> callbacks, int epochs = 6) const {
    return m.fit(x_, y_,
                 {.batch_size = 8, .epochs = epochs, .verbose = 0, .callbacks = std::move(callbacks), .seed = 3});
  }
  /// Trains until the power fails in the middle of an epoch.
  void cut(const BackupAndRestore& backup, std::int64_t in_epoch) const {
    const LambdaCallback cut{.on_train_batch_end = [=](FitContext& c) {
      if (c.epoch() == in_epoch && c.step() == 2) throw PowerCut();
    }};
    EXPECT_THROW(fit(model(), {backup, cut}), PowerCut);
  }
  static void expect_same(const Model& a, const Model& b) {
    for (std::size_t i = 0; i < a.weights().size(); ++i) {
      EXPECT_TRUE(tests::same_bits(a.get_weights()[i], b.get_weights()[i])) << i;
    }
  }

  std::string folder_;
  Array x_ = tests::noise(0, {40, 4}).cast(f32), y_ = tests::noise(500, {40, 2}).cast(f32);
};

TEST_F(BackupTest, TheWeightsAreThoseOfATrainingThatWasNotInterrupted) {
  const Sequential whole = model();
  const History all = fit(whole, {});
  const BackupAndRestore backup{.backup_dir = folder_ + "/a/b"};
  cut(backup, 3);
  EXPECT_TRUE(fs::exists(folder_ + "/a/b/latest.safetensors"));
  cut(backup, 4);  // once more, in the resumed training
  const Sequential resumed = model();
  const History rest = fit(resumed, {backup});
  EXPECT_EQ(rest["loss"].size(), 2U);
  EXPECT_EQ(rest["loss"][1], all["loss"][5]);
  expect_same(resumed, whole);
  EXPECT_FALSE(fs::exists(folder_ + "/a/b"));
  EXPECT_EQ(resumed.optimizer().iterations(), whole.optimizer().iterations());
}

TEST_F(BackupTest, TheSeedIsThatOfTheInterruptedTraining) {
  const Sequential whole = model();
  fit(whole, {});
  const BackupAndRestore backup{.backup_dir = folder_};
  cut(backup, 3);
  const Sequential resumed = model();
  resumed.fit(x_, y_, {.batch_size = 8, .epochs = 6, .verbose = 0, .callbacks = {backup}, .seed = 99});
  expect_same(resumed, whole);
}

TEST_F(BackupTest, BatchesCanBeCountedInstead) {
  const BackupAndRestore backup{.backup_dir = folder_, .save_freq = 7, .delete_checkpoint = false};
  cut(backup, 3);  // 17 batches: saved after 7 and 14, which is in epoch 2
  std::vector<double> epochs;
  const LambdaCallback watch{
      .on_epoch_begin = [&](FitContext& c) { epochs.push_back(static_cast<double>(c.epoch())); }};
  fit(model(), {backup, watch});
  EXPECT_EQ(epochs, (std::vector<double>{2, 3, 4, 5}));
  EXPECT_TRUE(fs::exists(folder_ + "/latest.safetensors"));
}

TEST_F(BackupTest, TheSaveBeforeTakesTheLastOnesPlace) {
  const BackupAndRestore backup{.backup_dir = folder_, .double_checkpoint = true};
  cut(backup, 3);
  std::ofstream(folder_ + "/latest.safetensors") << "cut short";
  const Sequential whole = model(), resumed = model();
  fit(whole, {});
  EXPECT_EQ(fit(resumed, {backup})["loss"].size(), 4U);  // epochs 2 to 5
  expect_same(resumed, whole);
}

TEST_F(BackupTest, Errors) {
  EXPECT_EQ(::glia::tests::message_of([&] { fit(model(), {BackupAndRestore{}}); }),
            "BackupAndRestore: backup_dir must name a folder for the files. Received \"\".");
  const BackupAndRestore backup{.backup_dir = folder_};
  cut(backup, 3);
  const Sequential other = model(6);
  const std::vector<Array> before = other.get_weights();
  const std::string text = ::glia::tests::message_of([&] { fit(other, {backup}); });
  EXPECT_NE(text.find("The backup is not of this model: a variable has another shape or dtype"), std::string::npos)
      << text;
  EXPECT_TRUE(tests::same_bits(before[0], other.get_weights()[0]));
  std::ofstream(folder_ + "/latest.safetensors") << "cut short";
  EXPECT_THROW(fit(model(), {backup}), FileError);
}

}  // namespace
}  // namespace glia::test
