// internal
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "glia/base/array.hpp"
#include "glia/graph/attributes.hpp"
#include "glia/graph/layout.hpp"
#include "glia/graph/tensor.hpp"

namespace glia::detail {

struct Spec {
  Shape shape;
  DType dtype = f32;
  Layout layout = Layout::row_major;
  bool operator==(const Spec& other) const = default;
  std::string str() const;  ///< "f32[None,784]"
};

/// What an op sees of one application of itself.
struct Call {
  const Attributes& attributes;
  std::span<const Spec> inputs;
  const Node& node;  ///< for its payload; what else it holds may not be set yet
};

struct GradientCall {
  const Attributes& attributes;
  std::span<const Tensor> x;   ///< inputs
  std::span<const Tensor> y;   ///< outputs
  std::span<const Tensor> dy;  ///< gradient of each output; invalid where nothing flows
};

struct ReferenceCall {
  const Attributes& attributes;
  std::span<const Array> in;
  std::span<Array> out;
  const Node& node;  ///< for its payload
};

struct NotDifferentiable {};
inline constexpr NotDifferentiable not_differentiable;

/// The gradient of an op, or the words `not_differentiable`; there is no default, so an op without either does not
/// compile.
class Gradient {
 public:
  using Function = Tensors (*)(const GradientCall&);  ///< one tensor for each input; invalid = no gradient
  template <class F>
  requires std::is_convertible_v<F, Function>
  constexpr Gradient(F f) : function_(f) {}                      // NOLINT
  constexpr Gradient(NotDifferentiable) : function_(nullptr) {}  // NOLINT
  constexpr Function function() const { return function_; }

 private:
  Function function_;
};

/// Traits that passes may ask for instead of naming ops.
enum Trait : unsigned {
  kElementwise = 1,  ///< out[i] depends on in[i] only; all inputs have the shape of the output
  kCommutative = 2,
  kLeaf = 4,            ///< parameter, variable, constant
  kRandom = 8,          ///< a function of its key: may be copied and merged when equal, never folded
  kAlias = 16,          ///< the output is the input's memory under another shape
  kIntegerResult = 32,  ///< comparison and logic: bool out
  kSpread = 128,        ///< the input's numbers along more axes: free inside a fused body, so never worth keeping
  kRegion = 64          ///< the payload is a Graph that the op runs; each of its parameters is fed by one input
};

/// A scalar function for elementwise ops: reals in double, rounded once; integers in int64 if given.
struct Scalar {
  double (*unary)(double) = nullptr;
  double (*binary)(double, double) = nullptr;
  double (*ternary)(double, double, double) = nullptr;
  std::int64_t (*integer)(std::int64_t, std::int64_t) = nullptr;
};

/// The fact sheet of an op: all that the graph, the passes and the exporters know of it.
struct Op {
  const char* name;
  unsigned traits = 0;
  int arity = -1;                           ///< −1 = any number
  std::vector<Spec> (*infer)(const Call&);  ///< shape and dtype rule; throws ShapeError, TypeError, ValueError
  Gradient gradient;
  void (*reference)(const ReferenceCall&) = nullptr;  ///< slow and obvious; the oracle of every fast kernel
  Scalar scalar = {};                                 ///< elementwise ops only; the generic reference uses it
  const char* onnx = "";                              ///< name in ONNX; "" if it has none
  bool has(Trait trait) const { return (traits & trait) != 0; }
};

/// Adds a node: checks arity, infers the outputs, names the op in errors. The second form returns all outputs.
Tensor emit(const Op& op, Tensors inputs, Attributes attributes = {});
Tensors emit_all(const Op& op, Tensors inputs, Attributes attributes = {});  // with a payload: in graph/node.hpp

/// The op of that name from ops/, or nullptr.
const Op* find_op(std::string_view name);
std::span<const Op* const> all_ops();

}  // namespace glia::detail
