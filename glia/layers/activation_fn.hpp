#pragma once
#include <concepts>
#include <functional>
#include <string>
#include <type_traits>

#include "glia/base/value.hpp"
#include "glia/graph/tensor.hpp"

#pragma GCC visibility push(default)
namespace glia {

/// An activation: by name ("relu"), as a function (relu), or as a lambda Tensor(Tensor).
class ActivationFn {
 public:
  ActivationFn();                            // linear
  ActivationFn(Tensor (*function)(Tensor));  // NOLINT: not a template, so that it picks one overload of a name
  ActivationFn(const char* name);            // NOLINT
  ActivationFn(const std::string& name);     // NOLINT
  template <class F>
  requires(std::is_class_v<F>&& std::is_invocable_r_v<Tensor, const F&, Tensor> && !std::same_as<F, ActivationFn>)
      ActivationFn(F function)
      : function_(std::move(function)) {}  // NOLINT

  Tensor operator()(const Tensor& x) const;
  const std::string& name() const { return name_; }  ///< "relu"; empty for a function of the user's own

 private:
  std::function<Tensor(Tensor)> function_;
  std::string name_;
};

Value to_config(const ActivationFn& v);  ///< its name; an UnsupportedError for a lambda, which no file can hold
void from_config(const Value& value, ActivationFn& v);

}  // namespace glia
#pragma GCC visibility pop
