#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "glia/graph/node.hpp"
#include "glia/graph/scope.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"

namespace glia::tests {

enum class Keras { agrees, differs };

/// Something impossible that is tried, and what comes of it.
struct Refusal {
  std::string_view name;                ///< as in tools/goldens/refusals_layers.py or refusals_training.py
  std::function<void()> tried;          ///< the same in Glia
  std::vector<std::string_view> words;  ///< of the error's message; none: Glia accepts it
  Keras keras = Keras::agrees;          ///< differs: docs/from-keras.md has the reason, under "What is refused"
};

/// Tries each row. An error is one of Glia's, says where, which rule, and what was received or what to try, and has the
/// words. The names are those of the section in testing/goldens/refusals.json, where Keras's answers stand.
void check_refusals(std::string_view section, const std::vector<Refusal>& rows);

/// What a layer is applied to: samples of a shape, in batches of any size.
inline Tensor samples(Shape shape, DType dtype = f32) {
  shape.insert(0, -1);
  return detail::parameter(0, {shape, dtype});
}
inline Tensor batch(const Shape& shape, DType dtype = f32) { return detail::parameter(0, {shape, dtype}); }

/// A layer whose output carries a mask of the output's own shape.
struct MaskOfAll {
  Tensor call(Scope& scope, const Tensor& x) const {
    Tensor y = x * 1;
    scope.set_mask(y, ops::not_equal(x, 0));
    return y;
  }
};

/// A row's `tried`: the layer applied to x.
template <class Inputs, class L>
std::function<void()> on(const Inputs& x, const L& layer) {
  return [x, layer] { (void)(x | layer); };
}

}  // namespace glia::tests
