#include "testing/random_graph.hpp"

#include "glia/base/random.hpp"
#include "glia/layers/activations.hpp"
#include "glia/ops/logic.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/matmul.hpp"
#include "glia/ops/nn.hpp"
#include "glia/ops/reduce.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/grad.hpp"

namespace glia::tests {
namespace {

/// Draws one op at a time on tensors that are there.
class Builder {
 public:
  explicit Builder(std::uint64_t seed) : random_(seed) {}

  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(n)); }
  void add(const Tensor& t) { pool_.push_back(t); }
  const Tensor& any() { return pool_[static_cast<std::size_t>(below(static_cast<std::int64_t>(pool_.size())))]; }

  /// A tensor that `fits`, or an invalid one if ten draws find none.
  template <class F>
  Tensor find(F fits) {
    for (int i = 0; i < 10; ++i) {
      const Tensor& t = any();
      if (fits(t)) return t;
    }
    return {};
  }

  Tensor unary(const Tensor& x) {
    switch (below(14)) {
      case 0: return ops::tanh(x);
      case 1: return ops::sigmoid(x);
      case 2: return ops::exp(ops::tanh(x));
      case 3: return ops::relu(x);
      case 4: return -x;
      case 5: return ops::square(ops::sigmoid(x));
      case 6: return ops::abs(x);
      case 7: return ops::sqrt(ops::square(x) + 0.5);
      case 8: return ops::log1p(ops::square(x));
      case 9: return 0.5 * x - 1;
      case 10: return ops::reciprocal(ops::abs(x) + 1);
      case 11: return ops::sin(x);
      case 12: return x.rank() > 0 ? ops::softmax(x) : ops::erf(x);
      default: return ops::clip(x, -1.5, 0.75);
    }
  }

  Tensor binary(const Tensor& a, const Tensor& b) {
    switch (below(7)) {
      case 0: return a + b;
      case 1: return a - b;
      case 2: return ops::tanh(a * b);
      case 3: return ops::maximum(a, b);
      case 4: return a / (ops::square(b) + 1);
      case 5: return ops::minimum(a, b);
      default: return ops::where(ops::greater(a, b), 0.5 * a, -b);
    }
  }

  Tensor reduced(const Tensor& x) {
    std::vector<int> axes;
    for (int axis = 0; axis < x.rank(); ++axis) {
      if (below(2) == 0) axes.push_back(axis);
    }
    if (axes.empty()) axes.push_back(static_cast<int>(below(x.rank())));
    const bool keep = below(2) == 0;
    switch (below(4)) {
      case 0: return ops::tanh(ops::sum(x, axes, keep) * 0.1);
      case 1: return ops::max(x, axes, keep);
      case 2: return ops::var(x, axes, keep);
      default: return ops::mean(x, axes, keep);
    }
  }

  static bool broadcasts(const Shape& a, const Shape& b) {
    const int rank = std::min(a.rank(), b.rank());
    for (int i = 1; i <= rank; ++i) {
      if (a.dim(-i) != b.dim(-i) && a.dim(-i) != 1 && b.dim(-i) != 1) return false;
    }
    return true;
  }

  Tensor product() {
    const Tensor a = find([](const Tensor& t) { return t.rank() == 2 && t.dim(0) != 1; });
    if (!a.valid()) return {};
    const Tensor b = find([&](const Tensor& t) {
      return t.rank() == 2 && (t.dim(0) == a.dim(1) || t.dim(1) == a.dim(1) || t.dim(0) == a.dim(0)) &&
             !(t.shape().is_symbolic() && t.dim(1) == a.dim(1) && t.dim(0) != a.dim(0));
    });
    if (!b.valid()) return {};
    const bool transpose_a = b.dim(0) == a.dim(0) && (b.dim(0) != a.dim(1) || below(2) == 0);
    const auto depth = transpose_a ? a.dim(0) : a.dim(1);
    const bool transpose_b = b.dim(0) != depth;
    if (transpose_b && b.dim(1) != depth) return {};
    if (transpose_b && b.shape().is_symbolic()) return {};  // (n, n) results are no part of a batch
    return ops::tanh(ops::matmul(a, b, transpose_a, transpose_b) * 0.2);
  }

  Tensor reshaped(const Tensor& x) {
    switch (below(4)) {
      case 0: return x.shape().is_symbolic() ? ops::transpose(ops::transpose(x)) : ops::transpose(x);
      case 1: return ops::expand_dims(x, -1);
      case 2:
        return x.dim(-1) > 1
                   ? ops::slice(x, std::vector<std::int64_t>(static_cast<std::size_t>(x.rank()), 0), last_axis_cut(x))
                   : x;
      default: return ops::concatenate({x, 2 * x}, -1);
    }
  }

  Tensor step() {
    const Tensor x = any();
    const std::int64_t kind = below(16);
    if (kind < 5) return unary(x);
    if (kind < 11) {
      const Tensor y = find([&](const Tensor& t) { return broadcasts(x.shape(), t.shape()); });
      return y.valid() ? binary(x, y) : Tensor();
    }
    if (kind < 13) return x.rank() > 0 ? reduced(x) : Tensor();
    if (kind < 15) return product();
    return x.rank() > 0 && x.rank() < 4 ? reshaped(x) : Tensor();
  }

 private:
  static std::vector<std::int64_t> last_axis_cut(const Tensor& x) {
    std::vector<std::int64_t> stop(static_cast<std::size_t>(x.rank()), ops::kEnd);
    stop.back() = x.dim(-1) - 1;
    return stop;
  }

  std::mt19937_64 random_;
  Tensors pool_;
};

Array uniform(const Shape& shape, DType dtype, std::uint64_t key) {
  Array out(shape, f64);
  detail::fill_uniform(out.span<double>().data(), 0, out.size(), key, 0, -1.5, 1.5);
  return out.cast(dtype);
}

}  // namespace

RandomGraph::RandomGraph(std::uint64_t seed, DType dtype) : seed_(seed), dtype_(dtype) {
  Builder build(seed);
  constexpr std::int64_t kSizes[] = {1, 2, 3, 5, 8, 15, 16, 17, 33};
  const auto size = [&] { return kSizes[build.below(9)]; };
  const std::int64_t features = size();
  const std::int64_t units = size();
  graph.parameters = {detail::parameter(0, {Shape{-1, features}, dtype}),
                      detail::parameter(1, {build.below(2) == 0 ? Shape{-1, units} : Shape{-1, 1}, dtype})};
  const Shape shapes[] = {Shape{features, units}, Shape{units}, build.below(2) == 0 ? Shape{units, features} : Shape{},
                          Shape{features, units}, Shape{features, units}};
  for (std::size_t i = 0; i < 5; ++i) {
    initial.push_back(uniform(shapes[i], dtype, 7 * seed + i));
    variables.emplace_back(std::string(1, static_cast<char>('u' + i)), shapes[i], dtype);
  }
  reset();
  for (const Tensor& p : graph.parameters) build.add(p);
  for (const Variable& v : variables) build.add(v);
  build.add(ops::tanh(ops::matmul(graph.parameters[0], variables[0]) + variables[1]));

  Tensor last;
  for (int done = 0, tries = 0; done < 12 && tries < 100; ++tries) {
    const Tensor made = build.step();
    if (!made.valid() || (!made.shape().is_symbolic() && made.shape().elements() > 5000)) continue;
    build.add(made);
    last = made;
    ++done;
  }
  graph.results = {last, build.any()};
  const Tensor loss =
      ops::mean(ops::square(last)) + ops::mean(ops::sigmoid(build.any())) + ops::sum(ops::square(variables[1])) * 0.1;
  graph.results.push_back(loss);
  Tensors by = graph.parameters;
  by.insert(by.end(), variables.begin(), variables.begin() + 3);
  const Tensors gradients = grad(loss, by);
  graph.results.insert(graph.results.end(), gradients.begin(), gradients.begin() + 2);
  for (std::size_t i = 0; i < 3; ++i) {
    if (build.below(4) == 0) graph.results.push_back(gradients[2 + i]);
    graph.updates.push_back({variables[i], variables[i] - 0.5 * gradients[2 + i]});
  }
  const Tensor a = variables[0], b = variables[3], c = variables[4];
  switch (build.below(6)) {  // every read sees the number before the step, whatever else is written
    case 0: add_updates({{variables[3], a}, {variables[4], b + c}}); break;
    case 1: add_updates({{variables[3], c}, {variables[4], b}}); break;
    case 2: add_updates({{variables[4], b}, {variables[3], 0.9 * b + 0.1 * a}}); break;
    case 3: add_updates({{variables[3], ops::tanh(c)}, {variables[4], ops::tanh(b)}}); break;
    case 4: add_updates({{variables[3], gradients[2]}, {variables[4], gradients[2]}}); break;
    default: {
      const Tensor flat = ops::reshape(b, {features * units});
      add_updates({{variables[3], ops::reshape(flat * ops::sum(b), b.shape())},
                   {variables[4], ops::reshape(ops::reshape(c, {features * units}) + flat, c.shape())}});
    }
  }
}

void RandomGraph::add_updates(const std::vector<detail::Update>& updates) {
  graph.updates.insert(graph.updates.end(), updates.begin(), updates.end());
}

std::vector<Array> RandomGraph::parameters(std::int64_t rows) const {
  std::vector<Array> out;
  for (std::size_t i = 0; i < graph.parameters.size(); ++i)
    out.push_back(uniform(graph.parameters[i].shape().at(rows), dtype_, 100'000 + 7 * seed_ + i));
  return out;
}

void RandomGraph::reset() {
  for (std::size_t i = 0; i < variables.size(); ++i) variables[i].assign(initial[i]);
}

}  // namespace glia::tests
