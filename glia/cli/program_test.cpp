// The program as its users meet it: words in, text and exit status out.
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "glia/data/digits.hpp"
#include "glia/data/idx.hpp"

namespace glia::cli {
namespace {

namespace fs = std::filesystem;

fs::path program() { return fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "bin" / "glia"; }

struct Result {
  int status = -1;  ///< exit status; 1000 + n if signal n ended it
  std::string out, err;
};

/// A running program whose two outputs are read as they come.
class Process {
 public:
  Process(const fs::path& folder, const std::vector<std::string>& words) {
    int out[2], err[2];
    if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) throw std::runtime_error("pipe2");
    const std::string path = program().string();
    std::vector<char*> argv{const_cast<char*>(path.c_str())};
    for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    pid_ = fork();
    if (pid_ == 0) {
      dup2(out[1], STDOUT_FILENO);
      dup2(err[1], STDERR_FILENO);
      if (chdir(folder.c_str()) == 0) execv(path.c_str(), argv.data());
      _exit(126);
    }
    close(out[1]);
    close(err[1]);
    out_ = out[0];
    err_ = err[0];
  }
  ~Process() {
    close(out_);
    close(err_);
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      waitpid(pid_, nullptr, 0);
    }
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// Reads until stdout holds `text`; false if it ends, or is silent for a minute, before.
  bool wait_for(const std::string& text) {
    while (result_.out.find(text) == std::string::npos) {
      if (!read_some()) return false;
    }
    return true;
  }
  void interrupt() const { kill(pid_, SIGINT); }
  Result finish() {
    while (read_some()) {
    }
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    result_.status = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
    return result_;
  }

 private:
  bool read_some() {
    pollfd ends[] = {{out_, POLLIN, 0}, {err_, POLLIN, 0}};
    if (out_done_) ends[0].fd = -1;
    if (err_done_) ends[1].fd = -1;
    if ((out_done_ && err_done_) || poll(ends, 2, 60'000) <= 0) return false;
    take(ends[0], result_.out, out_done_);
    take(ends[1], result_.err, err_done_);
    return true;
  }
  static void take(const pollfd& end, std::string& text, bool& done) {
    if (end.fd < 0 || end.revents == 0) return;
    char buffer[4096];
    const ssize_t got = read(end.fd, buffer, sizeof buffer);
    if (got > 0) text.append(buffer, static_cast<std::size_t>(got));
    done = got <= 0;
  }

  pid_t pid_ = -1;
  int out_ = -1, err_ = -1;
  bool out_done_ = false, err_done_ = false;
  Result result_;
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

class Program : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(program())) GTEST_SKIP() << "the program was not built: CLI11 was not found";
    std::string name = (fs::temp_directory_path() / "glia_cli_XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder = name;
  }
  void TearDown() override {
    if (!folder.empty()) fs::remove_all(folder);
  }
  Result run(const std::vector<std::string>& words) const { return Process(folder, words).finish(); }
  /// A run that must fail with this status and say each of `parts` on stderr, nothing on stdout.
  void expect_error(int status, const std::vector<std::string>& words, const std::vector<std::string>& parts) const {
    const Result result = run(words);
    EXPECT_EQ(result.status, status) << result.err;
    EXPECT_EQ(result.out, "");
    for (const std::string& part : parts) EXPECT_TRUE(has(result.err, part)) << part << " in: " << result.err;
  }
  void write_digits(Dim train, Dim test) const {
    fs::create_directory(folder / "digits");
    write_part("train", datasets::digits(train, 1));
    if (test > 0) write_part("t10k", datasets::digits(test, 2));
  }
  void write_part(const std::string& part, const datasets::Split& split) const {
    write_idx(folder / "digits" / (part + "-images-idx3-ubyte"), split.x);
    write_idx(folder / "digits" / (part + "-labels-idx1-ubyte"), split.y);
  }

  fs::path folder;
};

double number_after(const std::string& text, const std::string& words) {
  const std::size_t at = text.find(words);
  return at == std::string::npos ? -1 : std::stod(text.substr(at + words.size()));
}

TEST_F(Program, HelpNamesEveryCommand) {
  const Result root = run({"--help"});
  EXPECT_EQ(root.status, 0);
  EXPECT_EQ(root.err, "");
  for (const char* word : {"train", "evaluate", "predict", "summary", "demo"}) EXPECT_TRUE(has(root.out, word)) << word;
  const Result train = run({"train", "image", "--help"});
  EXPECT_EQ(train.status, 0);
  for (const char* word : {"--epochs", "--seed", "--output", "train-images-idx3-ubyte", "dropout:RATE"}) {
    EXPECT_TRUE(has(train.out, word)) << word;
  }
  EXPECT_TRUE(has(run({"train", "--help"}).out, "image"));
  EXPECT_EQ(run({"--version"}).out.substr(0, 5), "glia ");
}

TEST_F(Program, WrongWordsAreAnsweredWithTheNearest) {
  expect_error(2, {"summry"}, {"'summry'", "'summary'", "glia --help"});
  expect_error(2, {"train", "imge"}, {"'imge'", "'image'", "glia train --help"});
  expect_error(2, {"train", "image", "digits", "--epoch", "3"}, {"'--epoch'", "'--epochs'"});
  expect_error(2, {"evaluate", "a", "b", "c"}, {"one word too many", "'c'"});
  expect_error(2, {"predict", "model.glia"}, {"INPUT"});
  expect_error(2, {"summary"}, {"FILE", "--model"});
  expect_error(2, {"train"}, {"image"});
  expect_error(2, {}, {"demo"});
  expect_error(2, {"train", "image", "digits", "--epochs", "0"}, {"--epochs"});
  expect_error(2, {"train", "image", "digits", "--validation-split", "1"}, {"--validation-split"});
}

TEST_F(Program, ABrokenModelTextNamesTheWordAndItsColumn) {
  expect_error(1, {"summary", "--model", "dense:8 droput:0.2"}, {"word 2 at column 9", "'droput'", "'dropout'"});
  expect_error(1, {"summary", "--model", "dense:8:rellu"}, {"word 1 at column 1", "'rellu'", "'relu'"});
  expect_error(1, {"summary", "--model", " dense"}, {"column 2", "dense:UNITS[:ACTIVATION]"});
  expect_error(1, {"summary", "--model", "dense:8:relu:9"}, {"dense:UNITS[:ACTIVATION]"});
  for (const char* units : {"dense:0", "dense:-3", "dense:2.5", "dense:8x", "dense:", "dense:1e99", "dense:nan"}) {
    expect_error(1, {"summary", "--model", units}, {"whole number from 1", units});
  }
  for (const char* rate : {"dropout:1", "dropout:-0.1", "dropout:x"}) {
    expect_error(1, {"summary", "--model", rate}, {"from 0 to below 1", rate});
  }
  expect_error(1, {"summary", "--model", " \t"}, {"at least one layer"});
}

TEST_F(Program, SummaryOfATextFlattensPictures) {
  const Result pictures = run({"summary", "--model", "dense:128:relu dropout:0.2 dense:10:softmax"});
  EXPECT_EQ(pictures.status, 0) << pictures.err;
  EXPECT_TRUE(has(pictures.out, "flatten"));
  EXPECT_TRUE(has(pictures.out, "101,770"));
  const Result rows = run({"summary", "--model", "dense:3 activation:softmax", "--input", "4"});
  EXPECT_FALSE(has(rows.out, "flatten"));
  EXPECT_TRUE(has(rows.out, "15"));
}

TEST_F(Program, MissingAndWrongFilesAreNamed) {
  expect_error(1, {"train", "image", "nowhere"}, {"'nowhere'", "no such folder"});
  fs::create_directory(folder / "empty");
  expect_error(1, {"train", "image", "empty"}, {"train-images-idx3-ubyte", "an empty folder"});
  expect_error(1, {"evaluate", "no.glia", "empty"}, {"no.glia"});
  expect_error(1, {"predict", "no.glia", "x"}, {"no.glia"});
  expect_error(1, {"summary", "no.glia"}, {"no.glia"});
  write_digits(20, 0);
  fs::remove(folder / "digits" / "train-labels-idx1-ubyte");
  expect_error(1, {"train", "image", "digits"}, {"train-labels-idx1-ubyte", "train-images-idx3-ubyte"});
  write_idx(folder / "digits" / "train-labels-idx1-ubyte", Array{1, 2, 3});
  expect_error(1, {"train", "image", "digits"}, {"one label for each picture", "(3,)"});
}

TEST_F(Program, TrainingWantsAsManyProbabilitiesAsClasses) {
  write_digits(40, 0);
  expect_error(1, {"train", "image", "digits", "--model", "dense:5:softmax"}, {"dense:10:softmax", "(None, 5)"});
  expect_error(1, {"train", "image", "digits", "--model", "dense:10"}, {"softmax", "--model"});
  expect_error(1, {"train", "image", "digits", "-q", "--optimizer", "adm"}, {"'adm'", "'adam'"});
  expect_error(1, {"train", "image", "digits", "-o", "no/such.glia"}, {"'no/such.glia'", "folder"});
  expect_error(1, {"train", "image", "digits", "-o", "digits"}, {"'digits'", "no name for a file"});
  expect_error(1, {"train", "image", "digits", "-o", "model.keras"}, {".keras"});
  // Nothing but the digits lies there: no model, and no trial of where one would go.
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 1);
}

TEST_F(Program, TrainsJudgesAndReadsDigits) {
  write_digits(1500, 200);
  const std::vector<std::string> train{"train",    "image", "digits", "--model", "dense:48:relu dense:10:softmax",
                                       "--epochs", "8",     "--quiet"};
  const Result trained = run(train);
  ASSERT_EQ(trained.status, 0) << trained.err;
  const double accuracy = number_after(trained.out, "Test accuracy: ");
  EXPECT_GE(accuracy, 0.85);
  EXPECT_FALSE(has(trained.out, "Epoch"));
  EXPECT_TRUE(has(trained.out, "wrote model.glia"));

  const Result judged = run({"evaluate", "model.glia", "digits", "-q"});
  EXPECT_EQ(judged.status, 0) << judged.err;
  EXPECT_EQ(number_after(judged.out, "Test accuracy: "), accuracy);
  EXPECT_EQ(number_after(judged.out, "Test loss: "), number_after(trained.out, "Test loss: "));

  const Result read = run({"predict", "model.glia", "digits/t10k-images-idx3-ubyte"});
  EXPECT_EQ(read.status, 0) << read.err;
  std::istringstream lines(read.out);
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "row\tlabel\tprobability");
  const Array labels = datasets::digits(200, 2).y;
  int right = 0;
  std::int64_t rows = 0;
  for (std::int64_t row = 0; std::getline(lines, line); ++row, ++rows) {
    std::int64_t index = -1, label = -1;
    double probability = -1;
    std::istringstream(line) >> index >> label >> probability;
    EXPECT_EQ(index, row);
    EXPECT_TRUE(probability >= 0.1 && probability <= 1) << line;
    right += static_cast<double>(label) == labels.get(row);
  }
  EXPECT_EQ(rows, 200);
  EXPECT_NEAR(right / 200.0, accuracy, 5e-5);  // four decimals are printed

  EXPECT_TRUE(has(run({"summary", "model.glia"}).out, "38,170"));
  EXPECT_EQ(run(train).out, trained.out);  // equal seeds, equal weights
  expect_error(1, {"predict", "model.glia", "digits/t10k-labels-idx1-ubyte"}, {"(200,)"});
}

TEST_F(Program, ReadsOnePgmPicture) {
  write_digits(400, 0);
  ASSERT_EQ(run({"train", "image", "digits", "--epochs", "1", "-q"}).status, 0);
  const Array digit = datasets::digits(1, 9).x;
  write_idx(folder / "one.idx", digit);
  std::ofstream raw(folder / "raw.pgm", std::ios::binary);
  std::ofstream plain(folder / "plain.pgm");
  std::ofstream dark(folder / "dark.pgm", std::ios::binary);
  raw << "P5\n# a comment\n28 28\n255\n";
  plain << "P2 28 28 255\n";
  dark << "P5 28 28 255\n";
  for (const double grey : digit) {
    raw.put(static_cast<char>(static_cast<unsigned char>(grey)));
    plain << grey << '\n';
    dark.put(static_cast<char>(static_cast<unsigned char>(255 - grey)));
  }
  raw.close();
  plain.close();
  dark.close();
  const Result expected = run({"predict", "model.glia", "one.idx", "--top", "3"});
  EXPECT_EQ(expected.status, 0) << expected.err;
  EXPECT_EQ(run({"predict", "model.glia", "raw.pgm", "--top", "3"}).out, expected.out);
  EXPECT_EQ(run({"predict", "model.glia", "plain.pgm", "--top", "3"}).out, expected.out);
  EXPECT_EQ(run({"predict", "model.glia", "dark.pgm", "--top", "3", "--invert"}).out, expected.out);

  std::ofstream(folder / "short.pgm") << "P5 28 28 255\nabc";
  expect_error(1, {"predict", "model.glia", "short.pgm"}, {"short.pgm", "ends in the middle"});
  std::ofstream(folder / "huge.pgm") << "P5 4000000000 4000000000 255\n";
  expect_error(1, {"predict", "model.glia", "huge.pgm"}, {"4000000000"});
  std::ofstream(folder / "small.pgm") << "P2 2 2 255 1 2 3 4";
  expect_error(1, {"predict", "model.glia", "small.pgm"}, {"(None, 28, 28)", "(None, 2, 2)"});
}

TEST_F(Program, DemoWritesAReport) {
  const Result demo = run({"demo", "--digits", "--epochs", "1", "--report", "out.html"});
  EXPECT_EQ(demo.status, 0) << demo.err;
  EXPECT_TRUE(has(demo.out, "val_accuracy"));
  EXPECT_GE(number_after(demo.out, "Test accuracy: "), 0.85);
  EXPECT_TRUE(has(demo.out, "wrote out.html (file:///"));
  std::ifstream file(folder / "out.html");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  for (const char* part : {"test accuracy", "How it learnt", "What it mistakes", "Read wrongly", "784 × 128, 128"}) {
    EXPECT_TRUE(has(page, part)) << part;
  }
  expect_error(1, {"demo", "--digits", "--epochs", "1", "-q", "--report", "no/such/folder.html"}, {"no/such"});
}

TEST_F(Program, FirstCtrlCEndsTrainingCleanly) {
  write_digits(300, 50);
  Process process(folder, {"train", "image", "digits", "--epochs", "1000000"});
  ASSERT_TRUE(process.wait_for("Epoch 2/"));
  process.interrupt();
  const Result result = process.finish();
  EXPECT_EQ(result.status, 130);
  EXPECT_TRUE(has(result.err, "Stopping after this step")) << result.err;
  EXPECT_TRUE(has(result.out, "Training was interrupted"));
  EXPECT_GE(number_after(result.out, "Test accuracy: "), 0.0);
  EXPECT_TRUE(has(result.out, "wrote model.glia"));
  EXPECT_EQ(run({"evaluate", "model.glia", "digits", "-q"}).status, 0);
}

TEST_F(Program, OutputThatCannotBeWrittenIsAnError) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  EXPECT_EQ(std::system((program().string() + " summary --model dense:3 >/dev/full 2>/dev/null").c_str()) >> 8, 1);
}

}  // namespace
}  // namespace glia::cli
