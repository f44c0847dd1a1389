// internal
#pragma once
#include "glia/graph/op.hpp"

namespace glia::detail {

// Ops that passes and kernels know by name.
extern const Op op_add, op_subtract, op_multiply, op_divide, op_maximum, op_sigmoid, op_cast, op_broadcast_to,
    op_reshape, op_transpose, op_matmul, op_sum, op_max, op_take, op_softmax, op_log_softmax, op_logsumexp,
    op_sparse_crossentropy, op_crossentropy, op_binary_crossentropy, op_one_hot, op_argmax, op_count, op_where,
    op_greater, op_scatter_add, op_concatenate, op_slice, op_pad, op_random_uniform, op_random_normal,
    op_random_bernoulli, op_relu;

}  // namespace glia::detail
