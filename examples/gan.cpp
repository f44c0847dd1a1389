// A generative adversarial network: one network draws digits from random numbers, another tells them from real ones,
// and they are trained in turn, each by a step of its own. A third network, which can read digits, judges the drawings
// in the end; gan.svg shows some.
#include <algorithm>
#include <glia/glia.hpp>
#include <iostream>
#include <string_view>
using namespace glia;

constexpr int kLatent = 64, kBatch = 128;

/// MNIST, or digits that the program draws if MNIST is neither there nor to be had.
datasets::Dataset load() {
  try {
    return datasets::mnist();
  } catch (const DataError& error) {
    std::cout << "No MNIST, so the program draws digits.\n" << error.what() << "\n";
    return {datasets::digits(20000, 1), datasets::digits(2000, 2)};
  }
}

int main(int argc, char** argv) {
  const bool quick = argc > 1 && std::string_view(argv[1]) == "quick";
  const auto [train, test] = load();
  const std::int64_t rows = std::min<std::int64_t>(quick ? 20000 : 60000, train.x.dim(0)) / kBatch * kBatch;
  const Array x = (train.x.rows(0, rows).reshape({rows, 784}) / 127.5 - 1).eval();

  const Sequential generator{
      Input{kLatent}, Dense{256}, LeakyReLU{0.2}, Dense{512}, LeakyReLU{0.2}, Dense{784, tanh},
  };
  const Sequential discriminator{
      Input{784}, Dense{512},     LeakyReLU{0.2}, Dropout{0.3},
      Dense{256}, LeakyReLU{0.2}, Dropout{0.3},   Dense{1},  // a logit: above 0 means "real"
  };
  const Optimizer of_generator = Adam{.learning_rate = 2e-4, .beta_1 = 0.5};
  const Optimizer of_discriminator = Adam{.learning_rate = 2e-4, .beta_1 = 0.5};
  const auto loss = [](double target, const Tensor& logits) {
    return ops::mean(ops::binary_crossentropy(ops::zeros_like(logits) + target, logits, true));
  };

  const auto tell_apart = compile_step([&](const Tensor& real, const Tensor& noise) {
    const Tensor drawn = ops::stop_gradient(generator(noise));
    Tensor d = 0.5 * (loss(0.9, discriminator(real)) + loss(0, discriminator(drawn)));  // 0.9: never quite sure
    of_discriminator.apply(grad(d, discriminator.trainable_weights()));
    return d;
  });
  const auto deceive = compile_step([&](const Tensor& noise) {
    Tensor g = loss(1, discriminator(generator(noise)));
    of_generator.apply(grad(g, generator.trainable_weights()));
    return g;
  });

  numpy::RandomState random(1);
  const int epochs = quick ? 9 : 25;
  const auto steps = static_cast<double>(x.dim(0)) / kBatch;
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    double d = 0, g = 0;
    for (std::int64_t row = 0; row < rows; row += kBatch) {
      d += tell_apart(x.rows(row, row + kBatch), random.randn({kBatch, kLatent}));
      g += deceive(random.randn({kBatch, kLatent}));
    }
    std::cout << "epoch " << epoch << ": loss of the discriminator " << d / steps << ", of the generator " << g / steps
              << "\n";
  }

  const Sequential reader{Input{784}, Dense{128, relu}, Dense{10, softmax}};
  reader.compile({.optimizer = "adam", .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  reader.fit(x, train.y.rows(0, rows), {.batch_size = kBatch, .epochs = 3, .verbose = 0});
  const auto judge = [&](const char* what, const Array& pictures) {
    const Array scores = reader.predict(pictures);
    const double sure = ops::mean(ops::cast(ops::greater(ops::max(scores, 1), 0.9), f32)).eval().item();
    const Array share = ops::mean(ops::one_hot(ops::argmax(scores), 10), 0).eval();
    std::cout << what << ": read with certainty above 0.9: " << sure << ", rarest digit " << share.min()
              << ", most frequent " << share.max() << "\n";
  };
  judge("noise", random.randn({2000, 784}));
  judge("real", (test.x.reshape({-1, 784}) / 127.5 - 1).eval());
  const Array drawn = generator.predict(random.randn({2000, kLatent}));
  judge("drawn", drawn);
  image_grid(drawn.rows(0, 100).reshape({100, 28, 28}), {.columns = 10, .vmin = -1, .vmax = 1}).save("gan.svg");
}
