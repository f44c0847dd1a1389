#include "glia/backends/cpu/tile_program.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>

#include "glia/backends/cpu/vector_ops.hpp"
#include "glia/backends/cpu/vector_pairs.hpp"
#include "glia/ops/nn_ops.hpp"

namespace glia::detail::cpu {
namespace {

template <class T, class From>
T converted(From value) {
  if constexpr (std::is_integral_v<T> && std::is_floating_point_v<From>) {
    if (std::isnan(value)) return 0;
    if (value <= static_cast<From>(std::numeric_limits<T>::lowest())) return std::numeric_limits<T>::lowest();
    if (value >= static_cast<From>(std::numeric_limits<T>::max())) return std::numeric_limits<T>::max();
  }
  return static_cast<T>(value);
}

/// Reads n elements of any dtype into registers of type T.
template <class T>
void load(T* to, const void* data, DType dtype, std::int64_t n) {
  if (dtype == DTypeOf<T>::value) {
    if (n == 1) {
      *to = *static_cast<const T*>(data);
    } else {
      std::memcpy(to, data, static_cast<std::size_t>(n) * sizeof(T));
    }
    return;
  }
  if constexpr (std::is_same_v<T, float>) {
    switch (static_cast<DType::Kind>(dtype)) {
      case u8: return load_u8(to, static_cast<const std::uint8_t*>(data), n);
      case boolean: return load_bool(to, static_cast<const std::uint8_t*>(data), n);
      case i32: return load_i32(to, static_cast<const std::int32_t*>(data), n);
      case i64: return load_i64(to, static_cast<const std::int64_t*>(data), n);
      default: break;
    }
  }
  dispatch(dtype, [&](auto t) {
    using From = decltype(t);
    const From* from = static_cast<const From*>(data);
    for (std::int64_t i = 0; i < n; ++i) to[i] = converted<T>(from[i]);
  });
}

template <class T>
void store(void* data, DType dtype, const T* from, std::int64_t n) {
  dispatch(dtype, [&](auto t) {
    using To = decltype(t);
    To* to = static_cast<To*>(data);
    for (std::int64_t i = 0; i < n; ++i) {
      if constexpr (std::is_same_v<To, bool>) {
        to[i] = from[i] != T{};
      } else {
        to[i] = converted<To>(from[i]);
      }
    }
  });
}

/// One op over registers of doubles or whole numbers, by the scalar function of its fact sheet.
template <class T>
void apply(const Op& op, T* out, const T* a, const T* b, const T* c, std::int64_t n) {
  if (&op == &op_cast) {
    if (out != a) std::copy_n(a, n, out);
    return;
  }
  const Scalar& f = op.scalar;
  if constexpr (std::is_same_v<T, std::int64_t>) {
    if (f.integer != nullptr) {
      for (std::int64_t i = 0; i < n; ++i) out[i] = f.integer(a[i], b[i]);
      return;
    }
  }
  for (std::int64_t i = 0; i < n; ++i) {
    const double value = f.unary != nullptr    ? f.unary(static_cast<double>(a[i]))
                         : f.binary != nullptr ? f.binary(static_cast<double>(a[i]), static_cast<double>(b[i]))
                                               : f.ternary(static_cast<double>(a[i]), static_cast<double>(b[i]),
                                                           static_cast<double>(c[i]));
    out[i] = converted<T>(value);
  }
}

bool has_scalar(const Op& op) {
  const Scalar& f = op.scalar;
  return f.unary != nullptr || f.binary != nullptr || f.ternary != nullptr || f.integer != nullptr || &op == &op_cast;
}

constexpr int kKept = 1000;  // readers of a result, so that its register is never free again

/// Which operations run in one loop with the one that alone reads them: their value then never goes to memory.
class Pairs {
 public:
  struct Pair {
    const Node* inner;
    bool second;  // the inner value is the second operand
    VectorOp vector;
  };

  Pairs(const std::vector<Node*>& order, NodeMap<int>& readers, Numbers numbers) {
    if (numbers != Numbers::real32) return;
    for (const Node* node : order) {
      if (!node->op->has(kElementwise) || node->inputs.size() != 2) continue;
      for (const bool second : {false, true}) {
        const Node* inner = node->inputs[second ? 1 : 0].node();
        if (!inner->op->has(kElementwise) || readers[inner] != 1 || pairs_.contains(inner)) continue;
        const VectorOp vector = find_vector_pair(inner->op->name, node->op->name, second);
        if (vector == nullptr) continue;
        pairs_[node] = {inner, second, vector};
        inner_.insert(inner);
        break;
      }
    }
  }
  bool is_inner(const Node* node) const { return inner_.contains(node); }
  const Pair* find(const Node* node) const { return pairs_.find(node); }

 private:
  NodeMap<Pair> pairs_;
  NodeSet inner_;
};

}  // namespace

/// A step may write its value to the output at once if no load that a later step reads, or that is stored as it is, can
/// be the same memory.
void TileProgram::find_direct_stores() {
  const auto add_load = [this](Store& store, int reg) {
    for (std::size_t i = 0; i < load_regs_.size(); ++i) {
      if (load_regs_[i] == reg) store.unless.push_back(i);
    }
  };
  for (Store& store : stores_) {
    std::size_t writer = 0;
    while (writer < steps_.size() && steps_[writer].out != store.reg) ++writer;
    const auto same =
        std::count_if(stores_.begin(), stores_.end(), [&](const Store& other) { return other.reg == store.reg; });
    store.direct = writer < steps_.size() && same == 1;
    for (std::size_t s = writer + 1; s < steps_.size(); ++s) {
      for (const int reg : steps_[s].in) add_load(store, reg);
    }
    for (const Store& other : stores_) add_load(store, other.reg);
  }
}

std::unique_ptr<TileProgram> TileProgram::compile(const Graph& body, Numbers numbers, std::string& refusal) {
  auto program = std::make_unique<TileProgram>();
  program->numbers_ = numbers;
  const std::vector<const Node*> roots = roots_of(body);
  NodeMap<int> regs;  // register of a node's value; one each, reused once it has no reader left
  NodeMap<int> readers;
  const std::vector<Node*> order = body.order();
  for (const Node* node : order) {
    for (const Tensor& input : node->inputs) ++readers[input.node()];
  }
  for (const Tensor& result : body.results) readers[result.node()] += kKept;
  std::vector<int> free;
  int count = 0;
  const auto take = [&] {
    if (free.empty()) return count++;
    const int reg = free.back();
    free.pop_back();
    return reg;
  };
  const auto root_number = [&](const Node* node) {
    const auto found = std::find(roots.begin(), roots.end(), node);
    return found == roots.end() ? -1 : static_cast<int>(found - roots.begin());
  };
  const auto load_of = [&](const Node* source, const Node* seen) {
    // Loads and constants keep their registers: a scalar is spread once a block, not once a tile.
    const int root = root_number(source);
    const auto input = root >= 0 ? 0 : static_cast<std::size_t>(source->attributes.integer("index"));
    program->loads_.push_back({input, source->outputs[0].shape, source->outputs[0].dtype, root});
    program->load_regs_.push_back(count);
    regs[seen] = count++;
  };
  // A parameter or a broadcast of one is a load; so is a product.
  for (const Node* node : order) {
    if (root_number(node) >= 0) {
      load_of(node, node);
      continue;
    }
    if (node->op == &op_broadcast_to) {
      const Node* from = node->inputs[0].node();
      if (from->op == &op_constant) {
        program->constants_.push_back({count, from->attributes.real("value")});
        regs[node] = count++;
      } else if (from->op == &op_parameter) {
        load_of(from, node);
      } else {
        refusal = "a broadcast inside the body";
        return nullptr;
      }
    } else if (node->op == &op_parameter) {
      const bool direct = std::any_of(order.begin(), order.end(), [&](const Node* user) {
        return root_number(user) < 0 && user->op != &op_broadcast_to &&
               std::any_of(user->inputs.begin(), user->inputs.end(), [&](const Tensor& t) { return t.node() == node; });
      });
      if (direct) load_of(node, node);
    } else if (node->op == &op_constant) {
      program->constants_.push_back({count, node->attributes.real("value")});
      regs[node] = count++;
    }
  }
  const Pairs pairs(order, readers, numbers);
  std::vector<int> fixed(static_cast<std::size_t>(count), 1);
  for (const Node* node : order) {
    if (!node->op->has(kElementwise) || pairs.is_inner(node)) continue;
    Step step;
    step.op = node->op;
    Tensors operands = node->inputs;
    if (numbers == Numbers::real32 && node->op != &op_cast) {
      step.vector = find_vector_op(node->op->name);
      if (step.vector == nullptr) {
        refusal = "no vector operation for " + std::string(node->op->name);
        return nullptr;
      }
    } else if (!has_scalar(*node->op)) {
      refusal = "no scalar function for " + std::string(node->op->name);
      return nullptr;
    }
    if (const Pairs::Pair* pair = pairs.find(node)) {
      step.vector = pair->vector;
      operands = pair->inner->inputs;
      operands.resize(2);
      operands.push_back(node->inputs[pair->second ? 0 : 1]);
    }
    for (std::size_t i = 0; i < operands.size(); ++i) {
      if (operands[i].valid()) step.in[i] = regs.at(operands[i].node());
    }
    for (const Tensor& input : operands) {
      if (!input.valid()) continue;
      const int reg = regs.at(input.node());
      const bool temporary = static_cast<std::size_t>(reg) >= fixed.size() || fixed[static_cast<std::size_t>(reg)] == 0;
      if (--readers[input.node()] == 0 && temporary) free.push_back(reg);
    }
    // A result has a register of its own: it may be the output's memory, which no other value may touch.
    step.out = readers[node] >= kKept ? count++ : take();
    regs[node] = step.out;
    program->steps_.push_back(step);
  }
  for (const Tensor& result : body.results) {
    program->stores_.push_back({.reg = regs.at(result.node()), .dtype = result.dtype(), .direct = false, .unless = {}});
  }
  program->find_direct_stores();
  program->registers_ = count;
  return program;
}

namespace {

/// Stores what a register holds as `dtype`.
template <class T>
void write(char* to, DType dtype, const T* value, std::int64_t n) {
  if (dtype == DTypeOf<T>::value) {
    if (reinterpret_cast<const char*>(value) != to) std::memcpy(to, value, static_cast<std::size_t>(n) * sizeof(T));
    return;
  }
  if constexpr (std::is_same_v<T, float>) {
    if (dtype == boolean) return store_bool(reinterpret_cast<std::uint8_t*>(to), value, n);
  }
  store(to, dtype, value, n);
}

}  // namespace

template <class T>
void TileProgram::run_as(const BlockOperand* in, void* const* out, const std::int64_t* out_row, std::int64_t rows,
                         std::int64_t columns, std::int64_t repeat, std::byte* scratch) const {
  constexpr std::size_t kMaxRegisters = 160;  // kMaxBody nodes, each with at most two loads
  std::array<T*, kMaxRegisters> regs;
  const auto home = [&](int r) { return reinterpret_cast<T*>(scratch + static_cast<std::int64_t>(r) * kTile * 8); };
  for (std::int64_t r = 0; r < registers_; ++r) regs[static_cast<std::size_t>(r)] = home(static_cast<int>(r));
  std::array<bool, kMaxRegisters> direct{};
  for (std::size_t i = 0; i < stores_.size(); ++i) {
    direct[i] = stores_[i].direct && stores_[i].dtype == DTypeOf<T>::value && (repeat == 1 || out_row[i] == columns) &&
                std::none_of(stores_[i].unless.begin(), stores_[i].unless.end(),
                             [&](std::size_t l) { return in[l].data == out[i]; });
  }
  const std::int64_t width = std::min(columns * repeat, kTile);
  for (const Constant& c : constants_) std::fill_n(home(c.reg), width, converted<T>(c.value));
  for (std::size_t i = 0; i < loads_.size(); ++i) {
    if (in[i].row != 0) continue;
    T* const reg = home(load_regs_[i]);
    if (in[i].column == 0) {
      T value;
      load(&value, in[i].data, loads_[i].dtype, 1);
      std::fill_n(reg, width, value);
    } else if (repeat > 1) {
      load(reg, in[i].data, loads_[i].dtype, columns);
      for (std::int64_t r = 1; r < repeat; ++r) std::copy_n(reg, columns, reg + r * columns);
    }
  }
  for (std::int64_t row = 0; row < rows; row += repeat) {
    const std::int64_t together = std::min(repeat, rows - row);
    for (std::size_t i = 0; i < loads_.size(); ++i) {
      if (in[i].row == 0 || (in[i].column != 0 && (repeat == 1 || in[i].row == columns))) continue;
      T* to = home(load_regs_[i]);  // a number for each row, or rows that do not lie side by side
      for (std::int64_t r = 0; r < together; ++r, to += columns) {
        const auto* data = static_cast<const char*>(in[i].data) +
                           (row + r) * in[i].row * static_cast<std::int64_t>(loads_[i].dtype.size());
        load(to, data, loads_[i].dtype, in[i].column != 0 ? columns : 1);
        if (in[i].column == 0) std::fill_n(to + 1, std::min(columns, kTile) - 1, *to);
      }
    }
    const std::int64_t end = together * columns;
    for (std::int64_t from = 0; from < end; from += kTile) {
      const std::int64_t n = std::min(kTile, end - from);
      for (std::size_t i = 0; i < loads_.size(); ++i) {
        if (in[i].column == 0 || (repeat > 1 && in[i].row != columns)) continue;
        const auto reg = static_cast<std::size_t>(load_regs_[i]);
        const auto* data = static_cast<const char*>(in[i].data) +
                           (row * in[i].row + from) * static_cast<std::int64_t>(loads_[i].dtype.size());
        if (loads_[i].dtype == DTypeOf<T>::value) {
          regs[reg] = reinterpret_cast<T*>(const_cast<char*>(data));  // read in place; loads are never written
        } else {
          load(home(load_regs_[i]), data, loads_[i].dtype, n);
        }
      }
      for (std::size_t i = 0; i < stores_.size(); ++i) {
        if (direct[i])
          regs[static_cast<std::size_t>(stores_[i].reg)] = static_cast<T*>(out[i]) + row * out_row[i] + from;
      }
      for (const Step& step : steps_) {
        const auto operand = [&](int k) -> const T* {
          return step.in[k] < 0 ? nullptr : regs[static_cast<std::size_t>(step.in[k])];
        };
        T* to = regs[static_cast<std::size_t>(step.out)];
        if constexpr (std::is_same_v<T, float>) {
          if (step.vector != nullptr) {
            step.vector(to, operand(0), operand(1), operand(2), n);
            continue;
          }
        }
        apply<T>(*step.op, to, operand(0), operand(1), operand(2), n);
      }
      // The others are stored at the end, since an output may lie where a later step still reads an input.
      for (std::size_t i = 0; i < stores_.size(); ++i) {
        if (direct[i]) continue;
        const bool side_by_side = repeat == 1 || out_row[i] == columns;
        const std::int64_t length = side_by_side ? n : columns;
        const T* value = regs[static_cast<std::size_t>(stores_[i].reg)];
        char* to =
            static_cast<char*>(out[i]) + (row * out_row[i] + from) * static_cast<std::int64_t>(stores_[i].dtype.size());
        for (std::int64_t done = 0; done < n; done += length, value += length) {
          write(to, stores_[i].dtype, value, length);
          to += out_row[i] * static_cast<std::int64_t>(stores_[i].dtype.size());
        }
      }
    }
  }
}

void TileProgram::run(const BlockOperand* in, void* const* out, const std::int64_t* out_row, std::int64_t rows,
                      std::int64_t columns, std::byte* scratch) const {
  // How operands lie that each row has of its own, side by side; or one row or number for all.
  const auto dense = [&](std::size_t i) { return in[i].column == 1 && in[i].row == columns; };
  const auto shared = [&](std::size_t i) { return in[i].row == 0; };
  std::size_t apart = 0;  // operands and results whose rows do not lie side by side
  bool any_row = false;
  for (std::size_t i = 0; rows > 1 && i < loads_.size(); ++i) {
    apart += !dense(i) && !shared(i);
    any_row = any_row || (shared(i) && in[i].column == 1);
  }
  for (std::size_t i = 0; rows > 1 && i < stores_.size(); ++i) apart += out_row[i] != columns;
  std::int64_t repeat = 1;
  if (rows > 1 && apart == 0 && !any_row) {
    columns *= rows;
    rows = 1;
  } else if (rows > 1 && columns > 0 &&
             apart <= steps_.size()) {  // narrow rows: several at once, gathered and scattered
    repeat = std::clamp<std::int64_t>(kTile / columns, 1, rows);
  }
  switch (numbers_) {
    case Numbers::real32: return run_as<float>(in, out, out_row, rows, columns, repeat, scratch);
    case Numbers::real64: return run_as<double>(in, out, out_row, rows, columns, repeat, scratch);
    case Numbers::integer: return run_as<std::int64_t>(in, out, out_row, rows, columns, repeat, scratch);
  }
}

}  // namespace glia::detail::cpu
