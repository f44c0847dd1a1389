#include "glia/base/type_name.hpp"

#include <cctype>

namespace glia::detail {

std::string snake_case(std::string_view name) {
  const auto upper = [&](std::size_t i) {
    return i < name.size() && std::isupper(static_cast<unsigned char>(name[i])) != 0;
  };
  const auto lower = [&](std::size_t i) {
    return i < name.size() && std::islower(static_cast<unsigned char>(name[i])) != 0;
  };
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    // A word begins at a capital that follows a lower-case letter, or that ends a run of capitals: "LSTMCell" →
    // lstm_cell.
    if (i > 0 && upper(i) && (lower(i - 1) || (upper(i - 1) && lower(i + 1)))) out += '_';
    out += static_cast<char>(std::tolower(static_cast<unsigned char>(name[i])));
  }
  return out;
}

}  // namespace glia::detail
