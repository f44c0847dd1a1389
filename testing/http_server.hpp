#pragma once
#include <arpa/inet.h>
#include <atomic>
#include <map>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace glia::detail {

/// Answers GET on 127.0.0.1 with whole prepared responses, or 404.
class HttpServer {
 public:
  explicit HttpServer(std::map<std::string, std::string> responses) : responses_(std::move(responses)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    working_ = ::bind(listener_, generic, length) == 0 && ::listen(listener_, 8) == 0 &&
               ::getsockname(listener_, generic, &length) == 0;
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~HttpServer() {
    ::shutdown(listener_, SHUT_RDWR);  // wakes accept
    thread_.join();
    ::close(listener_);
  }
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  bool working() const { return working_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }
  int requests() const { return requests_; }

  static std::string ok(const std::string& body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }

 private:
  void serve() {
    for (int client = ::accept(listener_, nullptr, nullptr); client >= 0;
         client = ::accept(listener_, nullptr, nullptr)) {
      ++requests_;
      std::string request;
      char piece[4096];
      while (request.find("\r\n\r\n") == std::string::npos) {
        const ssize_t count = ::recv(client, piece, sizeof piece, 0);
        if (count <= 0) break;
        request.append(piece, static_cast<std::size_t>(count));
      }
      const std::size_t start = request.find('/') + 1;
      const auto found = responses_.find(request.substr(start, request.find(' ', start) - start));
      const std::string answer =
          found != responses_.end() ? found->second : "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
      for (std::size_t sent = 0; sent < answer.size();) {
        const ssize_t count = ::send(client, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) break;
        sent += static_cast<std::size_t>(count);
      }
      ::shutdown(client, SHUT_WR);
      ::close(client);
    }
  }

  std::map<std::string, std::string> responses_;
  std::atomic<int> requests_ = 0;
  int listener_ = -1;
  int port_ = 0;
  bool working_ = false;
  std::thread thread_;
};

}  // namespace glia::detail
