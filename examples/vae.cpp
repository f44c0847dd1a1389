// A variational autoencoder: the encoder says of a picture where in a space of 16 numbers it may lie, a mean and a
// variance for each; the decoder draws from a point. It is trained to draw its input again while the places stay near a
// standard normal distribution, so that any point of that yields a picture (vae.svg).
#include <algorithm>
#include <glia/glia.hpp>
#include <iostream>
#include <string_view>
using namespace glia;

constexpr int kLatent = 16;

/// z = mean + σ · e, e standard normal, from [mean, ln σ²] side by side. What its place differs from the standard
/// normal distribution, KL = ½ Σ (σ² + mean² − 1 − ln σ²), is added to the loss. z = mean where nothing is trained.
struct Sampling {
  std::string name = {};

  Tensor call(Scope& scope, const Tensor& x) const {
    const Tensor mean = ops::slice(x, {0, 0}, {ops::kEnd, kLatent});
    const Tensor log_variance = ops::slice(x, {0, kLatent}, {ops::kEnd, 2 * kLatent});
    const Tensor divergence = 0.5 * ops::sum(ops::exp(log_variance) + ops::square(mean) - 1 - log_variance, 1);
    scope.add_loss(ops::mean(divergence));
    const Tensor noise = ops::random_normal(mean.shape(), scope.random());
    return scope.training() ? mean + ops::exp(0.5 * log_variance) * noise : mean;
  }
};

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
  const std::int64_t rows = std::min<std::int64_t>(quick ? 10000 : 60000, train.x.dim(0));
  const Array x = (train.x.rows(0, rows).reshape({rows, 784}) / 255.0).eval();
  const Array x_test = (test.x.reshape({-1, 784}) / 255.0).eval();

  const Sequential encoder{
      Input{784}, Dense{512, relu}, Dense{256, relu}, Dense{2 * kLatent}, Sampling{},
  };
  const Sequential decoder{
      Input{kLatent},
      Dense{256, relu},
      Dense{512, relu},
      Dense{784, sigmoid},
  };
  const Sequential vae{encoder, decoder};
  const Loss nats = [](const Tensor& picture, const Tensor& drawn) {
    return 784 * ops::binary_crossentropy(picture, drawn);  // the mean over the pixels becomes their sum
  };
  vae.compile({.optimizer = Adam{.learning_rate = 1e-3}, .loss = nats});
  vae.fit(x, x, {.batch_size = 128, .epochs = quick ? 4 : 20, .verbose = 2});

  const double loss = vae.evaluate(x_test, x_test, {.verbose = 0}).loss();
  const double drawing = ops::mean(nats(x_test, vae.predict(x_test))).eval().item();
  std::cout << "Test loss: " << loss << " nats a picture: " << drawing << " to draw it, " << loss - drawing
            << " for its place\n";

  const Array drawn = decoder.predict(numpy::randn({100, kLatent}));
  image_grid(drawn.reshape({100, 28, 28}), {.title = "Digits that nobody wrote", .columns = 10}).save("vae.svg");
}
