// XOR with two layers of sigmoid neurons, every formula written out: forward pass, chain rule, gradient descent. In the
// end the gradients by hand are compared with those of grad(). docs/derivation.md derives the formulas.
#include <algorithm>
#include <cmath>
#include <glia/glia.hpp>
#include <iostream>
#include <vector>
using namespace glia;

constexpr int kSamples = 4, kInputs = 2, kHidden = 3;
const double kX[kSamples][kInputs] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
const double kTarget[kSamples] = {0, 1, 1, 0};

/// The weights, or the gradient of the loss by each of them.
struct Network {
  double w1[kInputs][kHidden] = {};  // w1[i][j] leads from input i to hidden neuron j
  double b1[kHidden] = {};
  double w2[kHidden] = {};  // w2[j] leads from hidden neuron j to the output
  double b2 = 0;
};

double squash(double z) { return 1 / (1 + std::exp(-z)); }
double slope(double a) { return a * (1 - a); }  // f'(z) of the sigmoid, from a = f(z)

struct Activations {
  double hidden[kHidden] = {};
  double output = 0;
};

Activations forward(const Network& n, const double* x) {
  Activations a;
  double z2 = n.b2;
  for (int j = 0; j < kHidden; ++j) {
    double z1 = n.b1[j];
    for (int i = 0; i < kInputs; ++i) z1 += n.w1[i][j] * x[i];
    a.hidden[j] = squash(z1);
    z2 += n.w2[j] * a.hidden[j];
  }
  a.output = squash(z2);
  return a;
}

/// L = mean of (output − target)² over the samples.
double loss(const Network& n) {
  double sum = 0;
  for (int s = 0; s < kSamples; ++s) {
    const double error = forward(n, kX[s]).output - kTarget[s];
    sum += error * error;
  }
  return sum / kSamples;
}

Network gradient(const Network& n) {
  Network g;
  for (int s = 0; s < kSamples; ++s) {
    const Activations a = forward(n, kX[s]);
    const double dL_da2 = 2 * (a.output - kTarget[s]) / kSamples;
    const double delta2 = dL_da2 * slope(a.output);  // δ of the output: ∂L/∂a · f'(z)
    g.b2 += delta2;
    for (int j = 0; j < kHidden; ++j) {
      g.w2[j] += delta2 * a.hidden[j];
      const double delta1 = delta2 * n.w2[j] * slope(a.hidden[j]);  // δ of hidden neuron j: the chain rule
      g.b1[j] += delta1;
      for (int i = 0; i < kInputs; ++i) g.w1[i][j] += delta1 * kX[s][i];
    }
  }
  return g;
}

void descend(Network& n, const Network& g, double rate) {
  for (int j = 0; j < kHidden; ++j) {
    for (int i = 0; i < kInputs; ++i) n.w1[i][j] -= rate * g.w1[i][j];
    n.b1[j] -= rate * g.b1[j];
    n.w2[j] -= rate * g.w2[j];
  }
  n.b2 -= rate * g.b2;
}

/// The largest difference between `g` and what grad() finds for the same network.
double difference_to_library(const Network& n, const Network& g) {
  const Tensor x = Array::copied(kX, f64, {kSamples, kInputs});
  const Tensor target = Array::copied(kTarget, f64, {kSamples, 1});
  const Tensors weights{Array::copied(n.w1, f64, {kInputs, kHidden}), Array::copied(n.b1, f64, {kHidden}),
                        Array::copied(n.w2, f64, {kHidden, 1}), Array::copied(&n.b2, f64, {1})};
  const Tensor hidden = sigmoid(ops::matmul(x, weights[0]) + weights[1]);
  const Tensor output = sigmoid(ops::matmul(hidden, weights[2]) + weights[3]);
  const Tensors found = grad(ops::mean(ops::square(output - target)), weights);

  const double* by_hand[] = {&g.w1[0][0], g.b1, g.w2, &g.b2};
  double largest = 0;
  for (std::size_t k = 0; k < found.size(); ++k) {
    const Array values = found[k].eval();
    for (std::int64_t i = 0; i < values.size(); ++i)
      largest = std::max(largest, std::abs(values.get(i) - by_hand[k][i]));
  }
  return largest;
}

int main() {
  Network n;
  numpy::RandomState random(1);
  for (auto& row : n.w1) {
    for (double& w : row) w = random.randn();
  }
  for (double& w : n.w2) w = random.randn();

  double difference = 0;
  for (int step = 0; step <= 5000; ++step) {
    const Network g = gradient(n);
    if (step % 1000 == 0) {
      std::cout << "step " << step << ": loss " << loss(n) << "\n";
      difference = std::max(difference, difference_to_library(n, g));
    }
    descend(n, g, 2.0);
  }
  for (const auto& x : kX) std::cout << x[0] << " xor " << x[1] << " = " << forward(n, x).output << "\n";
  std::cout << "largest difference to grad(): " << difference << "\n";
}
