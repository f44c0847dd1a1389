#pragma once
#include <string>

#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// Connectionist temporal classification: −ln of the probability that the frames spell the labels, summed over all ways
/// to stretch them and to put blanks (class 0) between. labels (n, length), filled up with 0 at the end; logits (n,
/// frames, classes) → (n). Equal neighbours need a blank between them; labels that the frames have no room for cost
/// about 1e5 each, as in Keras (fit and evaluate refuse them). A label outside [0, classes) gives NaN.
/// ShapeError for other ranks, ValueError for fewer than two classes. Source: Graves et al. 2006.
struct CTC {
  std::string reduction = "sum_over_batch_size";
  std::string name = "ctc";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
};

}  // namespace losses
}  // namespace glia
#pragma GCC visibility pop
