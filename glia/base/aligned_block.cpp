#include "glia/base/aligned_block.hpp"

#include <new>
#include <sys/mman.h>

namespace glia::detail {
namespace {

constexpr std::size_t kAlignment = 64;  // one cache line and one AVX-512 register
constexpr std::int64_t kHugePage = 2 << 20;

std::align_val_t alignment_of(std::int64_t bytes, std::int64_t huge_from) {
  return std::align_val_t{bytes >= huge_from ? static_cast<std::size_t>(kHugePage) : kAlignment};
}

}  // namespace

void* allocate_block(std::int64_t bytes, std::int64_t huge_from) noexcept {
  void* block = ::operator new[](static_cast<std::size_t>(bytes), alignment_of(bytes, huge_from), std::nothrow);
  if (block != nullptr && bytes >= huge_from) {
    madvise(block, static_cast<std::size_t>(bytes / kHugePage * kHugePage), MADV_HUGEPAGE);  // a wish, no more
  }
  return block;
}

void release_block(void* block, std::int64_t bytes, std::int64_t huge_from) noexcept {
  ::operator delete[](block, alignment_of(bytes, huge_from));
}

}  // namespace glia::detail
