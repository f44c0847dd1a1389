#include "glia/data/download.hpp"

#include <memory>

#include "glia/base/error.hpp"

#ifdef GLIA_HAS_CURL
#include <curl/curl.h>
#endif

namespace glia::detail {

#ifdef GLIA_HAS_CURL

namespace {

struct Body {
  std::vector<std::byte> bytes;
  std::size_t limit;
  bool too_large = false;
};

std::size_t receive(char* data, std::size_t size, std::size_t count, void* user) {
  Body& body = *static_cast<Body*>(user);
  const std::size_t length = size * count;  // curl: size is 1, count at most 16 KiB
  if (length > body.limit - body.bytes.size()) {
    body.too_large = true;
    return 0;
  }
  const auto* bytes = reinterpret_cast<const std::byte*>(data);
  body.bytes.insert(body.bytes.end(), bytes, bytes + length);
  return length;
}

}  // namespace

std::vector<std::byte> download(const std::string& url, const DownloadLimits& limits) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  const std::unique_ptr<CURL, void (*)(CURL*)> handle(started == CURLE_OK ? curl_easy_init() : nullptr,
                                                      &curl_easy_cleanup);
  if (handle == nullptr) throw ResourceError({.where = url, .rule = "libcurl cannot start"});
  Body body{.bytes = {}, .limit = static_cast<std::size_t>(limits.bytes)};
  char reason[CURL_ERROR_SIZE] = "";
  const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(handle.get(), option, value); };
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 1L);
  set(CURLOPT_MAXREDIRS, 5L);
  set(CURLOPT_FAILONERROR, 1L);
  set(CURLOPT_NOSIGNAL, 1L);  // a library may not use SIGALRM for time limits
  set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(limits.connect.count()));
  set(CURLOPT_TIMEOUT, static_cast<long>(limits.total.count()));
  set(CURLOPT_LOW_SPEED_LIMIT, 1000L);
  set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits.stalled.count()));
  set(CURLOPT_ERRORBUFFER, static_cast<char*>(reason));
  set(CURLOPT_WRITEFUNCTION, &receive);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&body));
  const CURLcode code = curl_easy_perform(handle.get());
  if (body.too_large) {
    throw FileError({.where = url,
                     .rule = "The download is larger than expected",
                     .expected = "at most " + std::to_string(limits.bytes) + " bytes"});
  }
  if (code != CURLE_OK) {
    throw FileError(
        {.where = url,
         .rule = "The download failed (" + std::string(*reason != 0 ? reason : curl_easy_strerror(code)) + ")"});
  }
  return std::move(body.bytes);
}

#else

std::vector<std::byte> download(const std::string& url, const DownloadLimits&) {
  throw UnsupportedError(
      {.where = url, .rule = "This build of Glia cannot download: libcurl was not found when it was built"});
}

#endif

}  // namespace glia::detail
