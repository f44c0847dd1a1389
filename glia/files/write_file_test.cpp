#include "glia/files/write_file.hpp"

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "glia/base/error.hpp"
#include "glia/files/read_file.hpp"

namespace glia::detail {
namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "glia-files-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const auto& entry : fs::directory_iterator(path_)) out.push_back(entry.path().filename().string());
    return out;
  }

 private:
  fs::path path_;
};

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void put(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

void save(const std::string& path, const std::string& text, FileOps& ops = FileOps::real()) {
  const std::span<const std::byte> bytes = std::as_bytes(std::span(text));
  const std::vector<std::span<const std::byte>> parts{bytes.first(bytes.size() / 3), bytes.subspan(bytes.size() / 3)};
  write_file_atomically(path, parts, ops);
}

std::string refusal(const std::string& path, const std::string& text, FileOps& ops = FileOps::real()) {
  try {
    save(path, text, ops);
  } catch (const Error& e) {
    return e.what();
  }
  return "no error";
}

// Writes 7 bytes at a time, is interrupted every third time, and fails call number `fail_at`. With `killed`, no call
// after that one does anything: what the process could not do once it is dead.
class FaultyOps : public FileOps {
 public:
  explicit FaultyOps(int fail_at, int code = EIO, bool killed = false)
      : fail_at_(fail_at), code_(code), killed_(killed) {}
  int calls() const { return calls_; }
  const std::string& failed() const { return failed_; }

  int create(const std::string& path, unsigned mode) override {
    return gate("create") ? FileOps::create(path, mode) : -1;
  }
  int status_of(const std::string& path, FileStatus& out) override {
    return gate("status_of") ? FileOps::status_of(path, out) : -1;
  }
  int set_mode(int file, unsigned mode) override { return gate("set_mode") ? FileOps::set_mode(file, mode) : -1; }
  std::int64_t write(int file, const std::byte* data, std::size_t size) override {
    if (++writes_ % 3 == 0) {
      errno = EINTR;
      return -1;
    }
    return gate("write") ? FileOps::write(file, data, std::min<std::size_t>(size, 7)) : -1;
  }
  int fsync(int file) override { return gate("fsync") ? FileOps::fsync(file) : -1; }
  int close(int file) override {
    const bool go = gate("close");
    const int result = FileOps::close(file);  // the test itself must not leak; a failing close frees the descriptor
    return go ? result : -1;
  }
  int rename(const std::string& from, const std::string& to) override {
    return gate("rename") ? FileOps::rename(from, to) : -1;
  }
  int unlink(const std::string& path) override { return gate("unlink") ? FileOps::unlink(path) : -1; }
  int fsync_dir(const std::string& path) override { return gate("fsync_dir") ? FileOps::fsync_dir(path) : -1; }

 private:
  bool gate(const char* name) {
    const int call = calls_++;
    if (call != fail_at_ && !(killed_ && call > fail_at_ && fail_at_ >= 0)) return true;
    if (failed_.empty()) failed_ = name;
    errno = code_;
    return false;
  }

  int fail_at_, code_;
  bool killed_;
  int calls_ = 0, writes_ = 0;
  std::string failed_;
};

const std::string kOld = "the old weights";
const std::string kNew = "the new weights, which are longer than the old ones";

TEST(WriteFile, MakesAndReplacesWholeFiles) {
  const Folder folder;
  save(folder / "m", kOld);
  EXPECT_EQ(content(folder / "m"), kOld);
  save(folder / "m", kNew);
  EXPECT_EQ(content(folder / "m"), kNew);
  write_file_atomically(folder / "m", {});
  EXPECT_EQ(content(folder / "m"), "");
  EXPECT_EQ(folder.names().size(), 1U);
}

TEST(WriteFile, PermissionsComeFromTheUmaskOrTheOldFile) {
  const Folder folder;
  const mode_t before = ::umask(027);
  save(folder / "new", kNew);
  ::umask(before);
  EXPECT_EQ(fs::status(folder / "new").permissions(), fs::perms(0640));
  ::chmod((folder / "new").c_str(), 0600);
  save(folder / "new", kOld);
  EXPECT_EQ(fs::status(folder / "new").permissions(), fs::perms(0600));
}

TEST(WriteFile, FailureOfAnyCallLeavesOldOrNewAndNoTemporaryFile) {
  FaultyOps counting(-1);
  {
    const Folder folder;
    put(folder / "m", kOld);
    save(folder / "m", kNew, counting);
  }
  ASSERT_GT(counting.calls(), 12);
  for (const int code : {EIO, ENOSPC}) {
    for (const bool existed : {true, false}) {
      int refused = 0;
      for (int n = 0; n < counting.calls(); ++n) {
        const Folder folder;
        if (existed) put(folder / "m", kOld);
        FaultyOps ops(n, code);
        const std::string text = refusal(folder / "m", kNew, ops);
        if (ops.failed().empty()) continue;  // fewer calls are made when no file was there
        ++refused;
        const bool in_place = ops.failed() == "fsync_dir";
        ASSERT_NE(text.find(folder / "m"), std::string::npos) << text;
        ASSERT_NE(text.find(code == EIO ? "Input/output error" : "No space left on device"), std::string::npos) << text;
        if (ops.failed() != "status_of") {
          const char* outcome = in_place ? "may still undo" : existed ? "is untouched" : "No file was left behind";
          ASSERT_NE(text.find(outcome), std::string::npos) << ops.failed() << ": " << text;
        }
        if (existed || in_place) {
          ASSERT_EQ(content(folder / "m"), in_place ? kNew : kOld) << ops.failed();
        }
        ASSERT_EQ(folder.names().size(), existed || in_place ? 1U : 0U) << ops.failed();
      }
      EXPECT_GE(refused, counting.calls() - 1);
    }
  }
}

TEST(WriteFile, DeathAtAnyCallLeavesOldOrNewWhole) {
  FaultyOps counting(-1);
  {
    const Folder folder;
    put(folder / "m", kOld);
    save(folder / "m", kNew, counting);
  }
  int with_old = 0, with_new = 0;
  for (int n = 0; n < counting.calls(); ++n) {
    const Folder folder;
    put(folder / "m", kOld);
    FaultyOps ops(n, EIO, true);
    ASSERT_NE(refusal(folder / "m", kNew, ops), "no error");
    const std::string now = content(folder / "m");
    ASSERT_TRUE(now == kOld || now == kNew) << ops.failed() << ": " << now;
    ++(now == kOld ? with_old : with_new);
    save(folder / "m", kNew);  // what the dead process left is no obstacle
    ASSERT_EQ(content(folder / "m"), kNew);
  }
  EXPECT_EQ(with_new, 1);  // only the sync of the folder comes after the rename
  EXPECT_EQ(with_old, counting.calls() - 1);
}

TEST(WriteFile, ProcessKilledWhileItSavesLeavesOldOrNewWhole) {
  const Folder folder;
  const std::string old(300'000, 'o'), young(400'000, 'n');
  put(folder / "m", old);
  int cut = 0;
  for (int round = 0; round < 40; ++round) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      for (;;) {
        save(folder / "m", young);
        save(folder / "m", old);
      }
    }
    ::usleep(static_cast<useconds_t>(500 + 173 * round));
    ::kill(child, SIGKILL);
    int state = 0;
    ASSERT_EQ(::waitpid(child, &state, 0), child);
    ASSERT_TRUE(WIFSIGNALED(state));
    const std::string now = content(folder / "m");
    ASSERT_TRUE(now == old || now == young) << now.size();
    cut += folder.names().size() > 1 ? 1 : 0;
    for (const std::string& name : folder.names()) {
      if (name != "m") fs::remove(folder / name);
    }
  }
  EXPECT_GT(cut, 0) << "no kill hit a save";
}

TEST(WriteFile, FullDiskLeavesTheOldFile) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root may mount a small disk";
  const Folder folder;
  fs::create_directory(folder / "disk");
  if (::mount("tmpfs", (folder / "disk").c_str(), "tmpfs", 0, "size=64k") != 0) {
    GTEST_SKIP() << "this system does not let tests mount a disk";
  }
  const std::string path = folder / "disk/m";
  save(path, kOld);
  for (int size = 70'000; size < 2'000'000; size *= 3) {
    const std::string text = refusal(path, std::string(static_cast<std::size_t>(size), 'x'));
    EXPECT_EQ(text.find(path + ": No space left on device (write after "), 0U) << text;
    EXPECT_NE(text.find("The file that was there is untouched."), std::string::npos) << text;
    EXPECT_EQ(content(path), kOld);
  }
  EXPECT_THROW(save(path, std::string(100'000, 'x')), ResourceError);
  save(path, kNew);  // the space was given back
  EXPECT_EQ(content(path), kNew);
  ::umount((folder / "disk").c_str());
}

TEST(WriteFile, LimitOfFileSizeLeavesTheOldFile) {
  const Folder folder;
  put(folder / "m", kOld);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{.rlim_cur = 4096, .rlim_max = before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const std::string text = refusal(folder / "m", std::string(10'000, 'x'));
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(text, (folder / "m") + ": File too large (write after 4096 bytes). The file that was there is untouched.");
  EXPECT_EQ(content(folder / "m"), kOld);
  EXPECT_EQ(folder.names().size(), 1U);
}

TEST(WriteFile, WritesThroughLinks) {
  const Folder folder;
  fs::create_directory(folder / "real");
  put(folder / "real/m", kOld);
  fs::create_symlink("real/m", folder / "link");
  fs::create_symlink(folder / "link", folder / "link2");
  fs::create_symlink("real/later", folder / "dangling");
  save(folder / "link2", kNew);
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_TRUE(fs::is_symlink(folder / "link2"));
  EXPECT_EQ(content(folder / "real/m"), kNew);
  save(folder / "dangling", kNew);
  EXPECT_EQ(content(folder / "real/later"), kNew);
  fs::create_symlink("loop", folder / "loop");
  EXPECT_NE(refusal(folder / "loop", kNew).find("Too many levels of symbolic links"), std::string::npos);
}

TEST(WriteFile, RefusesWhatIsNoFile) {
  const Folder folder;
  EXPECT_NE(refusal(folder / "", kNew).find("This is a folder"), std::string::npos);
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_NE(refusal(folder / "pipe", kNew).find("Only a regular file can be saved over"), std::string::npos);
  EXPECT_NE(refusal("/dev/null", kNew).find("Only a regular file can be saved over"), std::string::npos);
  const std::string missing = refusal(folder / "no/m", kNew);
  EXPECT_NE(missing.find("No such file or directory (creating a temporary file"), std::string::npos) << missing;
  EXPECT_NE(missing.find("exist?"), std::string::npos) << missing;
  EXPECT_NE(refusal("", kNew).find("not empty"), std::string::npos);
  EXPECT_NE(refusal(std::string("a\0b", 3), kNew).find("NUL"), std::string::npos);
}

TEST(WriteFile, SaveThatIsGivenUpLeavesNothing) {
  const Folder folder;
  put(folder / "m", kOld);
  {
    AtomicFile file(folder / "m");
    file.write(std::as_bytes(std::span(kNew)));
    EXPECT_EQ(file.written(), static_cast<std::int64_t>(kNew.size()));
    EXPECT_EQ(folder.names().size(), 2U);
  }
  EXPECT_EQ(folder.names().size(), 1U);
  EXPECT_EQ(content(folder / "m"), kOld);
}

}  // namespace
}  // namespace glia::detail
