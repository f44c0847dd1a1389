#include "glia/model/callbacks/model_checkpoint.hpp"

#include "glia/base/error.hpp"
#include "glia/model/callbacks/fake_fit_test.hpp"

namespace glia::test {
namespace {

namespace fs = std::filesystem;

class ModelCheckpointTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string name = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    folder_ = fs::temp_directory_path() / ("glia_checkpoint_" + name + "_" + std::to_string(::getpid()));
    fs::create_directory(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string path(const char* name) const { return (folder_ / name).string(); }
  bool saved(const std::string& name) const { return fs::exists(folder_ / name); }
  std::int64_t count() const { return std::distance(fs::directory_iterator(folder_), {}); }
  fs::path folder_;
};

TEST_F(ModelCheckpointTest, SavesWhenKerasDoes) {
  const std::vector<GoldenCase> cases = golden_cases("ModelCheckpoint");
  ASSERT_EQ(cases.size(), 3U);
  for (const GoldenCase& c : cases) {
    SCOPED_TRACE(c.name);
    const ModelCheckpoint checkpoint{.filepath = path((c.name + "_{epoch}.glia").c_str()),
                                     .monitor = c.monitor,
                                     .save_best_only = c.flag("save_best_only"),
                                     .mode = c.mode(),
                                     .initial_value_threshold = c.maybe("initial_value_threshold")};
    FakeFit fit;
    fit.run(checkpoint, c.monitor, c.values);
    std::vector<std::int64_t> expected;
    for (const Value& v : c.expect["saved"].as_list()) expected.push_back(v.as_int());
    std::vector<std::int64_t> found;
    for (std::int64_t epoch = 0; epoch < static_cast<std::int64_t>(c.values.size()); ++epoch) {
      if (saved(c.name + "_" + std::to_string(epoch + 1) + ".glia")) found.push_back(epoch);
    }
    EXPECT_EQ(found, expected);
  }
}

TEST_F(ModelCheckpointTest, EachEpochUnderItsOwnName) {
  FakeFit fit;
  fit.run(ModelCheckpoint{.filepath = path("m_{epoch:02d}_{val_loss:.2f}.glia"), .verbose = 1}, "val_loss",
          {0.5, 0.127});
  EXPECT_TRUE(saved("m_01_0.50.glia"));
  EXPECT_TRUE(saved("m_02_0.13.glia"));
  EXPECT_EQ(count(), 2);
  ASSERT_EQ(fit.printed.size(), 2U);
  EXPECT_EQ(fit.printed[0], "Epoch 1: saving model to " + path("m_01_0.50.glia"));
}

TEST_F(ModelCheckpointTest, SaysWhatGotBetter) {
  FakeFit fit;
  const std::string file = path("best.glia");
  fit.run(ModelCheckpoint{.filepath = file, .verbose = 1, .save_best_only = true}, "val_loss", {0.5, 0.6, 0.25});
  EXPECT_EQ(fit.printed,
            (std::vector<std::string>{"Epoch 1: val_loss is 0.50000, saving model to " + file,
                                      "Epoch 2: val_loss did not improve from 0.50000",
                                      "Epoch 3: val_loss improved from 0.50000 to 0.25000, saving model to " + file}));
}

TEST_F(ModelCheckpointTest, CountsBatchesAcrossEpochs) {
  FakeFit fit;
  const Callback callback(ModelCheckpoint{.filepath = path("{epoch}_{batch}.glia"), .save_freq = 7});
  EXPECT_TRUE(callback.wants_batches());
  callback.on_train_begin(fit);
  for (fit.now = 0; fit.now < 2; ++fit.now) {
    for (fit.batch = 0; fit.batch < 10; ++fit.batch) callback.on_train_batch_end(fit);
    callback.on_epoch_end(fit);
  }
  EXPECT_TRUE(saved("1_7.glia"));
  EXPECT_TRUE(saved("2_4.glia"));
  EXPECT_EQ(count(), 2);
}

TEST_F(ModelCheckpointTest, RefusesBeforeTraining) {
  FakeFit fit;
  EXPECT_THROW(fit.run(ModelCheckpoint{}, "val_loss", {1.0}), ValueError);
  EXPECT_THROW(fit.run(ModelCheckpoint{.filepath = path("{epoch:zz}")}, "val_loss", {1.0}), ValueError);
  EXPECT_THROW(fit.run(ModelCheckpoint{.filepath = path("a.glia"), .save_weights_only = true}, "val_loss", {1.0}),
               UnsupportedError);
  EXPECT_THROW(SaveFrequency("batch"), ValueError);
  EXPECT_THROW(SaveFrequency(0), ValueError);
  EXPECT_EQ(fit.now, 0);
}

TEST_F(ModelCheckpointTest, DoesNotAskForBatchesByEpoch) {
  EXPECT_FALSE(Callback(ModelCheckpoint{.filepath = path("a.glia")}).wants_batches());
}

}  // namespace
}  // namespace glia::test
