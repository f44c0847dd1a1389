#include "glia/runtime/plan.hpp"

#include <algorithm>

#include "glia/base/error.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/ops/remat.hpp"
#include "glia/passes/fuse.hpp"
#include "glia/runtime/arena.hpp"
#include "glia/runtime/copy_kernel.hpp"
#include "glia/runtime/run_of_memory.hpp"

namespace glia::detail {
namespace {

// Below this a step is over sooner (1 µs) than other threads could join in.
constexpr double kTiny = 4e4;
// Up to this (some 5 µs) each thread computes a value that all read, if it is no larger than this: between two cores
// that share no cache 100 KB travel in 30 µs, and a barrier is saved (32 MNIST rows: gathered by each 7 µs, by two
// threads for each other 33).
constexpr double kCheap = 2.5e5;
constexpr std::int64_t kCheapBytes = 128 * 1024;

class Planner {
 public:
  Planner(const Graph& graph, std::int64_t capacity, int guard) : graph_(graph), guard_(guard) {
    plan_.capacity = capacity;
    plan_.parameters = graph.parameters.size();
    plan_.results = graph.results.size();
  }

  Plan run() {
    for (Node* node : graph_.order()) add(*node);
    bind_results();
    bind_updates();
    choose_threads();
    schedule();
    place_in_arena();
    return std::move(plan_);
  }

 private:
  struct Value {
    Spec spec;
    int producer = -1;  // step, or −1 for leaves
    std::vector<int> readers;
    bool bound = false;  // already lives in a result or a variable
    const VariableState* reads = nullptr;
  };

  int place_of(const Tensor& t) const { return outputs_.at(t.node())[static_cast<std::size_t>(t.index())]; }

  int new_value(const Spec& spec, const Place& place, const VariableState* reads = nullptr) {
    plan_.places.push_back(place);
    values_.push_back({spec, -1, {}, false, reads});
    return static_cast<int>(values_.size()) - 1;
  }

  /// What is cut out of a leaf in one run is read where it lies.
  int new_part(const Spec& spec, int whole, std::int64_t offset) {
    Place place = plan_.places[static_cast<std::size_t>(whole)];
    place.offset += offset;
    return new_value(spec, place, value(whole).reads);
  }

  Value& value(int i) { return values_[static_cast<std::size_t>(i)]; }

  void add(Node& node) {
    std::vector<int>& outs = outputs_[&node];
    if (node.op == &op_parameter) {
      outs = {new_value(node.outputs[0], {.kind = Place::Kind::parameter, .index = node.attributes.integer("index")})};
    } else if (node.op == &op_variable) {
      const auto& variable = std::get<Variable>(node.payload);
      const Place place{.kind = Place::Kind::variable, .variable_handle = variable};
      outs = {new_value(node.outputs[0], place, &variable.state())};
    } else if (node.op == &op_constant) {
      Array scalar(Shape{}, node.outputs[0].dtype);
      scalar.set(0, node.attributes.real("value"));
      outs = {add_constant(scalar, node.outputs[0])};
    } else if (node.op == &op_array) {
      outs = {add_constant(std::get<Array>(node.payload), node.outputs[0])};
    } else if (node.op->has(kAlias)) {
      outs = {place_of(node.inputs[0])};
    } else if (const std::int64_t offset = run_of_memory(node);
               offset >= 0 && value(place_of(node.inputs[0])).producer < 0) {
      outs = {new_part(node.outputs[0], place_of(node.inputs[0]), offset)};
    } else {
      std::vector<Spec> in;
      Step step;
      for (const Tensor& input : node.inputs) {
        in.push_back(spec(input));
        step.in.push_back(place_of(input));
      }
      for (const Spec& out : node.outputs) step.out.push_back(new_value(out, {}));
      outs = step.out;
      std::string maker;
      step.kernel = choose_kernel({node, in, node.outputs, plan_.capacity}, &maker);
      step.name = std::string(node.op->name) + " " + node.outputs[0].str() + " " + maker;
      const int number = add_step(std::move(step), &node);
      for (const Tensor& input : node.inputs) wait(number, input);
    }
  }

  /// Lets a step that reads `t` wait for what `t` comes after.
  void wait(int step, const Tensor& t) {
    for (const Node* at = t.node(); at->op->has(kAlias); at = at->inputs[0].node()) {
      if (at->op != &op_after) continue;
      for (std::size_t i = 1; i < at->inputs.size(); ++i) {
        if (const int before = value(place_of(at->inputs[i])).producer; before >= 0)
          after_[static_cast<std::size_t>(step)].push_back(before);
      }
    }
  }

  int add_constant(const Array& array, const Spec& spec) {
    plan_.constants.push_back(array);
    return new_value(spec,
                     {.kind = Place::Kind::constant, .index = static_cast<std::int64_t>(plan_.constants.size()) - 1});
  }

  int add_step(Step step, const Node* node) {
    const int number = static_cast<int>(plan_.steps.size());
    for (const int v : step.in) value(v).readers.push_back(number);
    for (const int v : step.out) value(v).producer = number;
    plan_.scratch_bytes = std::max(plan_.scratch_bytes, step.kernel->scratch_bytes());
    const bool one = step.kernel->chunks(plan_.capacity) <= 1 || step.kernel->flops(plan_.capacity) < kTiny;
    step.runs = one ? Runs::first : Runs::shared;
    plan_.steps.push_back(std::move(step));
    after_.emplace_back();
    nodes_.push_back(node);
    return number;
  }

  void bind_results() {
    for (std::size_t i = 0; i < graph_.results.size(); ++i) {
      int v = place_of(graph_.results[i]);
      if (static_cast<int>(i) == guard_ && value(v).producer >= 0) guard_value_ = v;
      const Place target{.kind = Place::Kind::result, .index = static_cast<std::int64_t>(i)};
      if (value(v).producer >= 0 && !value(v).bound) {
        plan_.places[static_cast<std::size_t>(v)] = target;
        value(v).bound = true;
      } else {
        copy(v, new_value(value(v).spec, target), nullptr);
      }
    }
  }

  int copy(int from, int to, const VariableState* into) {
    Step step;
    step.in = {from};
    step.out = {to};
    Spec target = value(from).spec;
    if (into != nullptr) target.layout = into->layout;
    step.kernel = make_copy_kernel(value(from).spec, target);
    step.name = "copy " + value(from).spec.str();
    return add_step(std::move(step), nullptr);
  }

  bool depends(int step, int on) const {  // by data or by order
    std::vector<int> stack{step};
    std::vector<bool> seen(plan_.steps.size(), false);
    while (!stack.empty()) {
      const int s = stack.back();
      stack.pop_back();
      if (s == on) return true;
      if (seen[static_cast<std::size_t>(s)]) continue;
      seen[static_cast<std::size_t>(s)] = true;
      for (const int v : plan_.steps[static_cast<std::size_t>(s)].in) {
        if (const int p = values_[static_cast<std::size_t>(v)].producer; p >= 0) stack.push_back(p);
      }
      for (const int p : after_[static_cast<std::size_t>(s)]) stack.push_back(p);
    }
    return false;
  }

  std::vector<int> readers_of(const VariableState& state) const {
    std::vector<int> out;
    for (const Value& v : values_) {
      if (v.reads == &state) out.insert(out.end(), v.readers.begin(), v.readers.end());
    }
    return out;
  }

  /// Whether a fused step reads `variable` only element for element, so that it may overwrite it.
  bool reads_in_step(int step, const VariableState& state) const {
    const Node* node = nodes_[static_cast<std::size_t>(step)];
    if (node == nullptr || node->op != &op_fused) return false;
    const Graph& body = body_of(*node);
    for (std::size_t i = 0; i < node->inputs.size(); ++i) {
      const int v = plan_.steps[static_cast<std::size_t>(step)].in[i];  // also where a reshape stands between
      if (values_[static_cast<std::size_t>(v)].reads != &state) continue;
      if (!(spec(node->inputs[i]) == node->outputs[0]) || !reads_in_place(body, i)) return false;
    }
    return true;
  }

  /// What each update stores. The old number of a variable that changes, too, is set aside before anything is written.
  std::vector<int> update_values() {
    std::vector<int> out;
    for (const Update& update : graph_.updates) {
      const int v = place_of(update.value);
      const VariableState* source = value(v).reads;
      const bool moves = source != &update.variable.state() &&
                         std::any_of(graph_.updates.begin(), graph_.updates.end(),
                                     [&](const Update& u) { return &u.variable.state() == source; });
      out.push_back(moves ? new_value(value(v).spec, {}) : v);
      if (moves) copy(v, out.back(), nullptr);
    }
    return out;
  }

  void bind_updates() {
    const std::vector<int> values = update_values();
    std::vector<std::pair<int, const Update*>> copies;
    for (const Update& update : graph_.updates) {
      const VariableState& state = update.variable.state();
      const int v = values[static_cast<std::size_t>(&update - graph_.updates.data())];
      if (value(v).reads == &state) continue;  // unchanged
      if (can_write_through(v, state)) {
        plan_.places[static_cast<std::size_t>(v)] = {.kind = Place::Kind::variable, .variable_handle = update.variable};
        value(v).bound = true;
        const int writer = value(v).producer;
        for (const int reader : readers_of(state)) {
          if (reader != writer) after_[static_cast<std::size_t>(writer)].push_back(reader);
        }
        writers_.push_back(writer);
      } else {
        copies.emplace_back(v, &update);
      }
    }
    // Copies come last: every value that they store is computed from the old numbers.
    const int before = static_cast<int>(plan_.steps.size());
    for (const auto& [v, update] : copies) {
      const VariableState& state = update->variable.state();
      const int to = new_value({state.shape, state.dtype, state.layout},
                               {.kind = Place::Kind::variable, .variable_handle = update->variable});
      const int step = copy(v, to, &state);
      for (int s = 0; s < before; ++s) after_[static_cast<std::size_t>(step)].push_back(s);
      writers_.push_back(step);
    }
  }

  bool can_write_through(int v, const VariableState& state) const {
    const Value& value = values_[static_cast<std::size_t>(v)];
    if (value.producer < 0 || value.bound || value.spec.layout != state.layout || value.spec.dtype != state.dtype)
      return false;
    // What makes the guarded value, or what it reads, runs before it is known to be finite.
    if (guard_value_ >= 0 && depends(values_[static_cast<std::size_t>(guard_value_)].producer, value.producer))
      return false;
    for (const int reader : readers_of(state)) {
      if (reader == value.producer ? !reads_in_step(reader, state) : depends(reader, value.producer)) return false;
    }
    return true;
  }

  std::int64_t bytes_of(int v) const {
    Spec concrete = values_[static_cast<std::size_t>(v)].spec;
    concrete.shape = concrete.shape.at(plan_.capacity);
    return checked_multiply(storage_elements(concrete), static_cast<std::int64_t>(concrete.dtype.size()));
  }

  /// Readers come before what they read, so that a whole chain of cheap steps is found.
  void choose_threads() {
    for (std::size_t s = plan_.steps.size(); s-- > 0;) {
      Step& step = plan_.steps[s];
      bool each = step.kernel->flops(plan_.capacity) <= kCheap;
      bool read_by_all = false;
      for (const int v : step.out) {
        each =
            each && plan_.places[static_cast<std::size_t>(v)].kind == Place::Kind::arena && bytes_of(v) <= kCheapBytes;
        for (const int reader : value(v).readers)
          read_by_all = read_by_all || plan_.steps[static_cast<std::size_t>(reader)].runs != Runs::first;
      }
      if (!each || !read_by_all) continue;
      step.runs = Runs::each;
      for (const int v : step.out) plan_.places[static_cast<std::size_t>(v)].kind = Place::Kind::local;
    }
  }

  bool writes(int step) const { return std::find(writers_.begin(), writers_.end(), step) != writers_.end(); }

  void schedule() {
    const std::size_t count = plan_.steps.size();
    std::vector<int> phase(count, -1);
    const int guard_step = guard_value_ >= 0 ? value(guard_value_).producer : -1;
    if (guard_step >= 0) {
      for (const int w : writers_) after_[static_cast<std::size_t>(w)].push_back(guard_step);
    }
    // Longest path by depth-first search over data and order edges.
    std::vector<std::pair<int, bool>> stack;
    std::vector<std::size_t> topological;
    for (std::size_t s = 0; s < count; ++s) stack.emplace_back(static_cast<int>(s), false);
    while (!stack.empty()) {
      const int s = stack.back().first;
      const bool ready = stack.back().second;
      stack.pop_back();
      const auto at = static_cast<std::size_t>(s);
      if (phase[at] >= 0) continue;
      if (!ready) stack.emplace_back(s, true);
      int earliest = 0;
      const auto need = [&](int p, bool data) {
        const auto before = static_cast<std::size_t>(p);
        if (ready) {
          // Behind the guard there must be a barrier before anything is written; and all threads have read what is
          // overwritten.
          const Runs earlier = plan_.steps[before].runs;
          const bool chained =
              !(p == guard_step && writes(s)) &&
              (earlier == Runs::first ? plan_.steps[at].runs == Runs::first : data && earlier == Runs::each);
          earliest = std::max(earliest, phase[before] + (chained ? 0 : 1));
        } else if (phase[before] < 0) {
          stack.emplace_back(p, false);
        }
      };
      for (const int v : plan_.steps[at].in) {
        if (value(v).producer >= 0) need(value(v).producer, true);
      }
      for (const int p : after_[at]) need(p, false);
      if (ready) {
        phase[at] = earliest;
        topological.push_back(at);
      }
    }
    for (std::size_t s = 0; s < count; ++s) plan_.steps[s].phase = phase[s];
    if (guard_step >= 0) {
      plan_.guard_phase = phase[static_cast<std::size_t>(guard_step)];
      plan_.guard_place = guard_value_;
    }
    lives_.assign(values_.size(), {0, -1});
    for (std::size_t v = 0; v < values_.size(); ++v) {
      if (values_[v].producer < 0) continue;
      lives_[v].first = lives_[v].last = phase[static_cast<std::size_t>(values_[v].producer)];
      for (const int r : values_[v].readers)
        lives_[v].last = std::max(lives_[v].last, phase[static_cast<std::size_t>(r)]);
    }
    std::vector<Step> sorted;
    sorted.reserve(topological.size());
    for (const std::size_t s : topological) sorted.push_back(std::move(plan_.steps[s]));
    plan_.steps = std::move(sorted);
    // In a phase come what each thread runs, then what the first does, each kind in its order; of the shared steps,
    // which do not depend on each other, the longest comes last: threads help each other with that one.
    const auto rank = [](const Step& s) { return s.runs == Runs::each ? 0 : s.runs == Runs::first ? 1 : 2; };
    std::stable_sort(plan_.steps.begin(), plan_.steps.end(), [&](const Step& a, const Step& b) {
      if (a.phase != b.phase) return a.phase < b.phase;
      if (rank(a) != rank(b)) return rank(a) < rank(b);
      return rank(a) == 2 && a.kernel->flops(plan_.capacity) < b.kernel->flops(plan_.capacity);
    });
    for (std::size_t s = 0; s < count; ++s) {
      const auto p = static_cast<std::size_t>(plan_.steps[s].phase);
      if (plan_.phase_end.size() <= p) plan_.phase_end.resize(p + 1, 0);
      plan_.phase_end[p] = static_cast<int>(s) + 1;
      plan_.steps[s].last_of_phase = s + 1 == count || plan_.steps[s + 1].phase != plan_.steps[s].phase;
    }
  }

  void place_in_arena() {
    plan_.arena_bytes = place(Place::Kind::arena);
    plan_.local_bytes = place(Place::Kind::local);
    plan_.scratch_bytes =
        checked_multiply(checked_add(plan_.scratch_bytes, 63) / 64, 64);  // each thread's begins a line
  }

  std::int64_t place(Place::Kind kind) {
    std::vector<ArenaRequest> requests;
    std::vector<std::size_t> owners;
    for (std::size_t v = 0; v < values_.size(); ++v) {
      if (plan_.places[v].kind != kind) continue;
      requests.push_back({bytes_of(static_cast<int>(v)), lives_[v].first, lives_[v].last});
      owners.push_back(v);
    }
    const std::int64_t total = plan_arena(requests);
    for (std::size_t i = 0; i < owners.size(); ++i) plan_.places[owners[i]].offset = requests[i].offset;
    return total;
  }

  struct Life {
    int first, last;
  };

  const Graph& graph_;
  int guard_;
  int guard_value_ = -1;
  Plan plan_;
  NodeMap<std::vector<int>> outputs_;
  std::vector<Value> values_;
  std::vector<Life> lives_;
  std::vector<const Node*> nodes_;       // of each step; nullptr for copies
  std::vector<std::vector<int>> after_;  // steps that must come before, beside those that make the inputs
  std::vector<int> writers_;             // steps that write variables
};

}  // namespace

Plan make_plan(const Graph& graph, std::int64_t capacity, int guard) { return Planner(graph, capacity, guard).run(); }

}  // namespace glia::detail
