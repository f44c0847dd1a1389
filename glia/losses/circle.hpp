#pragma once
#include <string>

#include "glia/losses/loss.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace losses {

/// Pulls embeddings of one class together and pushes those of others apart: with the cosine distances d = max(1 − y·yᵀ,
/// 0) softplus(logsumexp of gamma·(margin + d)·(d − margin) over those of its class + logsumexp of gamma·max(1 + margin
/// − d, 0)·(1 − margin − d) over the others). Samples whose loss is 0 do not count in the mean. labels (n) or (n, 1),
/// embeddings of length 1 (n, d) → (n). remove_diagonal: none is compared with itself. Source: Sun et al. 2020,
/// arXiv:2002.10857.
struct Circle {
  double gamma = 80;
  double margin = 0.4;
  bool remove_diagonal = true;
  std::string reduction = "sum_over_batch_size";
  std::string name = "circle";

  static void fields(Fields& f);
  Tensor operator()(const Tensor& target, const Tensor& output) const;
  Tensor mask(const Tensor& target, const Tensor& output, const Tensor& values) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
