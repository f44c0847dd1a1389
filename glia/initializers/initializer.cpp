#include "glia/initializers/initializer.hpp"

namespace glia {
namespace {

constexpr detail::ClassAlias kAliases[] = {
    {"uniform", "random_uniform"}, {"normal", "random_normal"}, {"one", "ones"}, {"zero", "zeros"}};

}  // namespace

Initializer::Initializer(const char* name) : Initializer(std::string(name)) {}
Initializer::Initializer(const std::string& name)
    : Initializer(detail::make_class("initializer", detail::builtin_initializers(), name, {}, kAliases)) {}

void from_config(const Value& value, Initializer& v) {
  v = detail::class_from("initializer", detail::builtin_initializers(), value);
}

}  // namespace glia
