#include "glia/model/callbacks/csv_logger.hpp"

#include "glia/base/error.hpp"
#include "glia/model/callbacks/fake_fit_test.hpp"
#include "glia/model/text_file.hpp"

namespace glia::test {
namespace {

class CSVLoggerTest : public ::testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }
  std::string text() const { return detail::read_text_file(path_); }
  static Logs logs(std::initializer_list<std::pair<const char*, double>> numbers) {
    Logs out;
    for (const auto& [name, value] : numbers) out.set(name, value);
    return out;
  }
  std::string path_ =
      (std::filesystem::temp_directory_path() / ("glia_csv_" + std::to_string(::getpid()) + ".csv")).string();
};

TEST_F(CSVLoggerTest, OneLineAnEpoch) {
  FakeFit fit;
  const Callback callback(CSVLogger{.filename = path_});
  callback.on_train_begin(fit);
  fit.run_epoch(callback, logs({{"loss", 0.5}, {"accuracy", 0.25}}));
  EXPECT_EQ(text(), "epoch,accuracy,loss\n0,0.25,0.5\n");
  fit.run_epoch(callback, logs({{"loss", 1e-5}, {"accuracy", 1}}));
  EXPECT_EQ(text(), "epoch,accuracy,loss\n0,0.25,0.5\n1,1,1e-05\n");
}

TEST_F(CSVLoggerTest, AColumnThatComesLater) {
  FakeFit fit;
  const Callback callback(CSVLogger{.filename = path_, .separator = ";"});
  callback.on_train_begin(fit);
  fit.run_epoch(callback, logs({{"loss", 3}}));
  fit.run_epoch(callback, logs({{"loss", 2}, {"a;b", 7}}));
  fit.run_epoch(callback, logs({{"loss", 1}}));
  EXPECT_EQ(text(), "epoch;\"a;b\";loss\n0;NA;3\n1;7;2\n2;NA;1\n");
}

TEST_F(CSVLoggerTest, AppendsWithTheFilesColumns) {
  detail::write_text_file(path_, "epoch,loss,accuracy\n0,1,0.5\n1,0.");  // cut short by a crash
  FakeFit fit;
  const Callback callback(CSVLogger{.filename = path_, .append = true});
  callback.on_train_begin(fit);
  Captured log;
  fit.run_epoch(callback, logs({{"accuracy", 0.75}, {"loss", 0.25}, {"mae", 3}}));
  fit.run_epoch(callback, logs({{"accuracy", 1}, {"loss", 0.125}, {"mae", 3}}));
  EXPECT_EQ(text(), "epoch,loss,accuracy\n0,1,0.5\n1,0.\n0,0.25,0.75\n1,0.125,1\n");
  ASSERT_EQ(log.hints.size(), 1U);
  EXPECT_NE(log.hints[0].find("'mae'"), std::string::npos);
}

TEST_F(CSVLoggerTest, AppendToNothingBegins) {
  FakeFit fit;
  const Callback callback(CSVLogger{.filename = path_, .append = true});
  callback.on_train_begin(fit);
  fit.run_epoch(callback, logs({{"loss", 0.5}}));
  EXPECT_EQ(text(), "epoch,loss\n0,0.5\n");
}

TEST_F(CSVLoggerTest, RefusesBeforeTraining) {
  FakeFit fit;
  EXPECT_THROW(Callback(CSVLogger{}).on_train_begin(fit), ValueError);
  EXPECT_THROW(Callback(CSVLogger{.filename = "/nowhere/at/all.csv"}).on_train_begin(fit), FileError);
  detail::write_text_file(path_, "a,b\n1,2\n");
  EXPECT_THROW(Callback(CSVLogger{.filename = path_, .append = true}).on_train_begin(fit), FileError);
  EXPECT_EQ(text(), "a,b\n1,2\n");
}

}  // namespace
}  // namespace glia::test
