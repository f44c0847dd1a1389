// What the two translating examples share: words and their numbers, sentences as rows, and how good a translation is.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <glia/glia.hpp>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

using Words = std::vector<std::string>;

struct SentencePair {
  Words source, target;
};

struct Corpus {
  std::vector<SentencePair> train, test;
};

/// "A man, smiling." → a man , smiling .
inline Words words_of(const std::string& line) {
  Words out;
  bool open = false;
  for (const char c : line) {
    const bool letter = (c & 0x80) != 0 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const std::string text(1, c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    if (letter && open) {
      out.back() += text;
    } else if (c != ' ') {
      out.push_back(text);
    }
    open = letter;
  }
  return out;
}

/// Each character of a UTF-8 text.
inline Words characters_of(const std::string& text) {
  Words out;
  for (const char c : text) {
    if ((c & 0xC0) != 0x80) out.emplace_back();  // not one of the further bytes of a character
    if (!out.empty()) out.back() += c;
  }
  return out;
}

/// A task for when there is no data: strings of digits, to be written backwards.
inline Corpus digits_backwards(int train, int test) {
  glia::numpy::RandomState random(7);
  Corpus out;
  for (int i = 0; i < train + test; ++i) {
    SentencePair pair;
    const int length = 3 + static_cast<int>(6 * random.rand());
    for (int k = 0; k < length; ++k) pair.source.push_back(std::to_string(static_cast<int>(10 * random.rand())));
    pair.target.assign(pair.source.rbegin(), pair.source.rend());
    (i < train ? out.train : out.test).push_back(std::move(pair));
  }
  return out;
}

/// Words by number, the most frequent first; 0 pads, 1 begins and 2 ends a sentence, 3 stands for all other words.
class Vocabulary {
 public:
  static constexpr std::int64_t kBegin = 1, kEnd = 2, kUnknown = 3;

  Vocabulary(const std::vector<SentencePair>& pairs, Words SentencePair::*side, std::size_t most) {
    std::map<std::string, int> counts;
    for (const SentencePair& pair : pairs) {
      for (const std::string& word : pair.*side) ++counts[word];
    }
    std::vector<std::pair<int, std::string>> order;
    for (const auto& [word, count] : counts) order.emplace_back(-count, word);
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < order.size() && words_.size() < most; ++i) words_.push_back(order[i].second);
    for (std::size_t i = 4; i < words_.size(); ++i) ids_[words_[i]] = static_cast<std::int64_t>(i);
  }
  std::int64_t size() const { return static_cast<std::int64_t>(words_.size()); }
  std::int64_t id(const std::string& word) const {
    const auto found = ids_.find(word);
    return found == ids_.end() ? kUnknown : found->second;
  }
  const std::string& word(std::int64_t id) const { return words_.at(static_cast<std::size_t>(id)); }

 private:
  Words words_ = {"", "<begin>", "<end>", "<unknown>"};
  std::map<std::string, std::int64_t> ids_;
};

/// What a model that translates is trained with: the source, the target as far as it is known, what comes next, and 1
/// where something comes.
struct Rows {
  glia::Array source, given, next, counts;
};

inline Rows rows_of(const std::vector<SentencePair>& pairs, const Vocabulary& from, const Vocabulary& to, int longest,
                    bool reversed) {
  using glia::Array;
  const auto n = static_cast<std::int64_t>(pairs.size());
  const glia::Shape of_source{n, longest}, of_target{n, longest + 1};
  Rows out{Array(of_source, glia::i32), Array(of_target, glia::i32), Array(of_target, glia::i32), Array(of_target)};
  for (std::int64_t row = 0; row < n; ++row) {
    const auto& [source, target] = pairs[static_cast<std::size_t>(row)];
    std::int64_t at = reversed ? static_cast<std::int64_t>(source.size()) : -1;
    for (const std::string& word : source) out.source(row, reversed ? --at : ++at) = static_cast<double>(from.id(word));
    out.given(row, 0) = static_cast<double>(Vocabulary::kBegin);
    at = 0;
    for (const std::string& word : target) {
      out.next(row, at) = static_cast<double>(to.id(word));
      out.given(row, ++at) = static_cast<double>(to.id(word));
    }
    out.next(row, at) = static_cast<double>(Vocabulary::kEnd);
    for (; at >= 0; --at) out.counts(row, at) = 1;
  }
  return out;
}

/// The likeliest word, again and again. `next` gives the likeliest next word behind each word of the target.
inline std::vector<Words> translate(const glia::Model& next, const glia::Array& source, const Vocabulary& to) {
  const std::int64_t n = source.dim(0), longest = source.dim(1) + 1;
  glia::Array given(glia::Shape{n, longest}, glia::i32);
  std::vector<Words> out(static_cast<std::size_t>(n));
  std::vector<bool> ended(static_cast<std::size_t>(n));
  for (std::int64_t row = 0; row < n; ++row) given(row, 0) = static_cast<double>(Vocabulary::kBegin);
  for (std::int64_t at = 0; at + 1 < longest; ++at) {
    const glia::Array found = next.predict({source, given}, {.batch_size = 200});
    for (std::int64_t row = 0; row < n; ++row) {
      const auto i = static_cast<std::size_t>(row);
      const auto id = static_cast<std::int64_t>(found(row, at));
      ended[i] = ended[i] || id == Vocabulary::kEnd;
      if (ended[i]) continue;
      out[i].push_back(to.word(id));
      given(row, at + 1) = static_cast<double>(id);
    }
  }
  return out;
}

/// BLEU-4 of a corpus, 0 to 100 (Papineni et al. 2002): the geometric mean of the shares of runs of 1 to 4 words that
/// the reference has, too, times e^(1 − reference / length) if the translations are shorter.
inline double bleu(const std::vector<Words>& translations, const std::vector<SentencePair>& pairs) {
  double log_precision = 0, length = 0, reference = 0;
  for (std::size_t order = 1; order <= 4; ++order) {
    double found = 0, all = 0;
    for (std::size_t i = 0; i < translations.size(); ++i) {
      const auto runs = [&](const Words& words) {
        std::map<Words, int> counts;
        for (auto at = words.begin(); words.end() - at >= static_cast<std::ptrdiff_t>(order); ++at)
          ++counts[Words(at, at + static_cast<std::ptrdiff_t>(order))];
        return counts;
      };
      std::map<Words, int> known = runs(pairs[i].target);
      for (const auto& [run, count] : runs(translations[i])) {
        all += count;
        found += std::min(count, known[run]);
      }
      if (order > 1) continue;
      length += static_cast<double>(translations[i].size());
      reference += static_cast<double>(pairs[i].target.size());
    }
    log_precision += std::log(std::max(found, 1e-9) / std::max(all, 1.0)) / 4;
  }
  return 100 * std::exp(log_precision + std::min(0.0, 1 - reference / std::max(length, 1.0)));
}

/// What becomes of the test sentences: the score, and a few of them.
inline void report(const glia::Model& next, const Corpus& corpus, const Rows& test, const Vocabulary& to,
                   const char* space) {
  const std::vector<Words> found = translate(next, test.source, to);
  const auto text = [&](const Words& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : space) + word;
    return out;
  };
  for (std::size_t i = 0; i < found.size(); i += found.size() / 5 + 1) {
    std::string source;
    for (const std::string& word : corpus.test[i].source) source += word + " ";
    std::cout << source << "→ " << text(found[i]) << "   (" << text(corpus.test[i].target) << ")\n";
  }
  std::cout << "Test BLEU: " << bleu(found, corpus.test) << "\n";
}
