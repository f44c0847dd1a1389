#include "glia/optimizers/found_in.hpp"

#include <regex>

#include "glia/base/error.hpp"

namespace glia::detail {

bool found_in(const std::string& text, const std::string& pattern) {
  try {
    return std::regex_search(text, std::regex(pattern));
  } catch (const std::regex_error&) {
    throw ValueError({.where = "optimizer",
                      .rule = "Names of variables are given as regular expressions",
                      .received = "\"" + pattern + "\""});
  }
}

}  // namespace glia::detail
