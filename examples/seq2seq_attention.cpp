// Translating with two LSTMs: one reads the English sentence, backwards, so that its beginning is near the beginning of
// the translation (Sutskever et al. 2014); the other writes Chinese, character by character, and looks at every step at
// all that was read (attention, Luong et al. 2015).
#include <set>
#include <string_view>

#include "translation.hpp"
using namespace glia;

constexpr int kLongest = 12;

/// Short sentences of Tatoeba, English and Chinese.
Corpus tatoeba() {
  const std::vector<std::string> lines = datasets::read_lines("mt-tatoeba-en-zh/cmn.txt.gz");
  std::set<std::size_t> held_out;
  for (const std::string& number : datasets::read_lines("mt-tatoeba-en-zh/test_lines.txt"))
    held_out.insert(std::stoul(number));
  Corpus out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t tab = lines[i].find('\t'), end = lines[i].find('\t', tab + 1);
    SentencePair pair{words_of(lines[i].substr(0, tab)), characters_of(lines[i].substr(tab + 1, end - tab - 1))};
    if (pair.source.size() > kLongest || pair.target.size() > kLongest) continue;
    (held_out.contains(i + 1) ? out.test : out.train).push_back(std::move(pair));
  }
  return out;
}

int main(int argc, char** argv) {
  const bool quick = argc > 1 && std::string_view(argv[1]) == "quick";
  Corpus corpus;
  try {
    corpus = tatoeba();
  } catch (const FileError& error) {
    std::cout << "No sentences, so digits are written backwards.\n" << error.what() << "\n";
    corpus = digits_backwards(20000, 500);
  }
  if (quick) corpus.train.resize(std::min<std::size_t>(corpus.train.size(), 6000));  // the shortest come first
  if (quick) corpus.test.resize(std::min<std::size_t>(corpus.test.size(), 300));
  const Vocabulary from(corpus.train, &SentencePair::source, 4000), to(corpus.train, &SentencePair::target, 2500);
  const Rows train = rows_of(corpus.train, from, to, kLongest, true),
             test = rows_of(corpus.test, from, to, kLongest, true);
  std::cout << corpus.train.size() << " pairs, " << from.size() << " words, " << to.size() << " characters\n";

  constexpr int kUnits = 128;
  const Input source({kLongest}, {.dtype = i32}), given({kLongest + 1}, {.dtype = i32});
  const Tensor words = source | Embedding{.input_dim = from.size(), .output_dim = kUnits, .mask_zero = true};
  const Layer encoder = LSTM{.units = kUnits, .return_sequences = true, .return_state = true};
  const Tensors read = encoder.apply({words});  // what was read up to each word, then the two last states

  const Tensor written = given | Embedding{.input_dim = to.size(), .output_dim = kUnits, .mask_zero = true};
  const Tensor state = Tensors{written, read[1], read[2]} | LSTM{.units = kUnits, .return_sequences = true};
  const Tensor seen = Tensors{state, read[0]} | Attention{};
  const Tensor logits = Tensors{state, seen} | Concatenate{} | Dense{kUnits, tanh} | Dropout{0.3} | Dense{to.size()};

  const Model model({source, given}, {logits});
  model.compile({.optimizer = Adam{.learning_rate = 3e-3, .global_clipnorm = 1},
                 .loss = losses::SparseCategoricalCrossentropy{.from_logits = true},
                 .weighted_metrics = {"accuracy"}});
  model.fit({train.source, train.given}, train.next,
            {.batch_size = 64, .epochs = quick ? 4 : 8, .verbose = 2, .sample_weight = train.counts});

  const auto [loss, accuracy] =
      model.evaluate({test.source, test.given}, test.next, {.verbose = 0, .sample_weight = test.counts});
  std::cout << "Test loss: " << loss << "\nTest accuracy: " << accuracy << "\n";
  report(Model({source, given}, {ops::argmax(logits)}), corpus, test, to, "");
}
