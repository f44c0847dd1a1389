#pragma once
#include <functional>
#include <string>
#include <vector>

#include "testing/evaluate.hpp"
#include "testing/tolerance.hpp"

namespace glia::tests {

/// One operand of the op under test: random numbers of a range, the same in every run.
struct OpInput {
  Shape shape;  ///< concrete
  double low = -2;
  double high = 2;                 ///< integers: below `high`
  DType dtype = f64;               ///< a real is tried in f64 and f32
  std::vector<double> kinks = {};  ///< points that no number comes nearer to than 0.05
  bool distinct = false;           ///< evenly spaced numbers in random order, over all inputs that say so
  bool batch = false;              ///< the first axis is the batch
  bool smooth = true;              ///< has a gradient
};

struct OpGolden {
  std::vector<Array> inputs;
  Array output;  ///< from an oracle that is not Glia; f64
  double rel = 1e-12;
};

/// What is special about one op; check_op() does the rest.
struct OpCase {
  std::string name;  ///< of the op, as in the registry; "" for a composition
  std::function<Tensor(const Tensors&)> build;
  std::vector<OpInput> inputs;
  std::vector<OpGolden> goldens = {};
  std::vector<std::vector<Shape>> more_shapes =
      {};  ///< for each input; if all have one shape, sizes 0 and 1 come by themselves
  bool differentiable = true;
  double length = 1;      ///< numbers that are summed for one result
  double f32_factor = 1;  ///< more f32 error than 2·ε·√length·rms: say why beside it
};

/// Shapes, goldens, first and second gradient, sizes 0 and 1, print and parse, the fast kernels.
void check_op(const OpCase& op);

/// Numbers of one axis or of `shape`, in f64.
Array f64s(const std::vector<double>& values, const Shape& shape);
Array f64s(const std::vector<double>& values);

// The parts of check_op().
std::vector<Array> draw(const std::vector<OpInput>& inputs);
/// A graph of build(parameters); a real input has `real`, and with `symbolic` the batches are symbols.
detail::Graph graph_of(const OpCase& op, DType real, bool symbolic = false);
void check_gradient(const OpCase& op);
void check_round_trip(const detail::Graph& graph);
/// simplify → lower → fuse → layouts → plan → run with 1, 2 and 3 threads: the same bits, near the reference kernels.
void run_with_backend(const detail::Graph& graph, const std::vector<Array>& parameters, std::int64_t rows,
                      const Tolerance& tolerance);

}  // namespace glia::tests
