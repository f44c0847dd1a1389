#pragma once
#include <gtest/gtest.h>
#include <initializer_list>
#include <string>
#include <string_view>

#include "glia/base/error.hpp"

namespace glia::tests {

/// f() throws exactly an E (no class derived from another), and its message holds every fragment.
template <class E, class F>
void expect_error(F&& f, std::initializer_list<std::string_view> fragments) {
  try {
    f();
    ADD_FAILURE() << "no error";
  } catch (const E& error) {
    const std::string_view text = error.what();
    for (const std::string_view fragment : fragments) {
      EXPECT_NE(text.find(fragment), std::string_view::npos) << "'" << fragment << "' is not in: " << text;
    }
  } catch (const std::exception& other) {
    ADD_FAILURE() << "an error of another type: " << other.what();
  }
}

/// The message of the Error that f() throws, or "no error".
template <class F>
std::string message_of(F&& f) {
  try {
    f();
  } catch (const Error& e) {
    return e.what();
  }
  return "no error";
}

}  // namespace glia::tests
