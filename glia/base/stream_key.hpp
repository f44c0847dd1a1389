#pragma once
#include <cstdint>
#include <string_view>

namespace glia::detail {

/// The finaliser of splitmix64 (Steele, Lea, Flood 2014): a bijection in which each input bit flips half of the output
/// bits.
constexpr std::uint64_t mix64(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

/// Mixes `value` into the hash `h`; order matters.
constexpr std::uint64_t hash_combine(std::uint64_t h, std::uint64_t value) {
  return mix64((h ^ mix64(value)) + 0x9e3779b97f4a7c15u);
}

/// The key of one random stream: of the `ordinal`-th random node inside the call of the layer at `path`. Equal on every
/// platform and in every version: checkpoints and published results depend on it. The bytes of `path` are read in
/// groups of eight, first byte lowest, the last group padded with zeros; its length is mixed in, so that the padding
/// cannot make two paths equal.
constexpr std::uint64_t stream_key(std::uint64_t seed, std::string_view path, std::uint64_t ordinal) {
  std::uint64_t h = hash_combine(0, seed);
  for (std::size_t start = 0; start < path.size(); start += 8) {
    std::uint64_t group = 0;
    for (std::size_t i = start; i < path.size() && i < start + 8; ++i) {
      group |= std::uint64_t{static_cast<unsigned char>(path[i])} << (8 * (i - start));
    }
    h = hash_combine(h, group);
  }
  return hash_combine(hash_combine(h, path.size()), ordinal);
}

}  // namespace glia::detail
