// "Attention is all you need" (Vaswani et al. 2017), small: an encoder and a decoder of two layers each translate
// English captions of pictures into French. The learning rate rises for a while and then falls with the square root of
// the step.
#include <cmath>
#include <string_view>

#include "translation.hpp"
using namespace glia;

constexpr int kLongest = 20, kSize = 128, kHeads = 4;

/// Captions of Multi30k, English and French.
Corpus multi30k() {
  const auto pairs = [](const std::string& part) {
    const std::vector<std::string> english = datasets::read_lines("mt-multi30k/" + part + ".en.gz");
    const std::vector<std::string> french = datasets::read_lines("mt-multi30k/" + part + ".fr.gz");
    std::vector<SentencePair> out;
    for (std::size_t i = 0; i < english.size() && i < french.size(); ++i) {
      SentencePair pair{words_of(english[i]), words_of(french[i])};
      if (pair.source.size() <= kLongest && pair.target.size() <= kLongest) out.push_back(std::move(pair));
    }
    return out;
  };
  return {pairs("train"), pairs("test_2016_flickr")};
}

/// The vector of each word plus that of its place. (n, s) → (n, s, kSize)
struct WordsAndPlaces {
  Dim words = 0;
  std::string name = {};

  Tensor call(Scope& scope, const Tensor& ids) const {
    const Variable table =
        scope.weight("table", {words, kSize}, initializers::RandomNormal{.stddev = 1 / std::sqrt(kSize)});
    const Tensor vectors = ops::take(table, ids) * std::sqrt(kSize);
    Tensor y = vectors + (vectors | SinePositionEncoding{});
    scope.set_mask(y, ops::not_equal(ids, 0));  // 0 pads
    return y;
  }
};

Tensor add_and_normalize(const Tensor& x, const Tensor& y) {
  return Tensors{x, y | Dropout{0.1}} | Add{} | LayerNormalization{};
}

Tensor attend(const Tensor& x, const Tensor& to, bool causal) {
  const Tensor y =
      Tensors{x, to} | MultiHeadAttention{.num_heads = kHeads, .key_dim = kSize / kHeads, .use_causal_mask = causal};
  return add_and_normalize(x, y);
}

Tensor feed_forward(const Tensor& x) { return add_and_normalize(x, x | Dense{2 * kSize, relu} | Dense{kSize}); }

int main(int argc, char** argv) {
  const bool quick = argc > 1 && std::string_view(argv[1]) == "quick";
  Corpus corpus;
  try {
    corpus = multi30k();
  } catch (const FileError& error) {
    std::cout << "No captions, so digits are written backwards.\n" << error.what() << "\n";
    corpus = digits_backwards(20000, 500);
  }
  if (quick) corpus.train.resize(std::min<std::size_t>(corpus.train.size(), 3000));
  if (quick) corpus.test.resize(std::min<std::size_t>(corpus.test.size(), 200));
  const Vocabulary from(corpus.train, &SentencePair::source, 4000), to(corpus.train, &SentencePair::target, 4000);
  const Rows train = rows_of(corpus.train, from, to, kLongest, false),
             test = rows_of(corpus.test, from, to, kLongest, false);
  std::cout << corpus.train.size() << " pairs, " << from.size() << " and " << to.size() << " words\n";

  const Input source({kLongest}, {.dtype = i32}), given({kLongest + 1}, {.dtype = i32});
  Tensor read = source | WordsAndPlaces{from.size()} | Dropout{0.1};
  for (int layer = 0; layer < 2; ++layer) read = feed_forward(attend(read, read, false));
  Tensor written = given | WordsAndPlaces{to.size()} | Dropout{0.1};
  for (int layer = 0; layer < 2; ++layer) written = feed_forward(attend(attend(written, written, true), read, false));
  const Tensor logits = written | Dense{to.size()};

  const Model model({source, given}, {logits});
  const schedules::InverseSquareRoot warm_up{.d_model = kSize, .warmup_steps = quick ? 80.0 : 600.0, .factor = 0.7};
  model.compile({.optimizer = Adam{.learning_rate = warm_up, .beta_2 = 0.98, .epsilon = 1e-9},
                 .loss = losses::SparseCategoricalCrossentropy{.from_logits = true},
                 .weighted_metrics = {"accuracy"}});
  model.fit({train.source, train.given}, train.next,
            {.batch_size = 64, .epochs = quick ? 4 : 5, .verbose = 2, .sample_weight = train.counts});

  const auto [loss, accuracy] =
      model.evaluate({test.source, test.given}, test.next, {.verbose = 0, .sample_weight = test.counts});
  std::cout << "Test loss: " << loss << "\nTest accuracy: " << accuracy << "\n";
  report(Model({source, given}, {ops::argmax(logits)}), corpus, test, to, " ");
}
