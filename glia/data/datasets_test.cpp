#include "glia/data/datasets.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>

#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/base/sha256.hpp"
#include "glia/data/gzip.hpp"
#include "glia/data/idx.hpp"
#include "glia/data/idx_dataset.hpp"
#include "glia/data/local_file.hpp"
#include "testing/environment.hpp"
#include "testing/http_server.hpp"

namespace glia {
namespace {

namespace fs = std::filesystem;
using detail::HttpServer;
using tests::ScopedEnvironment;

/// Two training images and one test image of 2×2, with labels, in a fresh folder; downloads come from this machine.
class DatasetFiles : public ::testing::Test {
 protected:
  DatasetFiles() {
    std::string name = (fs::temp_directory_path() / "glia_data_XXXXXX").string();
    root_ = ::mkdtemp(name.data());
    const Array images = std::vector<std::uint8_t>{1, 2, 3, 4, 5, 6, 7, 8};
    add("train-images", images.reshape({2, 2, 2}));
    add("test-images", images.rows(0, 4).reshape({1, 2, 2}));
    add("train-labels", std::vector<std::uint8_t>{3, 9});
    add("test-labels", std::vector<std::uint8_t>{7});
    set_log_sink([this](LogLevel, std::string_view text) { log_ += text; });
  }
  ~DatasetFiles() override {
    set_log_sink({});
    fs::remove_all(root_);
  }

  void add(const std::string& name, const Array& array) {
    write_idx((root_ / name).string(), array);
    const auto bytes = detail::read_file((root_ / name).string(), 1 << 20);
    dataset_.files.at(files_.size()) = {name, detail::sha256(bytes)};
    files_.push_back(name);
    const auto packed = detail::gzip(bytes);
    responses_[name + ".gz"] = HttpServer::ok({reinterpret_cast<const char*>(packed.data()), packed.size()});
  }

  void put_into(const fs::path& folder) {
    fs::create_directories(folder);
    for (const std::string& name : files_) fs::copy(root_ / name, folder / name);
  }

  void expect_loaded() const {
    const auto [train, test] = detail::load(dataset_);
    EXPECT_EQ(train.x.shape(), (Shape{2, 2, 2}));
    EXPECT_EQ(train.x(1, 1, 1), 8);
    EXPECT_EQ(train.y(1), 9);
    EXPECT_EQ(test.x.shape(), (Shape{1, 2, 2}));
    EXPECT_EQ(test.y(0), 7);
  }

  std::string refused() const {
    try {
      detail::load(dataset_);
    } catch (const Error& error) {
      return error.what();
    }
    return "no error";
  }

  fs::path root_;
  std::vector<std::string> files_;
  std::map<std::string, std::string> responses_;
  std::string log_;
  detail::IdxDataset dataset_{.where = "datasets::small", .folder = "small", .url = "http://127.0.0.1:1/", .files = {}};
  ScopedEnvironment data_{"GLIA_DATA", ""};
  ScopedEnvironment cache_{"GLIA_CACHE", ""};
  ScopedEnvironment xdg_{"XDG_CACHE_HOME", ""};
  ScopedEnvironment home_{"HOME", ""};
  ScopedEnvironment proxy_{"no_proxy", "*"};
};

}  // namespace

TEST_F(DatasetFiles, AreFoundInTheDataFolderThenInTheCaches) {
  for (const auto& [variable, folder] :
       std::vector<std::pair<const char*, const char*>>{{"GLIA_DATA", "a/small"},
                                                        {"GLIA_CACHE", "a/small"},
                                                        {"XDG_CACHE_HOME", "a/glia/small"},
                                                        {"HOME", "a/.cache/glia/small"}}) {
    const ScopedEnvironment set(variable, (root_ / "a").string());
    put_into(root_ / folder);
    expect_loaded();
    fs::remove_all(root_ / "a");
  }
}

TEST_F(DatasetFiles, WhatWasTriedIsSaidWhenNothingIsFound) {
  const ScopedEnvironment data("GLIA_DATA", (root_ / "d").string());
  EXPECT_EQ(
      refused(),
      "datasets::small: The data were neither found nor downloaded. Received '" + (root_ / "d/small").string() +
          "' lacks train-images.gz; there is no cache folder (GLIA_CACHE and HOME are not set). Set GLIA_DATA to a "
          "folder that holds small/train-images.gz and the other three files, or use datasets::digits(), "
          "which needs no files.");
}

TEST_F(DatasetFiles, ThatAreDamagedAreNotPassedOver) {
  const ScopedEnvironment data("GLIA_DATA", (root_ / "d").string());
  put_into(root_ / "d/small");
  std::ofstream(root_ / "d/small/train-labels", std::ios::app) << 'x';
  EXPECT_NE(refused().find("train-labels', byte 8: Bytes follow the last element"), std::string::npos) << refused();
  write_idx((root_ / "d/small/train-labels").string(), std::vector<std::uint8_t>{1, 2, 3});
  EXPECT_NE(refused().find("The labels do not belong to the images beside them. Expected u8 (2,), received u8 (3,)"),
            std::string::npos);
  write_idx((root_ / "d/small/train-labels").string(), std::vector<std::uint8_t>{1, 10});
  EXPECT_NE(refused().find("A label lies outside of the ten classes. Expected 0 to 9, received 10 in row 1"),
            std::string::npos);
  write_idx((root_ / "d/small/train-images").string(), Array{1.0, 2.0});
  EXPECT_NE(refused().find("The images are not of the expected kind. Expected u8 with 3 axes, received f32 (2,)"),
            std::string::npos);
}

TEST_F(DatasetFiles, AreDownloadedOnceIntoTheCache) {
  const ScopedEnvironment cache("GLIA_CACHE", (root_ / "c").string());
  const HttpServer server(responses_);
  ASSERT_TRUE(server.working());
  dataset_.url = server.url();
  expect_loaded();
  EXPECT_NE(log_.find("datasets::small: downloading from " + server.url()), std::string::npos);
  EXPECT_EQ(server.requests(), 4);
  expect_loaded();
  EXPECT_EQ(server.requests(), 4) << "the second call must use the cache";
  EXPECT_EQ(std::distance(fs::directory_iterator(root_ / "c/small"), {}), 4);
}

TEST_F(DatasetFiles, OfAnotherContentAreNotKept) {
  const ScopedEnvironment cache("GLIA_CACHE", (root_ / "c").string());
  const HttpServer server(responses_);
  dataset_.url = server.url();
  dataset_.files[0].sha256[0] ^= 1;
  EXPECT_NE(refused().find("train-images.gz: The download is not the file that it should be. Expected SHA-256 "),
            std::string::npos)
      << refused();
  EXPECT_TRUE(fs::is_empty(root_ / "c/small"));
}

TEST_F(DatasetFiles, DownloadsThatFailSayWhy) {
  const ScopedEnvironment cache("GLIA_CACHE", (root_ / "c").string());
  EXPECT_NE(refused().find("http://127.0.0.1:1/train-images.gz: The download failed ("), std::string::npos)
      << refused();
  responses_.erase("test-images.gz");
  responses_["test-labels.gz"] = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort";
  const HttpServer server(responses_);
  dataset_.url = server.url();
  EXPECT_NE(refused().find("test-images.gz: The download failed (The requested URL returned error: 404)"),
            std::string::npos)
      << refused();
  EXPECT_TRUE(fs::exists(root_ / "c/small/train-images.gz")) << "what was right is kept for the next try";
}

TEST(Datasets, MnistIsThatOfKeras) {
  if (std::getenv("GLIA_DATA") == nullptr) GTEST_SKIP() << "GLIA_DATA is not set, so there is no MNIST to read";
  const auto [train, test] = datasets::mnist();
  EXPECT_EQ(train.x.shape(), (Shape{60000, 28, 28}));
  EXPECT_EQ(test.x.shape(), (Shape{10000, 28, 28}));
  EXPECT_EQ(train.x.dtype(), u8);
  EXPECT_EQ(train.y.shape(), (Shape{60000}));
  const std::vector<std::uint8_t> first{5, 0, 4, 1, 9, 2, 1, 3, 1, 4};
  for (std::size_t i = 0; i < first.size(); ++i) EXPECT_EQ(train.y(i), first[i]);
  double sum = 0;
  for (const std::uint8_t v : train.x.span<std::uint8_t>()) sum += v;
  EXPECT_NEAR(sum / 60000 / 784 / 255, 0.1306605, 1e-6);  // the mean that tutorials normalise with
}

TEST(Datasets, FashionMnistHasTenNamedClasses) {
  EXPECT_EQ(datasets::fashion_mnist_class_names().size(), 10U);
  if (std::getenv("GLIA_DATA") == nullptr) GTEST_SKIP() << "GLIA_DATA is not set, so there is no Fashion-MNIST to read";
  const auto [train, test] = datasets::fashion_mnist();
  EXPECT_EQ(train.x.shape(), (Shape{60000, 28, 28}));
  EXPECT_EQ(test.y.shape(), (Shape{10000}));
  EXPECT_EQ(datasets::fashion_mnist_class_names()[static_cast<std::size_t>(train.y(0))], "Ankle boot");
  EXPECT_EQ(train.y(1), 0);
}

}  // namespace glia
