#include "glia/base/random.hpp"

#include <cmath>
#include <limits>
#include <string>

#include "glia/base/error.hpp"
#include "glia/base/random_groups.hpp"

namespace glia::detail {
namespace {

template <class T>
void check_range(T low, T high) {
  if (low <= high && std::isfinite(high - low)) return;
  throw ValueError({.where = "random uniform",
                    .rule = "The bounds must be in order and their difference finite.",
                    .expected = "low <= high",
                    .received = "low " + std::to_string(low) + " and high " + std::to_string(high)});
}

template <class T>
void bernoulli(T* out, std::int64_t first, std::int64_t count, std::uint64_t key, std::uint64_t iteration,
               double probability) {
  if (!(probability >= 0 && probability <= 1)) {
    throw ValueError({.where = "random Bernoulli",
                      .rule = "A probability lies between 0 and 1.",
                      .expected = "0 to 1",
                      .received = std::to_string(probability)});
  }
  const double parts = std::floor(probability * 0x1p32 + 0.5);
  if (parts == 0 || parts == 0x1p32) {
    std::fill_n(out, count, parts == 0 ? T{0} : T{1});
    return;
  }
  // SSE and AVX2 compare no unsigned integers, so both sides move by 2³¹.
  const auto shifted = [](std::uint32_t word) { return static_cast<std::int32_t>(word ^ 0x80000000u); };
  const std::int32_t end = shifted(static_cast<std::uint32_t>(parts));
  fill_groups<64>(out, first, count, key, iteration, [&](const PhiloxGroup& words, T* values) {
    for (int w = 0; w < 4; ++w) {
      for (int lane = 0; lane < 16; ++lane) values[16 * w + lane] = static_cast<T>(shifted(words[w][lane]) < end);
    }
  });
}

__extension__ using Product = unsigned __int128;

template <class T>
void integers(T* out, std::int64_t first, std::int64_t count, std::uint64_t key, std::uint64_t iteration,
              std::int64_t low, std::int64_t high) {
  using Limits = std::numeric_limits<T>;
  if (low >= high || low < Limits::min() || high - 1 > Limits::max()) {
    throw ValueError(
        {.where = "random integers",
         .rule = "The bounds must be in order and fit the type.",
         .expected = "low < high within " + std::to_string(Limits::min()) + " to " + std::to_string(Limits::max()),
         .received = "low " + std::to_string(low) + " and high " + std::to_string(high)});
  }
  const std::uint64_t width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  fill_groups<32>(out, first, count, key, iteration, [&](const PhiloxGroup& words, T* values) {
    for (int i = 0; i < 32; ++i) {
      const auto offset = static_cast<std::uint64_t>(Product{wide_word(words, i / 16, i % 16)} * width >> 64);
      values[i] = static_cast<T>(static_cast<std::uint64_t>(low) + offset);
    }
  });
}

}  // namespace

void fill_uniform(float* out, std::int64_t first_element, std::int64_t count, std::uint64_t key,
                  std::uint64_t iteration, float low, float high) {
  check_range(low, high);
  const float width = high - low;
  const float highest = std::nextafter(high, low);
  fill_groups<64>(out, first_element, count, key, iteration, [&](const PhiloxGroup& words, float* values) {
    for (int w = 0; w < 4; ++w) {
      for (int lane = 0; lane < 16; ++lane) {
        // Through int, since SSE and AVX2 convert no unsigned integers.
        const float value = low + width * (static_cast<float>(static_cast<int>(words[w][lane] >> 8)) * 0x1p-24f);
        values[16 * w + lane] = value < highest ? value : highest;
      }
    }
  });
}

void fill_uniform(double* out, std::int64_t first_element, std::int64_t count, std::uint64_t key,
                  std::uint64_t iteration, double low, double high) {
  check_range(low, high);
  const double width = high - low;
  const double highest = std::nextafter(high, low);
  fill_groups<32>(out, first_element, count, key, iteration, [&](const PhiloxGroup& words, double* values) {
    for (int i = 0; i < 32; ++i) {
      const double value = low + width * (static_cast<double>(wide_word(words, i / 16, i % 16) >> 11) * 0x1p-53);
      values[i] = value < highest ? value : highest;
    }
  });
}

void fill_bernoulli(float* out, std::int64_t first_element, std::int64_t count, std::uint64_t key,
                    std::uint64_t iteration, double probability) {
  bernoulli(out, first_element, count, key, iteration, probability);
}

void fill_bernoulli(double* out, std::int64_t first_element, std::int64_t count, std::uint64_t key,
                    std::uint64_t iteration, double probability) {
  bernoulli(out, first_element, count, key, iteration, probability);
}

void fill_integers(std::int32_t* out, std::int64_t first_element, std::int64_t count, std::uint64_t key,
                   std::uint64_t iteration, std::int64_t low, std::int64_t high) {
  integers(out, first_element, count, key, iteration, low, high);
}

void fill_integers(std::int64_t* out, std::int64_t first_element, std::int64_t count, std::uint64_t key,
                   std::uint64_t iteration, std::int64_t low, std::int64_t high) {
  integers(out, first_element, count, key, iteration, low, high);
}

}  // namespace glia::detail
