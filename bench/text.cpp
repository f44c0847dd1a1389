// Sentences of a real text set are judged good or bad, by a bidirectional LSTM or a small transformer: `text lstm
// FILES`, `text transformer FILES`, with FILES the folder of train.tsv and test.tsv (text TAB label). A JSON line for
// each of three seeds; bench/text_peers.py has the same networks in Keras.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <string_view>

#include "glia/glia.hpp"

using namespace glia;

namespace {

constexpr Dim kLength = 48, kWords = 8000, kWidth = 64;

struct Sentences {
  std::vector<std::vector<std::string>> texts;
  Array y;
};

Sentences read(const std::string& path) {
  const std::vector<std::string> lines = datasets::read_lines(path);
  Sentences out;
  std::vector<float> labels;
  out.texts.reserve(lines.size());
  for (const std::string& line : lines) {
    const std::size_t tab = line.rfind('\t');
    out.texts.emplace_back();
    for (std::size_t at = 0; at < tab;) {
      const std::size_t end = std::min(line.find(' ', at), tab);
      if (end > at) out.texts.back().push_back(line.substr(at, end - at));
      at = end + 1;
    }
    labels.push_back(line[tab + 1] == '1' ? 1.0F : 0.0F);
  }
  out.y = Array(labels);
  return out;
}

/// The commonest words; 0 fills up, 1 is any other word.
std::map<std::string, int> vocabulary(const Sentences& sentences) {
  std::map<std::string, int> counts, out;
  for (const auto& text : sentences.texts) {
    for (const std::string& word : text) ++counts[word];
  }
  std::vector<std::pair<int, std::string>> order;
  order.reserve(counts.size());
  for (const auto& [word, count] : counts) order.emplace_back(-count, word);
  std::sort(order.begin(), order.end());
  const auto most = static_cast<std::size_t>(std::int64_t{kWords} - 2);
  for (std::size_t i = 0; i < std::min(order.size(), most); ++i) out[order[i].second] = static_cast<int>(i) + 2;
  return out;
}

Array rows(const Sentences& sentences, const std::map<std::string, int>& known) {
  Array out(Shape{sentences.texts.size(), kLength}, i32);
  const std::span<std::int32_t> numbers = out.span<std::int32_t>();
  const auto length = static_cast<std::size_t>(std::int64_t{kLength});
  for (std::size_t r = 0; r < sentences.texts.size(); ++r) {
    const auto& text = sentences.texts[r];
    for (std::size_t i = 0; i < std::min(text.size(), length); ++i) {
      const auto found = known.find(text[i]);
      numbers[r * length + i] = found == known.end() ? 1 : found->second;
    }
  }
  return out;
}

/// The input plus a vector for each place. It passes no mask on, as an Add of something without a mask in Keras.
struct Places {
  std::string name = {};
  Tensor call(Scope& scope, const Tensor& x) const {
    return x + scope.weight("embeddings", {kLength, kWidth}, initializers::RandomUniform{});
  }
};

Model network(std::string_view kind) {
  const Tensor words = Input({kLength}, {.dtype = i32});
  Tensor h = words | Embedding{.input_dim = kWords, .output_dim = kWidth, .mask_zero = true};
  if (kind == "lstm") {
    h = h | Bidirectional{LSTM{64}};
  } else {
    h = h | Places{};
    h = Tensors{h, Tensors{h, h} | MultiHeadAttention{4, kWidth / 4}} | Add{} | LayerNormalization{};
    h = Tensors{h, h | Dense{2 * kWidth, relu} | Dense{kWidth}} | Add{} | LayerNormalization{};
    h = h | GlobalAveragePooling1D{};
  }
  return {words, h | Dropout{0.5} | Dense{1, sigmoid}};
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view kind = argc == 3 ? argv[1] : "";
  if (kind != "lstm" && kind != "transformer") {
    std::fprintf(stderr, "usage: text lstm|transformer FOLDER\n");
    return 2;
  }
  const std::string folder = argv[2];
  const Sentences train = read(folder + "/train.tsv"), test = read(folder + "/test.tsv");
  const auto known = vocabulary(train);
  const Array x = rows(train, known), test_x = rows(test, known);
  for (const unsigned seed : {0U, 1U, 2U}) {
    set_seed(seed);
    const Model model = network(kind);
    model.compile({.optimizer = Adam{1e-3}, .loss = "binary_crossentropy", .metrics = {"accuracy"}});
    const auto start = std::chrono::steady_clock::now();
    model.fit(x, train.y, {.batch_size = 32, .epochs = 3, .verbose = 0});
    const double accuracy = model.evaluate(test_x, test.y, {.batch_size = 128, .verbose = 0})["accuracy"];
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    std::printf("{\"system\": \"glia\", \"network\": \"%s\", \"seed\": %u, \"accuracy\": %.4f, \"seconds\": %.1f}\n",
                argv[1], seed, accuracy, seconds.count());
    std::fflush(stdout);
  }
}
