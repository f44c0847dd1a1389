#pragma once
#include <cstdint>

#include "glia/base/seed.hpp"
#include "glia/base/stream_key.hpp"

namespace glia::detail {

// Random numbers without state: element e of a stream is a pure function of (key, iteration, e), so that any thread may
// fill any part, in any order, on any instruction set, with the same bits. `key` names the stream (stream_key.hpp):
// give each node its own, since two distributions drawn from one key share their bits. `iteration` is the step (and
// micro-batch) of training.
//
// Mapping. philox_group() makes 16 blocks of four 32-bit words: 64 words, word w of lane l at 16·w + l.
//   f32 uniform, Bernoulli (both types), f32 truncated normal: group e / 64; one word, number e % 64.
//
//   f64 uniform and truncated normal, integers: group e / 32; h = (e / 16) % 2, lane e % 16; 64 bits, word 2h above
//   word 2h + 1.
//
//   f32 normal: group e / 64; h = (e / 32) % 2, lane e % 16; radius from word 2h, angle from word 2h + 1; cosine if
//   (e / 16) % 2 is 0, else sine.
//
//   f64 normal: group e / 32; lane e % 16; radius from words 0 (high) and 1, angle from words 2 (high) and 3; cosine if
//   (e / 16) % 2 is 0, else sine.
// A part that starts and ends at multiples of 64 (f64, integers: 32) elements wastes nothing.
//
// All fill `count` ≥ 0 values, elements first_element ≥ 0 … first_element + count − 1, and allocate nothing.

/// Uniform in [low, high): low + (high − low)·u with u a multiple of 2⁻²⁴ (f64: 2⁻⁵³), kept below `high` where the sum
/// would round up to it; all `low` if they are equal. ValueError unless low ≤ high and high − low is finite.
void fill_uniform(float* out, std::int64_t first_element, std::int64_t count, std::uint64_t key,
                  std::uint64_t iteration, float low, float high);
void fill_uniform(double* out, std::int64_t first_element, std::int64_t count, std::uint64_t key,
                  std::uint64_t iteration, double low, double high);

/// Normal: mean + stddev·√(−2 ln u)·cos or sin(2πv) (Box and Muller 1958), in double, rounded once. u is at least 2⁻³³
/// (f64: 2⁻⁵⁴), so that |z| ≤ 6.77 (8.66). Bits are equal on every machine: only + − × ÷ √ are used.
void fill_normal(float* out, std::int64_t first_element, std::int64_t count, std::uint64_t key, std::uint64_t iteration,
                 double mean, double stddev);
void fill_normal(double* out, std::int64_t first_element, std::int64_t count, std::uint64_t key,
                 std::uint64_t iteration, double mean, double stddev);

/// Normal within mean ± 2·stddev, as Keras's truncated_normal (what lies outside is drawn again there; the inverse
/// distribution function of Wichura 1988, AS 241, gives the same distribution here from one draw). Its standard
/// deviation is 0.8796·stddev.
void fill_truncated_normal(float* out, std::int64_t first_element, std::int64_t count, std::uint64_t key,
                           std::uint64_t iteration, double mean, double stddev);
void fill_truncated_normal(double* out, std::int64_t first_element, std::int64_t count, std::uint64_t key,
                           std::uint64_t iteration, double mean, double stddev);

/// 1 with `probability` (rounded to a multiple of 2⁻³²), else 0; the word is compared, so f32 and f64 agree.
/// ValueError outside [0, 1].
void fill_bernoulli(float* out, std::int64_t first_element, std::int64_t count, std::uint64_t key,
                    std::uint64_t iteration, double probability);
void fill_bernoulli(double* out, std::int64_t first_element, std::int64_t count, std::uint64_t key,
                    std::uint64_t iteration, double probability);

/// Integers in [low, high): low + ⌊(high − low)·u⌋ with u a multiple of 2⁻⁶⁴; a value's probability is off by at most
/// 2⁻⁶⁴. ValueError unless low < high (int32: and both fit).
void fill_integers(std::int32_t* out, std::int64_t first_element, std::int64_t count, std::uint64_t key,
                   std::uint64_t iteration, std::int64_t low, std::int64_t high);
void fill_integers(std::int64_t* out, std::int64_t first_element, std::int64_t count, std::uint64_t key,
                   std::uint64_t iteration, std::int64_t low, std::int64_t high);

/// 0 … count − 1 in random order: Fisher and Yates from the last entry down, each index drawn without bias (Lemire
/// 2019) from the next words of the stream. Both types give the same order. ValueError unless 0 ≤ count ≤ 2³¹ − 1.
void permutation(std::int32_t* out, std::int64_t count, std::uint64_t key, std::uint64_t iteration);
void permutation(std::int64_t* out, std::int64_t count, std::uint64_t key, std::uint64_t iteration);

}  // namespace glia::detail
