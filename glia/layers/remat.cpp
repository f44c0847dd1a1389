#include "glia/layers/remat.hpp"

#include <algorithm>
#include <array>

#include "glia/base/error.hpp"
#include "glia/layers/layer_state.hpp"
#include "glia/layers/remat_mode.hpp"
#include "glia/ops/remat.hpp"

namespace glia {
namespace detail {
namespace {

using Kind = RematMode::Kind;

struct Named {
  std::string_view name;
  Kind kind;
};
constexpr Named kModes[] = {{"full", Kind::full},
                            {"activations", Kind::activations},
                            {"larger_than", Kind::larger_than},
                            {"list_of_layers", Kind::list_of_layers}};

thread_local std::vector<std::shared_ptr<const RematMode>> scopes;
thread_local bool activations_again = false;

Kind kind_named(const std::string& name) {
  std::array<std::string_view, std::size(kModes)> known;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (kModes[i].name == name) return kModes[i].kind;
    known[i] = kModes[i].name;
  }
  throw ValueError(
      {.where = "RematScope",
       .rule = "The mode is one of \"full\", \"activations\", \"larger_than\", \"list_of_layers\" and \"\"",
       .received = "\"" + name + "\"",
       .hint = nearest_names(name, known.data(), known.size())});
}

/// Numbers in the results for one row of the batch.
std::int64_t numbers_in(const Tensors& results) {
  std::int64_t out = 0;
  for (const Tensor& t : results) out = checked_add(out, t.shape().at(1).elements());
  return out;
}

}  // namespace

RematEntry::RematEntry(const std::string& mode, Dim output_size_threshold,
                       const std::vector<std::string>& layer_names) {
  scopes.push_back(mode.empty() ? nullptr
                                : std::make_shared<const RematMode>(
                                      RematMode{kind_named(mode), output_size_threshold, layer_names}));
}
RematEntry::~RematEntry() { scopes.pop_back(); }

std::shared_ptr<const RematMode> current_remat_mode() { return scopes.empty() ? nullptr : scopes.back(); }

RematCall::RematCall(const RematMode* mode, Trace& trace)
    : mode_(mode), trace_(trace), losses_(trace.losses.size()), outer_(activations_again) {
  activations_again = mode != nullptr && mode->kind == Kind::activations;
}
RematCall::~RematCall() { activations_again = outer_; }

Tensors RematCall::results(const std::string& layer, const Tensors& inputs, Tensors outputs) const {
  if (mode_ == nullptr || mode_->kind == Kind::activations || outputs.empty()) return outputs;
  const auto& names = mode_->layer_names;
  if (mode_->kind == Kind::larger_than && numbers_in(outputs) <= mode_->output_size_threshold) return outputs;
  if (mode_->kind == Kind::list_of_layers && std::find(names.begin(), names.end(), layer) == names.end())
    return outputs;
  const auto first_loss = trace_.losses.begin() + static_cast<std::ptrdiff_t>(losses_);
  Tensors all = outputs;
  all.insert(all.end(), first_loss, trace_.losses.end());
  all = emit_remat(all, inputs);
  const auto end = all.begin() + static_cast<std::ptrdiff_t>(outputs.size());
  std::copy(end, all.end(), first_loss);
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (const Tensor mask = trace_.mask_of(outputs[i]); mask.valid()) trace_.set_mask(all[i], mask);
  }
  return {all.begin(), end};
}

Tensor activated(const Tensor& x, const Tensor& y) { return activations_again ? emit_remat({y}, {x})[0] : y; }

}  // namespace detail

Layer remat(const Layer& layer) {
  if (!layer.valid()) {
    throw ValueError({.where = "remat", .rule = "A layer is given", .received = "an empty Layer"});
  }
  layer.state().remat = std::make_shared<const detail::RematMode>();
  return layer;
}

}  // namespace glia
