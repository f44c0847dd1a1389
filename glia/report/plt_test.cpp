#include "glia/report/plt.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/report/learning_curves.hpp"
#include "glia/report/write_file.hpp"
#include "glia/report/xml_checker.hpp"

namespace glia {
namespace {

class Files : public testing::Test {
 protected:
  Files() {
    const std::string pattern = (std::filesystem::temp_directory_path() / "glia_report_XXXXXX").string();
    folder_ = pattern;
    if (mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("no temporary folder");
    setenv("GLIA_PLOTS", folder_.c_str(), 1);
    set_log_sink([this](LogLevel level, std::string_view text) {
      EXPECT_EQ(level, LogLevel::report);
      log_ += text;
    });
  }
  ~Files() override {
    set_log_sink({});
    unsetenv("GLIA_PLOTS");
    std::filesystem::remove_all(folder_);
  }
  std::string content(const std::string& path) const {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  std::string folder_;
  std::string log_;
};

TEST_F(Files, ShowNamesTheFileItWritesAndClears) {
  const Array x{-1, 0, 1};
  plt::scatter(x, Array{1, 3, 5});
  plt::plot(x, Array{1, 3, 5}, {.color = "red"});
  plt::title("one");
  EXPECT_EQ(plt::show(), folder_ + "/plot.svg");
  EXPECT_EQ(log_, "wrote " + folder_ + "/plot.svg\n");
  const std::string svg = content(folder_ + "/plot.svg");
  EXPECT_EQ(detail::report::xml_fault(svg), "");
  EXPECT_NE(svg.find(">one<"), std::string::npos);
  EXPECT_NE(svg.find("g-s-red"), std::string::npos);

  EXPECT_EQ(plt::show(), "");  // nothing left to show
  plt::plot({1, 2, 3});
  EXPECT_EQ(plt::show(), folder_ + "/plot_2.svg");
  EXPECT_EQ(content(folder_ + "/plot_2.svg").find(">one<"), std::string::npos);
  Plot().save(folder_ + "/plot_3.svg");
  EXPECT_EQ(Plot().show(), folder_ + "/plot_4.svg");  // what save() wrote is not overwritten
}

TEST_F(Files, WritingLeavesTheWholeFileOrTheOldOne) {
  const std::string path = folder_ + "/a.txt";
  detail::report::write_file(path, "old");
  detail::report::write_file(path, std::string(300'000, 'x'));
  EXPECT_EQ(content(path), std::string(300'000, 'x'));
  std::filesystem::create_directory(folder_ + "/taken");
  EXPECT_THROW(detail::report::write_file(folder_ + "/taken", "x"), FileError);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 2) << "a temporary file was left behind";
  try {
    detail::report::write_file(folder_ + "/none/a.txt", "x");
    FAIL() << "the folder does not exist";
  } catch (const FileError& error) {
    EXPECT_NE(std::string(error.what()).find("none/a.txt"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("No such file or directory"), std::string::npos);
  }
}

TEST(Figure, RefusesWhatIsNoSvg) { EXPECT_THROW(Figure("<script>"), ValueError); }

TEST(LearningCurves, PairsMetricsAndCountsEpochsFromOne) {
  const std::string one = learning_curves({{"loss", {30, 20, 10}}, {"val_loss", {30, 25, 20}}}).svg();
  EXPECT_EQ(detail::report::xml_fault(one), "");
  for (const char* word : {">loss<", ">training<", ">validation<", ">epoch<", ">1<", ">2<", ">3<"}) {
    EXPECT_NE(one.find(word), std::string::npos) << word;
  }
  EXPECT_EQ(one.find(">1.5<"), std::string::npos);
  EXPECT_EQ(detail::report::occurrences(one, "g-s-blue"), 4);  // two curves and their legend, one colour
  EXPECT_EQ(detail::report::occurrences(one, "stroke-dasharray"), 2);
  const std::string two =
      learning_curves({{"loss", {3, 2}}, {"mean_absolute_error", {1, 1}}, {"val_loss", {3, 2}}}).svg();
  EXPECT_EQ(detail::report::occurrences(two, "g-s-blue"), 4);
  EXPECT_EQ(detail::report::occurrences(two, "g-s-vermilion"), 2);
  EXPECT_NE(two.find(">mean absolute error<"), std::string::npos);
  EXPECT_EQ(detail::report::xml_fault(learning_curves({}).svg()), "");
}

}  // namespace
}  // namespace glia
