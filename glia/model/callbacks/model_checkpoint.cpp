#include "glia/model/callbacks/model_checkpoint.hpp"

#include "glia/base/error.hpp"
#include "glia/model/callbacks/filepath.hpp"
#include "glia/model/callbacks/monitor.hpp"
#include "glia/model/callbacks/number_text.hpp"
#include "glia/model/model.hpp"

namespace glia {
namespace detail {

struct ModelCheckpointState {
  Monitor monitor;
  std::optional<double> best;
  std::int64_t batches = 0;  // since the last save
};

namespace {

constexpr int kShownDecimals = 5;  // as Keras's messages

/// Whether to save now; says why or why not if asked to.
bool is_better(const ModelCheckpoint& options, FitContext& context, const Logs& logs, const std::string& path) {
  ModelCheckpointState& s = *options.state;
  const std::optional<double> value = s.monitor.read(context, logs);
  if (!value) return false;
  const bool better = s.monitor.improves(*value, s.best);
  if (options.verbose > 0) {
    const auto shown = [](double v) { return number_text(v, 'f', kShownDecimals); };
    std::string text = "Epoch " + std::to_string(context.epoch() + 1) + ": " + options.monitor;
    if (better) {
      text +=
          (s.best ? " improved from " + shown(*s.best) + " to " : " is ") + shown(*value) + ", saving model to " + path;
    } else {
      text += s.best ? " did not improve from " + shown(*s.best) : " is not a number, nothing to save";
    }
    context.print(text);
  }
  if (better) s.best = value;
  return better;
}

void save(const ModelCheckpoint& options, FitContext& context) {
  const Logs logs = context.logs();
  const std::string path = format_filepath(options.filepath, context.epoch(), context.step(), logs);
  options.state->batches = 0;
  if (options.save_best_only) {
    if (!is_better(options, context, logs, path)) return;
  } else if (options.verbose > 0) {
    context.print("Epoch " + std::to_string(context.epoch() + 1) + ": saving model to " + path);
  }
  context.model().save(path);
}

}  // namespace
}  // namespace detail

std::shared_ptr<detail::ModelCheckpointState> ModelCheckpoint::made() {
  return std::make_shared<detail::ModelCheckpointState>();
}

void ModelCheckpoint::on_train_begin(FitContext&) const {
  detail::check_filepath(filepath);
  if (save_weights_only) {
    throw UnsupportedError({.where = "ModelCheckpoint",
                            .rule = "A checkpoint holds the whole model; save_weights_only is not supported",
                            .hint = "Leave it out"});
  }
  *state = {};
  state->best = initial_value_threshold;
  if (save_best_only) state->monitor = detail::Monitor("ModelCheckpoint", monitor, mode, 0);
}

void ModelCheckpoint::on_train_batch_end(FitContext& context) const {
  if (save_freq.batches() > 0 && ++state->batches >= save_freq.batches()) detail::save(*this, context);
}

void ModelCheckpoint::on_epoch_end(FitContext& context) const {
  if (save_freq.batches() == 0) detail::save(*this, context);
}

}  // namespace glia
