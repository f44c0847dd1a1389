#include "glia/layers/activation_fn.hpp"

#include <array>

#include "glia/base/class_record.hpp"
#include "glia/base/error.hpp"
#include "glia/layers/activations.hpp"
#include "glia/layers/remat_mode.hpp"

namespace glia {
namespace {

using Function = Tensor (*)(Tensor);

struct Named {
  std::string_view name;
  Function function;
};

// A second name for a function stands below the first, which is the one that is saved.
constexpr Named kActivations[] = {
    {"linear", linear},
    {"relu", relu},
    {"sigmoid", sigmoid},
    {"tanh", tanh},
    {"softmax", softmax},
    {"elu", elu},
    {"log_softmax", log_softmax},
    {"selu", selu},
    {"gelu", gelu},
    {"silu", silu},
    {"swish", silu},
    {"softplus", softplus},
    {"softsign", softsign},
    {"leaky_relu", leaky_relu},
    {"exponential", exponential},
    {"relu6", relu6},
    {"celu", celu},
    {"glu", glu},
    {"mish", mish},
    {"hard_sigmoid", hard_sigmoid},
    {"hard_silu", hard_silu},
    {"hard_swish", hard_silu},
    {"hard_tanh", hard_tanh},
    {"log_sigmoid", log_sigmoid},
    {"tanh_shrink", tanh_shrink},
    {"soft_shrink", soft_shrink},
    {"hard_shrink", hard_shrink},
    {"sparse_plus", sparse_plus},
    {"sparse_sigmoid", sparse_sigmoid},
    {"squareplus", squareplus},
    {"sparsemax", sparsemax},
};

const Named& find(const std::string& name) {
  std::array<std::string_view, std::size(kActivations)> known;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (detail::same_class_name(kActivations[i].name, name)) return kActivations[i];
    known[i] = kActivations[i].name;
  }
  throw ValueError({.where = "activation",
                    .rule = "No activation has the name '" + name + "'",
                    .hint = nearest_names(name, known.data(), known.size())});
}

std::string name_of(Function function) {
  for (const Named& a : kActivations) {
    if (a.function == function) return std::string(a.name);
  }
  return {};
}

}  // namespace

ActivationFn::ActivationFn() : ActivationFn(linear) {}
ActivationFn::ActivationFn(Tensor (*function)(Tensor)) : function_(function), name_(name_of(function)) {
  if (function == nullptr) {
    throw ValueError({.where = "activation",
                      .rule = "An activation is a function Tensor(Tensor)",
                      .received = "a null pointer",
                      .hint = "For none write linear"});
  }
}
ActivationFn::ActivationFn(const char* name) : ActivationFn(std::string(name)) {}
ActivationFn::ActivationFn(const std::string& name) : ActivationFn(find(name).function) {}

Tensor ActivationFn::operator()(const Tensor& x) const { return detail::activated(x, function_(x)); }

Value to_config(const ActivationFn& v) {
  if (v.name().empty()) {
    throw UnsupportedError(
        {.where = "activation",
         .rule = "A function of your own cannot be written into a configuration",
         .hint = "Use an activation by its name, or write a layer struct and register_layer<…>() it"});
  }
  return v.name();
}

void from_config(const Value& value, ActivationFn& v) {
  v = value.is_null() ? ActivationFn() : ActivationFn(value.as_string());
}

}  // namespace glia
