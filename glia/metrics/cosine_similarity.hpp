#pragma once
#include <string>

#include "glia/metrics/metric.hpp"

#pragma GCC visibility push(default)
namespace glia {
namespace metrics {

/// Mean of Σ t·y along `axis` of target and output scaled to length 1: 1 where they point the same way; the loss of
/// that name is its negative.  (n, …, k), (n, …, k)
struct CosineSimilarity {
  Dim axis = -1;
  std::string name = "cosine_similarity";

  static void fields(Fields& f);
  Tensor values(const Tensor& target, const Tensor& output) const;
};

}  // namespace glia
}  // namespace glia
#pragma GCC visibility pop
