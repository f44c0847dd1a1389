// internal
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "glia/graph/graph.hpp"
#include "glia/passes/fuse.hpp"
#include "glia/runtime/kernel.hpp"

namespace glia::detail::cpu {

/// Where an operand of a block lies: element (r, c) at data + r·row + c·column elements; column is 1 or 0.
struct BlockOperand {  // without initial values: kernels hold arrays of them, and fill the few that they need
  const void* data;
  std::int64_t row;
  std::int64_t column;
};

/// The body of a fused node as a straight line of vector operations. It runs over blocks of rows × columns, a tile of
/// at most kTile elements at a time, so that every intermediate value stays in the first-level cache.
class TileProgram {
 public:
  static constexpr std::int64_t kTile = 512;

  /// How the body reads one of the node's inputs: through which shape (its own, or the one it is broadcast from).
  struct Load {
    std::size_t input;  ///< number of the node's input
    Shape shape;        ///< symbolic; broadcasts to the shape of the body
    DType dtype;
    int root;  ///< number of the body's root whose value it is, or −1 for an input
    bool is_product() const { return root >= 0; }
  };
  struct Store {
    int reg;
    DType dtype;
    bool direct = false;              ///< its step may write to the output
    std::vector<std::size_t> unless;  ///< … unless one of these loads is that memory
  };

  /// Returns nullptr and a reason if a node of the body has no vector operation.
  static std::unique_ptr<TileProgram> compile(const Graph& body, Numbers numbers, std::string& refusal);

  const std::vector<Load>& loads() const { return loads_; }
  const std::vector<Store>& stores() const { return stores_; }
  std::int64_t scratch_bytes() const { return (registers_ + 1) * kTile * 8; }

  /// Runs rows × columns elements; out[i] has row stride out_row[i] and columns next to each other. An output may be an
  /// input's memory as long as both have the same strides.
  void run(const BlockOperand* in, void* const* out, const std::int64_t* out_row, std::int64_t rows,
           std::int64_t columns, std::byte* scratch) const;

 private:
  struct Step {
    void (*vector)(float*, const float*, const float*, const float*, std::int64_t) = nullptr;
    const Op* op = nullptr;  // used instead for doubles and integers
    int out = 0;
    int in[3] = {-1, -1, -1};
  };
  struct Constant {
    int reg;
    double value;
  };

  void find_direct_stores();
  /// `repeat`: rows at once, in one tile; if more than 1, they fit one.
  template <class T>
  void run_as(const BlockOperand* in, void* const* out, const std::int64_t* out_row, std::int64_t rows,
              std::int64_t columns, std::int64_t repeat, std::byte* scratch) const;

  Numbers numbers_ = Numbers::real32;
  std::vector<Load> loads_;
  std::vector<int> load_regs_;
  std::vector<Constant> constants_;
  std::vector<Step> steps_;
  std::vector<Store> stores_;
  std::int64_t registers_ = 0;
};

}  // namespace glia::detail::cpu
