#include "glia/runtime/arena.hpp"

#include <algorithm>
#include <numeric>

#include "glia/base/shape.hpp"

namespace glia::detail {
namespace {

constexpr std::int64_t kLine = 64;  // a cache line: no two blocks share one, so no two threads write one

std::int64_t rounded_up(std::int64_t bytes) { return checked_add(bytes, kLine - 1) / kLine * kLine; }

}  // namespace

std::int64_t plan_arena(std::vector<ArenaRequest>& requests) {
  std::vector<std::size_t> order(requests.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return requests[a].bytes > requests[b].bytes; });
  std::vector<const ArenaRequest*> placed;  // by offset
  std::int64_t total = 0;
  for (const std::size_t i : order) {
    ArenaRequest& request = requests[i];
    const std::int64_t bytes = rounded_up(request.bytes);
    std::int64_t offset = 0;
    for (const ArenaRequest* other : placed) {
      if (other->last < request.first || other->first > request.last) continue;
      if (other->offset >= offset && other->offset - offset >= bytes) break;
      offset = std::max(offset, other->offset + rounded_up(other->bytes));
    }
    request.offset = offset;
    total = std::max(total, checked_add(offset, bytes));
    placed.insert(std::upper_bound(placed.begin(), placed.end(), &request,
                                   [](const ArenaRequest* a, const ArenaRequest* b) { return a->offset < b->offset; }),
                  &request);
  }
  return total;
}

}  // namespace glia::detail
