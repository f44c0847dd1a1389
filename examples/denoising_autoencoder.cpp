// Learning from pictures without labels. An autoencoder squeezes digits through 10 numbers, the code, and draws them
// again; its input has noise that its target has not, so it must learn what digits look like. k-means then sorts the
// codes into groups. Labels are only used in the end, to see how many pictures of a group show the same digit.
#include <algorithm>
#include <cstdint>
#include <glia/glia.hpp>
#include <iostream>
#include <string_view>
#include <vector>
using namespace glia;

/// MNIST, or digits that the program draws if MNIST is neither there nor to be had.
datasets::Dataset load() {
  try {
    return datasets::mnist();
  } catch (const DataError& error) {
    std::cout << "No MNIST, so the program draws digits.\n" << error.what() << "\n";
    return {datasets::digits(20000, 1), datasets::digits(2000, 2)};
  }
}

/// Squared distances of the rows of x to the centres, without the part that is the same for all centres.
Tensor distances(const Array& x, const Array& centres) {
  return ops::sum(ops::square(centres), 1) - 2 * ops::matmul(x, ops::transpose(centres));
}

/// Lloyd's algorithm: the group of each row of x (n, k). The centres begin at rows far from each other (k-means++).
Array k_means(const Array& x, int groups, int rounds, numpy::RandomState& random) {
  const std::int64_t n = x.dim(0);
  Array centres(Shape{groups, x.dim(1)});
  Array nearest(Shape{n});
  for (int g = 0; g < groups; ++g) {
    double left = g == 0 ? random.rand() * static_cast<double>(n) : random.rand() * nearest.sum();
    std::int64_t row = 0;
    while (row + 1 < n && (left -= g == 0 ? 1 : nearest.get(row)) > 0) ++row;
    for (std::int64_t i = 0; i < x.dim(1); ++i) centres(g, i) = x(row, i);
    const Array to_new = ops::sum(ops::square(x - x[row]), 1).eval();
    nearest = g == 0 ? to_new : ops::minimum(nearest, to_new).eval();
  }
  Array group;
  for (int round = 0; round < rounds; ++round) {
    group = ops::argmin(distances(x, centres), 1).eval();
    const Tensor member = ops::one_hot(group, groups);
    const Tensor sizes = ops::expand_dims(ops::maximum(ops::sum(member, 0), 1), 1);
    centres = (ops::matmul(ops::transpose(member), x) / sizes).eval();
  }
  return group;
}

/// The share of pictures that show the digit which is the most frequent one of their group.
double purity(const Array& group, const Array& label, int groups) {
  std::vector<std::vector<int>> counts(static_cast<std::size_t>(groups), std::vector<int>(10));
  for (std::int64_t i = 0; i < group.size(); ++i) {
    ++counts[static_cast<std::size_t>(group.get(i))][static_cast<std::size_t>(label.get(i))];
  }
  int right = 0;
  for (const auto& count : counts) right += *std::max_element(count.begin(), count.end());
  return right / static_cast<double>(group.size());
}

int main(int argc, char** argv) {
  const bool quick = argc > 1 && std::string_view(argv[1]) == "quick";
  const auto [train, test] = load();
  const std::int64_t rows = std::min<std::int64_t>(quick ? 10000 : 60000, train.x.dim(0));
  const Array x = (train.x.rows(0, rows).reshape({rows, 784}) / 255.0).eval();
  const Array x_test = (test.x.reshape({-1, 784}) / 255.0).eval();

  const Sequential encoder{
      Input{784}, GaussianNoise{0.5}, Dense{512, relu}, Dense{256, relu}, Dense{10},
  };
  const Sequential decoder{
      Input{10},
      Dense{256, relu},
      Dense{512, relu},
      Dense{784, sigmoid},
  };
  const Sequential autoencoder{encoder, decoder};
  autoencoder.compile({.optimizer = "adam", .loss = "binary_crossentropy"});
  autoencoder.fit(x, x, {.batch_size = 128, .epochs = quick ? 3 : 15, .verbose = 2});

  const Array noisy = (x_test + numpy::randn({x_test.dim(0), 784}) * 0.5).eval();
  const auto error = [&](const Array& picture) { return ops::mean(ops::square(picture - x_test)).eval().item(); };
  std::cout << "squared error of a pixel: with noise " << error(noisy) << ", denoised "
            << error(autoencoder.predict(noisy)) << "\n";

  numpy::RandomState random(1);
  const int rounds = quick ? 10 : 30;
  for (const int groups : {10, 30}) {
    const double pixels = purity(k_means(x_test, groups, rounds, random), test.y, groups);
    const double codes = purity(k_means(encoder.predict(x_test), groups, rounds, random), test.y, groups);
    std::cout << groups << " groups: purity of k-means on pixels " << pixels << ", on codes " << codes << "\n";
  }
}
