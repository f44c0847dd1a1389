#include "glia/backends/cpu/vector_ops.hpp"

#include "glia/backends/cpu/vector_op_groups.hpp"

namespace glia::detail::cpu {

VectorOp find_vector_op(std::string_view name) {
  for (const VectorOpGroup group : {arithmetic_vector_ops(), comparison_vector_ops(), exponential_vector_ops(),
                                    logarithm_vector_ops(), trigonometric_vector_ops()}) {
    for (const NamedVectorOp& entry : group) {
      if (entry.name == name) return entry.op;
    }
  }
  return nullptr;
}

}  // namespace glia::detail::cpu
