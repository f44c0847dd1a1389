#include "glia/base/stop_token.hpp"

namespace glia {
namespace {

constinit std::atomic<bool> interrupted{false};

// Made at compile time and never destroyed: a handler may come before, during or after main.
union Immortal {
  constexpr Immortal() : token(interrupted) {}
  ~Immortal() {}
  StopToken token;
};
constinit Immortal immortal;

}  // namespace

StopToken& interrupt_token() noexcept { return immortal.token; }

}  // namespace glia
