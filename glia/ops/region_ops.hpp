// internal
#pragma once
#include "glia/graph/node.hpp"

namespace glia::detail {

extern const Op op_scan, op_cond, op_while_loop;

/// Inputs: the condition, then operands and captured values. The body takes all but the condition, and gives the
/// results of the true branch, then those of the false one.
Graph branch_of(const Node& cond, bool taken);
/// Inputs: the vars, then captured values. The body gives the condition, then the new vars.
Graph condition_of(const Node& while_loop);
Graph step_of(const Node& while_loop);

}  // namespace glia::detail
