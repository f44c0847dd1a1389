#pragma once
#include <exception>
#include <memory>
#include <string>
#include <string_view>

#pragma GCC visibility push(default)
namespace glia {

/// What an error says, in parts. `rule` is a whole sentence; every other part may be empty.
struct ErrorParts {
  std::string where = {};     ///< layer, operation, file or argument; empty = the innermost traced layer
  std::string rule = {};      ///< the rule that does not hold
  std::string expected = {};  ///< what the rule wants
  std::string received = {};  ///< what was given instead
  std::string hint = {};      ///< what to try
  const char* file = nullptr;
  int line = 0;
};

/// Every exception of Glia. what() reads "where: rule Expected …, received …. hint (file:line)".
class Error : public std::exception {
 public:
  explicit Error(ErrorParts parts);
  ~Error() override;
  Error(const Error&);
  Error& operator=(const Error&);

  const char* what() const noexcept override { return message_.c_str(); }
  const ErrorParts& parts() const noexcept { return parts_; }

 private:
  ErrorParts parts_;
  std::string message_;
};

// clang-format off
class ShapeError       : public Error { public: using Error::Error; ~ShapeError() override; };        ///< sizes or ranks that do not fit
class TypeError        : public Error { public: using Error::Error; ~TypeError() override; };         ///< a dtype that does not fit
class ValueError       : public Error { public: using Error::Error; ~ValueError() override; };        ///< an argument outside its range, an unknown name
class DataError        : public Error { public: using Error::Error; ~DataError() override; };         ///< labels, NaN, empty data
class FileError        : public Error { public: using Error::Error; ~FileError() override; };         ///< a file that cannot be read, parsed or written
class ResourceError    : public Error { public: using Error::Error; ~ResourceError() override; };     ///< memory, threads, disk
class UnsupportedError : public Error { public: using Error::Error; ~UnsupportedError() override; };  ///< right in itself, but absent from this build
// clang-format on

/// Names what is being traced on this thread ("model", "layer 3 of Sequential, dense_1"), so that errors can say where
/// they are.
class ErrorPath {
 public:
  explicit ErrorPath(std::string name, const char* file = nullptr, int line = 0);
  ~ErrorPath();
  ErrorPath(const ErrorPath&) = delete;
  ErrorPath& operator=(const ErrorPath&) = delete;
  static std::string current();  ///< names joined by "/"; empty outside of tracing
  /// The same text, one for all that is made inside one path.
  static std::shared_ptr<const std::string> shared();
};

/// "did you mean 'adam' or 'adamw'?" — the names nearest to `given` by edit distance, then all names if they are few.
std::string nearest_names(std::string_view given, const std::string_view* names, std::size_t count);

}  // namespace glia
#pragma GCC visibility pop
