// A generative transformer (GPT) learns the letters of Shakespeare's plays and then writes some of its own, one letter
// at a time; the keys and values of the letters before are kept in a cache.
#include <algorithm>
#include <cmath>
#include <glia/glia.hpp>
#include <iostream>
#include <random>
#include <string_view>
using namespace glia;

constexpr Dim kContext = 128, kWidth = 128, kHeads = 4, kBlocks = 4;

/// A text as numbers: place in the alphabet of all its letters.
struct Letters {
  std::string alphabet;
  std::vector<std::int32_t> text;

  explicit Letters(const std::string& written) : alphabet(written) {
    std::ranges::sort(alphabet);
    alphabet.erase(std::unique(alphabet.begin(), alphabet.end()), alphabet.end());
    for (const char c : written) text.push_back(static_cast<std::int32_t>(alphabet.find(c)));
  }

  /// Rows of kContext letters from [from, to), every `stride` letters; `ahead` letters later for the targets.
  Array rows(std::size_t from, std::size_t to, std::size_t stride, std::size_t ahead) const {
    const std::size_t context = kContext;
    const std::size_t count = (to - from - context - 1) / stride + 1;
    Array out(Shape{count, context}, i32);
    for (std::size_t r = 0; r < count; ++r) {
      const auto start = text.begin() + static_cast<std::ptrdiff_t>(from + r * stride + ahead);
      std::copy_n(start, context, out.span<std::int32_t>().begin() + static_cast<std::ptrdiff_t>(r * context));
    }
    return out;
  }
};

/// Its layers are handles: both models below, for learning and for writing, use the same weights.
struct Block {
  Layer norm_1 = LayerNormalization{}, norm_2 = LayerNormalization{};
  Layer attention = MultiHeadAttention{.num_heads = kHeads, .key_dim = kWidth / kHeads, .use_causal_mask = true};
  Layer wide = Dense{4 * kWidth, gelu}, narrow = Dense{kWidth};

  Tensor read(const Tensor& x) const { return thought(x, attention(Tensors{norm_1(x), norm_1(x)})); }
  Tensor thought(const Tensor& x, const Tensor& attended) const {
    const Tensor y = x + attended;
    return y + narrow(wide(norm_2(y)));
  }
};

struct Gpt {
  Dim letters;
  Layer words = Embedding{letters, kWidth}, places = Embedding{kContext, kWidth};
  std::vector<Block> blocks = std::vector<Block>(kBlocks);
  Layer norm = LayerNormalization{}, last = Dense{letters};

  /// (n, kContext) letters → logits of the letter after each
  Model for_learning() const {
    const Tensor text = Input({kContext}, {.dtype = i32});
    Tensor x = words(text) + places(ops::arange(kContext, i32));
    for (const Block& block : blocks) x = block.read(x);
    return {text, last(norm(x))};
  }

  /// One letter, its place, and what each block remembers → logits of the next letter, and the memories with this one.
  Model for_writing() const {
    const Tensor letter = Input({1}, {.dtype = i32}), place = Input({}, {.dtype = i32});
    Tensors inputs{letter, place}, memories;
    Tensor x = words(letter) + places(ops::reshape(place, {-1, 1}));
    for (const Block& block : blocks) {
      inputs.push_back(Input({2, kContext, kHeads, kWidth / kHeads}));
      const Tensors attended = block.attention.apply({block.norm_1(x), inputs.back(), place});
      x = block.thought(x, attended[0]);
      memories.push_back(attended[1]);
    }
    Tensors outputs{last(norm(x))};
    outputs.insert(outputs.end(), memories.begin(), memories.end());
    return {inputs, outputs};
  }
};

/// Draws a letter with the probabilities softmax(logits / temperature).
std::int64_t draw(const Array& logits, double temperature, std::mt19937& random) {
  std::vector<double> weights;
  for (const double logit : logits) weights.push_back(std::exp((logit - logits.max()) / temperature));
  return std::discrete_distribution<std::int64_t>(weights.begin(), weights.end())(random);
}

/// Goes on with a text. What is remembered ends with the context: then the last half of it is read again.
std::string write(const Model& model, const Letters& letters, std::string text, std::size_t length) {
  std::mt19937 random(0);
  std::vector<Array> memories(kBlocks, Array(Shape{1, 2, kContext, kHeads, kWidth / kHeads}));
  const std::size_t context = kContext;
  std::size_t start = 0;
  for (std::size_t i = 0; text.size() < length; ++i) {
    if (i - start == context) start = i = text.size() - context / 2;
    Array letter(Shape{1, 1}, i32), place(Shape{1}, i32);
    letter(0, 0) = static_cast<double>(letters.alphabet.find(text[i]));
    place(0) = static_cast<double>(i - start);
    Tensors inputs{letter, place};
    inputs.insert(inputs.end(), memories.begin(), memories.end());
    std::vector<Array> outputs = model.predict_all(inputs);
    if (i + 1 == text.size()) text += letters.alphabet[static_cast<std::size_t>(draw(outputs[0], 0.8, random))];
    memories.assign(outputs.begin() + 1, outputs.end());
  }
  return text;
}

int main(int argc, char** argv) {
  const bool quick = argc > 1 && std::string_view(argv[1]) == "quick";
  std::string written;
  for (const std::string& line : datasets::read_lines("lm-tinyshakespeare/input.txt.gz")) written += line + '\n';
  const Letters letters(written);
  const std::size_t cut = written.size() / 10 * 9, from = quick ? cut - 80000 : 0, stride = 64;

  set_seed(0);
  const Gpt gpt{letters.alphabet.size()};
  const Model model = gpt.for_learning();
  model.summary();
  const schedules::CosineDecay rate{
      .initial_learning_rate = 0, .decay_steps = 2450, .alpha = 0.05, .warmup_target = 3e-3, .warmup_steps = 100};
  model.compile({.optimizer = AdamW{.learning_rate = rate, .weight_decay = 0.1, .beta_2 = 0.99, .clipnorm = 1},
                 .loss = losses::SparseCategoricalCrossentropy{.from_logits = true}});
  const Array x = letters.rows(from, cut, stride, 0), y = letters.rows(from, cut, stride, 1);
  const Array test_x = letters.rows(cut, written.size(), kContext, 0),
              test_y = letters.rows(cut, written.size(), kContext, 1);
  model.fit(x, y, {.batch_size = 32, .epochs = quick ? 1 : 5, .verbose = 2, .validation_data = {test_x, test_y}});
  std::cout << write(gpt.for_writing(), letters, "ROMEO:\n", quick ? 200 : 1000);
}
