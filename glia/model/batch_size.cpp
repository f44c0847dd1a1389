#include "glia/model/batch_size.hpp"

#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/graph/fixed_batch.hpp"

namespace glia::detail {

void check_batch_size(const ModelState& model, std::int64_t rows, std::int64_t batch) {
  for (const Tensor& input : model.inputs) {
    const std::int64_t wanted = fixed_batch(input);
    if (wanted == 0 || (std::min(batch, rows) == wanted && rows % wanted == 0)) continue;
    const std::string size = std::to_string(wanted);
    std::string hint = "Give .batch_size = ";
    hint.append(size).append(", and a multiple of ").append(size).append(" samples");
    throw ValueError({.where = model.name,
                      .rule = "The batch_size of its Input is the size of all batches",
                      .expected = "batches of " + size,
                      .received = std::to_string(rows) + (rows == 1 ? " sample" : " samples") + " in batches of " +
                                  std::to_string(batch),
                      .hint = hint});
  }
}

}  // namespace glia::detail
