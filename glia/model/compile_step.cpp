#include "glia/model/compile_step.hpp"

#include <algorithm>
#include <unordered_map>

#include "glia/base/error.hpp"
#include "glia/base/random.hpp"
#include "glia/base/seed.hpp"
#include "glia/graph/trace.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/model/model_state.hpp"
#include "glia/model/range_hint.hpp"
#include "glia/model/replay.hpp"
#include "glia/ops/math.hpp"
#include "glia/ops/shape_ops.hpp"
#include "glia/passes/expand.hpp"

namespace glia::detail {
namespace {

/// An argument of one call. What is no plain Array goes through a Source, which a plain Array does not need: it costs
/// several µs, and a step of a small model less than one.
struct Argument {
  const Array* plain = nullptr;
  Source source;

  explicit Argument(const Data& data, std::size_t number) {
    const std::string what = "argument " + std::to_string(number + 1);
    if (data.parts().size() != 1) {
      throw DataError({.where = "compile_step",
                       .rule = "Each argument of a step is one Array",
                       .expected = "1",
                       .received = std::to_string(data.parts().size()) + " in " + what});
    }
    const Tensor& part = data.parts()[0];
    if (is(part, op_array)) {
      plain = &std::get<Array>(part.node()->payload);
      if (plain->empty()) {
        throw DataError({.where = what, .rule = "There must be at least one sample", .received = plain->shape().str()});
      }
    } else {
      source = Source(data, what);
    }
  }

  bool has_rows() const { return plain == nullptr || plain->rank() > 0; }
  std::int64_t rows() const { return plain == nullptr ? source.rows() : plain->dim(0); }
};

/// What a program was traced for, of one argument.
struct Kind {
  Shape sample;
  DType dtype = f32;
  bool has_rows = true;
  std::string expression;  // of a lazy one

  explicit Kind(const Argument& a) : has_rows(a.has_rows()) {
    if (a.plain != nullptr) {
      sample = a.plain->rank() > 0 ? a.plain->shape().sub(1, a.plain->rank()) : Shape{};
      dtype = a.plain->dtype();
    } else {
      sample = a.source.sample_shape(0);
      dtype = a.source.dtype(0);
      expression = a.source.signature(false);
    }
  }
  bool operator==(const Kind&) const = default;
};

}  // namespace

class StepPrograms {
 public:
  StepPrograms(UntypedStep::Function function, const StepOptions& options)
      : function_(std::move(function)),
        options_(options),
        seed_value_(options.seed >= 0 ? static_cast<std::uint64_t>(static_cast<std::int64_t>(options.seed))
                                      : next_seed()) {
    if (options.on_nan != "throw" && options.on_nan != "ignore") {
      throw ValueError({.where = "compile_step",
                        .rule = "on_nan is \"throw\" or \"ignore\"",
                        .received = "\"" + options.on_nan + "\""});
    }
    seed_.assign(static_cast<double>(seed_value_));
  }

  std::vector<Array> run(std::initializer_list<const Data*> inputs) {
    std::vector<Argument> arguments;
    arguments.reserve(inputs.size());
    for (const Data* data : inputs) arguments.emplace_back(*data, arguments.size());
    const std::int64_t rows = common_rows(arguments);
    hint_about_range(arguments);
    Traced& traced = traced_for(arguments);
    if (traced.program == nullptr || traced.program->capacity() < rows) {
      traced.program = compile_graph(traced.graph, rows, traced.guard, policy_);
    }

    std::vector<Array> out;
    std::vector<void*> results;
    out.reserve(traced.graph.results.size());
    for (const Tensor& t : traced.graph.results) {
      out.emplace_back(t.shape().at(rows), t.dtype());
      results.push_back(out.back().raw());
    }
    std::vector<const void*> parameters;
    for (const Argument& a : arguments) {
      if (a.plain != nullptr) {
        parameters.push_back(a.plain->raw());
      } else {
        for (const Array& leaf : a.source.leaves()) parameters.push_back(leaf.raw());
      }
    }
    const Outcome outcome = traced.program->run({.parameters = parameters, .results = results, .rows = rows});
    if (outcome == Outcome::not_finite && options_.on_nan == "throw") {
      std::vector<Array> values;
      for (const Argument& a : arguments) {
        if (a.plain != nullptr) values.push_back(*a.plain);
        for (const Array& leaf : a.source.leaves()) values.push_back(leaf);
      }
      const auto culprit = replay({traced.graph.results[0]}, values, rows, [](const Variable& v) { return v.value(); });
      std::string first;
      if (culprit) {
        first = "; the first value that is not finite is " + describe(*culprit, rows, {});
        if (!culprit->where.empty()) first += ", in " + culprit->where;
      }
      throw DataError(
          {.where = "compile_step",
           .rule = "The first result of the step is not finite; the updates were skipped",
           .received = out[0].str() + first,
           .hint = "Look for NaN in the data, or use a smaller learning rate; .on_nan = \"ignore\" goes on"});
    }
    out.resize(traced.returned);
    return out;
  }

 private:
  struct Traced {
    std::vector<Kind> kinds;
    Graph graph;
    std::size_t returned = 0;  // results that the user sees; behind them may stand the guard's
    int guard = -1;
    std::shared_ptr<const Program> program;  // for the largest batch so far
  };

  /// Once, at the first call: for rows of many numbers, since a column may be labels.
  void hint_about_range(const std::vector<Argument>& arguments) {
    if (!std::exchange(first_call_, false)) return;
    constexpr std::int64_t kMany = 16;
    for (const Argument& a : arguments) {
      if (a.plain == nullptr || a.plain->rank() < 2 || a.plain->size() < kMany * a.plain->dim(0)) continue;
      if (spans_bytes(*a.plain)) return write_range_hint();
    }
  }

  static std::int64_t common_rows(const std::vector<Argument>& arguments) {
    std::int64_t rows = -1;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      if (!arguments[i].has_rows()) continue;
      if (rows < 0) rows = arguments[i].rows();
      if (arguments[i].rows() == rows) continue;
      throw DataError({.where = "compile_step",
                       .rule = "All arguments of a step have the same number of samples",
                       .expected = std::to_string(rows) + " as in the first",
                       .received = std::to_string(arguments[i].rows()) + " in argument " + std::to_string(i + 1)});
    }
    return rows < 0 ? 1 : rows;
  }

  Traced& traced_for(const std::vector<Argument>& arguments) {
    std::vector<Kind> kinds(arguments.begin(), arguments.end());
    for (Traced& known : traced_) {
      if (known.kinds == kinds) return known;
    }
    Traced made = trace(arguments);
    made.kinds = std::move(kinds);
    traced_.push_back(std::move(made));
    return traced_.back();
  }

  Traced trace(const std::vector<Argument>& arguments) {
    Trace trace;
    trace.training = options_.training;
    trace.seed = seed_;
    trace.iteration = iteration_;
    const TraceGuard guard(trace);

    Traced out;
    Tensors& parameters = out.graph.parameters;
    const auto add_parameter = [&](const Array& leaf) {
      Shape shape = leaf.shape();
      if (shape.rank() > 0) shape[0] = -1;
      parameters.push_back(parameter(static_cast<std::int64_t>(parameters.size()), {shape, leaf.dtype()}));
      return parameters.back();
    };
    Tensors xs;
    for (const Argument& a : arguments) {
      if (a.plain != nullptr) {
        xs.push_back(add_parameter(*a.plain));
      } else {
        Tensors leaves;
        for (const Array& leaf : a.source.leaves()) leaves.push_back(add_parameter(leaf));
        xs.push_back(a.source.on(leaves)[0]);
      }
    }

    const Tensors returned = function_(xs);
    for (const Tensor& t : returned) {
      if (!t.valid()) throw ValueError({.where = "compile_step", .rule = "The step returned an empty Tensor"});
    }
    out.returned = returned.size();
    out.graph.results = expand(returned, trace);
    for (std::size_t i = 0; i < trace.updates.size(); ++i) {  // expanding may add updates: states of layers
      Tensor value = expand({trace.updates[i].value}, trace)[0];
      const TensorFunction constraint = trace.updates[i].variable.state().constraint;
      trace.updates[i].value = constraint ? constraint(value) : value;
    }
    add_guard(out, !trace.updates.empty());
    trace.update(iteration_, Tensor(iteration_) + 1);
    out.graph.updates = trace.updates;
    draw_variables(out.graph);
    return out;
  }

  /// A real scalar in front is taken for the loss: nothing is updated unless it is finite.
  static void add_guard(Traced& traced, bool updates) {
    Tensors& results = traced.graph.results;
    if (!updates || results.empty() || results[0].rank() != 0 || !results[0].dtype().is_real()) return;
    traced.guard = 0;
    if (results[0].dtype() == f32) return;
    traced.guard = static_cast<int>(results.size());
    results.push_back(ops::cast(results[0], f32));
  }

  /// Two models in one step may have the same paths, so with a seed for all they are counted.
  void draw_variables(const Graph& graph) const {
    std::unordered_map<std::string, std::uint64_t> drawn;
    const auto draw = [&](VariableState& state) {
      if (state.ready()) return;
      options_.seed < 0 ? state.ensure() : state.ensure(seed_value_, drawn[state.enclosing + state.path]++);
    };
    for (const Node* node : graph.order()) {
      if (const auto* variable = std::get_if<Variable>(&node->payload)) draw(variable->state());
    }
    for (const Update& update : graph.updates) draw(update.variable.state());
  }

  UntypedStep::Function function_;
  bool first_call_ = true;
  StepOptions options_;
  DTypePolicy policy_ = current_dtype_policy();
  std::uint64_t seed_value_;
  Variable seed_{"step/seed", Shape{}, i64};
  Variable iteration_{"step/iteration", Shape{}, i64};
  std::vector<Traced> traced_;
};

UntypedStep::UntypedStep(Function function, const StepOptions& options)
    : programs_(std::make_shared<StepPrograms>(std::move(function), options)) {}

std::vector<Array> UntypedStep::run(std::initializer_list<const Data*> inputs) const { return programs_->run(inputs); }

}  // namespace glia::detail
