#include "glia/files/read_file.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include "glia/base/error.hpp"

namespace glia::detail {
namespace {

namespace fs = std::filesystem;

class ReadFile : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "glia-files-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    std::ofstream(at("m"), std::ios::binary) << "0123456789";
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string at(const std::string& name) const { return (folder_ / name).string(); }

  static std::string refusal(const std::string& path, LoadLimits limits = {}, FileOps& ops = FileOps::real()) {
    try {
      (void)read_file(path, limits, ops);
    } catch (const Error& e) {
      return e.what();
    }
    return "no error";
  }

  fs::path folder_;
};

class ReadFaults : public FileOps {
 public:
  explicit ReadFaults(int fail_at, int code = EIO) : fail_at_(fail_at), code_(code) {}
  int calls() const { return calls_; }
  int open_files() const { return open_; }

  int open(const std::string& path) override {
    if (!gate()) return -1;
    ++open_;
    return FileOps::open(path);
  }
  int status(int file, FileStatus& out) override { return gate() ? FileOps::status(file, out) : -1; }
  std::int64_t read_at(int file, std::byte* data, std::size_t size, std::int64_t offset) override {
    return gate() ? FileOps::read_at(file, data, std::min<std::size_t>(size, 3), offset) : -1;
  }
  int close(int file) override {
    --open_;
    return FileOps::close(file);
  }

 private:
  bool gate() {
    errno = code_;
    return calls_++ != fail_at_;
  }
  int fail_at_, code_, calls_ = 0, open_ = 0;
};

class Shrinking : public FileOps {
 public:
  std::int64_t read_at(int file, std::byte* data, std::size_t size, std::int64_t offset) override {
    return offset >= 4 ? 0 : FileOps::read_at(file, data, std::min<std::size_t>(size, 4), offset);
  }
};

TEST_F(ReadFile, ReadsEveryByteInPiecesAndThroughInterrupts) {
  ReadFaults ops(-1);
  const std::vector<std::byte> bytes = read_file(at("m"), {}, ops);
  ASSERT_EQ(bytes.size(), 10U);
  EXPECT_EQ(bytes[9], std::byte{'9'});
  for (const int call : {0, 2, 3}) {
    ReadFaults interrupted(call, EINTR);
    EXPECT_EQ(read_file(at("m"), {}, interrupted), bytes);
  }
}

TEST_F(ReadFile, EveryFailingCallIsNamedAndClosesTheFile) {
  ReadFaults counting(-1);
  (void)read_file(at("m"), {}, counting);
  ASSERT_EQ(counting.calls(), 6);
  for (int n = 0; n < counting.calls(); ++n) {
    ReadFaults ops(n);
    const std::string text = refusal(at("m"), {}, ops);
    EXPECT_EQ(text.find(at("m") + ": Input/output error ("), 0U) << text;
    EXPECT_EQ(ops.open_files(), 0);
  }
  EXPECT_NE(refusal(at("m"), {}, *std::make_unique<ReadFaults>(4)).find("read at byte 6"), std::string::npos);
}

TEST_F(ReadFile, SaysWhyItCannotRead) {
  EXPECT_EQ(refusal(at("none")), at("none") + ": No such file or directory (opening it to read).");
  EXPECT_EQ(refusal(at("")), at("") + ": This is a folder, not a file.");
  std::ofstream(at("empty"));
  EXPECT_EQ(refusal(at("empty")), at("empty") + ": The file is empty.");
  ASSERT_EQ(::mkfifo(at("pipe").c_str(), 0600), 0);
  EXPECT_NE(refusal(at("pipe")).find("Only regular files are read"), std::string::npos);
  EXPECT_NE(refusal("/dev/zero").find("Only regular files are read"), std::string::npos);
  EXPECT_NE(refusal(at("m"), {.bytes = 9}).find("Expected at most 9 bytes, received 10"), std::string::npos);
  EXPECT_NE(refusal("").find("not empty"), std::string::npos);
  Shrinking ops;
  EXPECT_EQ(refusal(at("m"), {}, ops),
            at("m") + ": The file became shorter while it was read. Expected 10 bytes, received 4.");
}

TEST_F(ReadFile, SaysThatPermissionIsMissing) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  ::chmod(at("m").c_str(), 0);
  EXPECT_EQ(refusal(at("m")), at("m") + ": Permission denied (opening it to read).");
}

}  // namespace
}  // namespace glia::detail
