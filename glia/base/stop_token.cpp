#include "glia/base/stop_token.hpp"

namespace glia {
namespace {

constinit std::atomic<bool> interrupted{false};

// Made at compile time and never destroyed: a handler may come before, during or after main.
union Immortal {
  constexpr Immortal() : token(interrupted) {}
  ~Immortal() {}  // NOLINT(modernize-use-equals-default): a defaulted one would be deleted, as the token has one
  StopToken token;
};
constinit Immortal immortal;

}  // namespace

StopToken::StopToken() : owner_(std::make_shared<std::atomic<bool>>(false)), flag_(owner_.get()) {}

StopToken& interrupt_token() noexcept { return immortal.token; }

}  // namespace glia
