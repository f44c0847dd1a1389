#pragma once
#include <concepts>
#include <memory>
#include <string>

#include "glia/base/class_record.hpp"
#include "glia/graph/scope.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// A struct that draws a variable's first numbers: `Array operator()(const InitialDraw&) const`.
template <class T>
concept InitializerType = requires(const T& t, const InitialDraw& draw) {
  { t(draw) } -> std::same_as<Array>;
};

/// An initializer by name ("he_normal"), as a struct (HeNormal{}), or as a lambda Array(const InitialDraw&).
class Initializer {
 public:
  Initializer(const char* name);         // NOLINT
  Initializer(const std::string& name);  // NOLINT
  template <InitializerType T>
  requires(!std::same_as<T, Initializer>) Initializer(T config)
      : model_(detail::hold<Initializer>(std::move(config))) {}  // NOLINT

  Array operator()(const InitialDraw& draw) const { return model_->draw(draw); }
  Value config() const { return model_->config(); }  ///< {"class_name": …, "config": …}

  // Internal: the two sides of type erasure.
  struct Body {
    virtual ~Body() = default;
    virtual Array draw(const InitialDraw& draw) const = 0;
    virtual Value config() const = 0;
  };
  template <class T>
  struct Holder final : Body {
    explicit Holder(T t) : value(std::move(t)) {}
    Array draw(const InitialDraw& draw) const override { return value(draw); }
    Value config() const override {
      return detail::class_config(detail::type_name<T>(), fields_of<T>().config(&value));
    }
    T value;
  };

 private:
  std::shared_ptr<const Body> model_;
};

inline Value to_config(const Initializer& v) { return v.config(); }
void from_config(const Value& value, Initializer& v);

namespace detail {
std::span<const ClassRecord<Initializer>> builtin_initializers();
}

}  // namespace glia
#pragma GCC visibility pop
