#include <algorithm>
#include <chrono>
#include <cmath>

#include "glia/base/ceil_div.hpp"
#include "glia/base/error.hpp"
#include "glia/base/log.hpp"
#include "glia/base/random.hpp"
#include "glia/base/stop_token.hpp"
#include "glia/graph/variable_state.hpp"
#include "glia/model/batch_size.hpp"
#include "glia/model/labels.hpp"
#include "glia/model/model_state.hpp"
#include "glia/model/nonfinite.hpp"
#include "glia/model/progress.hpp"
#include "glia/model/range_hint.hpp"

namespace glia {
namespace detail {
namespace {

using Clock = std::chrono::steady_clock;
double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

void require_positive(const char* name, std::int64_t value, std::int64_t least) {
  if (value >= least) return;
  throw ValueError({.where = "fit",
                    .rule = std::string(name) + " must be at least " + std::to_string(least),
                    .received = std::to_string(value)});
}

/// One call of fit().
class Training final : public FitContext {
 public:
  Training(std::shared_ptr<ModelState> model, const Data& x, const Data& y, const FitOptions& options)
      : model_(std::move(model)),
        options_(options),
        start_(Clock::now()),
        x_(x, "x"),
        y_(y, "y"),
        weights_(options.sample_weight, "sample_weight") {
    model_->require_compiled("fit()");
    check_options();
    build_for(*model_, x_);
    check_targets(*model_, x_, y_, weights_);
    if (!options_.validation_data.x.empty()) {
      validation_x_ = Source(options_.validation_data.x, "validation_data.x");
      validation_y_ = Source(options_.validation_data.y, "validation_data.y");
      validation_w_ = Source(options_.validation_data.sample_weight, "validation_data.sample_weight");
      check_targets(*model_, validation_x_, validation_y_, validation_w_);
    }
    check_class_weight(*model_, y_, options_.class_weight);
    rows_ = x_.rows();
    if (options_.validation_split > 0) {
      rows_ = static_cast<std::int64_t>(std::floor(static_cast<double>(x_.rows()) * (1 - options_.validation_split)));
      if (rows_ < 1 || rows_ == x_.rows()) {
        throw ValueError(
            {.where = "fit",
             .rule = "validation_split leaves no samples on one side",
             .received = std::to_string(options_.validation_split) + " of " + std::to_string(x_.rows()) + " samples"});
      }
    }
    batch_ = options_.batch_size;
    steps_ = ceil_div(rows_, batch_);
    limit_steps();
    check_batch_size(*model_, std::min(rows_, steps_ * batch_), batch_);
    progress_ = make_progress_line(verbose());
    model_->draw_seed.reset();
    if (options_.seed >= 0) model_->draw_seed = static_cast<std::uint64_t>(static_cast<std::int64_t>(options_.seed));
    resume(options_.initial_epoch, model_->draw_seed ? *model_->draw_seed : model_->seed_of_its_own());
    resolve_metrics(*model_, y_);
    hint_about_range(x_, *model_);
  }

  /// finalize: the averages of an optimizer that keeps some become the weights.
  History run(bool finalize) {
    bind_parameters();
    plan();
    for (const Callback& c : options_.callbacks) c.on_train_begin(*this);
    for (epoch_ = first_epoch_; epoch_ < options_.epochs && !stopping_; ++epoch_) {
      run_epoch();
      if (interrupt_token().stopped()) interrupt();
    }
    if (finalize && options_.epochs > 0) model().optimizer().finalize_variable_values(model().trainable_weights());
    for (const Callback& c : options_.callbacks) c.on_train_end(*this);
    history_.set_stop_reason(reason_);
    return std::move(history_);
  }

  Model model() const override { return Model(model_); }
  std::int64_t epoch() const override { return epoch_; }
  std::int64_t epochs() const override { return options_.epochs; }
  std::int64_t step() const override { return step_; }
  std::int64_t steps_per_epoch() const override { return steps_; }
  int verbose() const override { return static_cast<int>(static_cast<std::int64_t>(options_.verbose)); }
  double seconds() const override { return since(start_); }
  Logs logs() const override { return epoch_ended_ ? logs_ : read_metrics(*model_); }
  double gradient_norm() const override {
    if (!with_norm_) {
      throw ValueError({.where = "fit",
                        .rule = "The norm of the gradient is computed only if a callback asks for it",
                        .hint = "Give the callback `bool wants_gradient_norm() const { return true; }`"});
    }
    return static_cast<double>(norm_);
  }
  void log(std::string_view name, double value) override { logs_.set(name, value); }
  void print(std::string_view line) override { progress_->message(line); }
  void stop(std::string_view reason) override {
    if (!stopping_) reason_ = reason;
    stopping_ = true;
  }
  bool stopping() const override { return stopping_; }
  std::uint64_t seed() const override { return seed_; }
  void resume(std::int64_t epoch, std::uint64_t seed) override {
    first_epoch_ = epoch;
    seed_ = seed;
    model_->seed.assign(static_cast<double>(seed));
  }

 private:
  void check_options() const {
    require_positive("batch_size", options_.batch_size, 1);
    require_positive("epochs", options_.epochs, 0);
    require_positive("initial_epoch", options_.initial_epoch, 0);
    require_positive("steps_per_epoch", options_.steps_per_epoch, 0);
    require_positive("validation_steps", options_.validation_steps, 0);
    require_positive("validation_batch_size", options_.validation_batch_size, 0);
    require_positive("validation_freq", options_.validation_freq, 1);
    if (options_.verbose < 0 || options_.verbose > 2) {
      throw ValueError({.where = "fit",
                        .rule = "verbose is 0, 1 or 2",
                        .received = std::to_string(static_cast<std::int64_t>(options_.verbose))});
    }
    if (!(options_.validation_split >= 0 && options_.validation_split < 1)) {
      throw ValueError({.where = "fit",
                        .rule = "validation_split lies in [0, 1)",
                        .received = std::to_string(options_.validation_split)});
    }
    if (options_.on_nan != "throw" && options_.on_nan != "ignore") {
      throw ValueError(
          {.where = "fit", .rule = "on_nan is \"throw\" or \"ignore\"", .received = "\"" + options_.on_nan + "\""});
    }
    if (options_.validation_data.x.empty() != options_.validation_data.y.empty()) {
      throw ValueError({.where = "fit",
                        .rule = "validation_data has both x and y",
                        .received = options_.validation_data.x.empty() ? "only y" : "only x"});
    }
  }

  void limit_steps() {
    if (options_.steps_per_epoch == 0) return;
    if (options_.steps_per_epoch > steps_) {
      log_write(LogLevel::warning, "fit: steps_per_epoch is " + std::to_string(std::int64_t{options_.steps_per_epoch}) +
                                       ", but the data gives " + std::to_string(steps_) +
                                       " batches; each epoch ends with the data");
    }
    steps_ = std::min<std::int64_t>(steps_, options_.steps_per_epoch);
  }

  void bind_parameters() {
    order_.resize(static_cast<std::size_t>(rows_));
    for (std::size_t i = 0; i < order_.size(); ++i) order_[i] = static_cast<std::int32_t>(i);
    parameters_.push_back(order_.data());
    for (const Source* source : {&x_, &y_, &weights_}) {
      for (const Array& leaf : source->leaves()) parameters_.push_back(leaf.raw());
    }
    for (const Callback& c : options_.callbacks) wants_batches_ = wants_batches_ || c.wants_batches();
  }

  bool norm_is_wanted() const {
    return std::any_of(options_.callbacks.begin(), options_.callbacks.end(),
                       [](const Callback& c) { return c.wants_gradient_norm(); });
  }

  void plan() {
    with_norm_ = norm_is_wanted();
    program_ = train_program(*model_, x_, y_, weights_, options_.class_weight, std::min<std::int64_t>(batch_, rows_),
                             with_norm_);
    results_ = {&loss_};
    if (with_norm_) results_.push_back(&norm_);
  }

  void run_epoch() {
    const Clock::time_point epoch_start = Clock::now();
    epoch_ended_ = false;
    step_ = 0;
    reset_metrics(*model_->compiled);
    if (options_.shuffle) shuffle(order_, epoch_);
    for (const Callback& c : options_.callbacks) c.on_epoch_begin(*this);
    if (norm_is_wanted() != with_norm_) plan();
    progress_->begin_epoch(epoch_, options_.epochs);
    const bool watch = options_.verbose == 1;
    for (step_ = 0; step_ < steps_ && !stopping_; ++step_) {
      parameters_[0] = order_.data() + step_ * batch_;
      const std::int64_t n = std::min(batch_, rows_ - step_ * batch_);
      const std::int64_t next = std::min(batch_, rows_ - (step_ + 1) * batch_);
      if (next > 0) x_.prefetch(order_.data() + (step_ + 1) * batch_, next);
      if (run_step(n) == Outcome::not_finite) not_finite(n);
      if (wants_batches_) {
        for (const Callback& c : options_.callbacks) c.on_train_batch_end(*this);
      }
      if (watch) {
        const double now = since(epoch_start);
        if (progress_->due(now)) progress_->show({step_ + 1, steps_, now, now}, read_metrics(*model_));
      }
      if (interrupt_token().stopped()) interrupt();
    }
    const double step_seconds = since(epoch_start);
    logs_ = read_metrics(*model_);
    if (!history_.stopped_by_interrupt()) validate();
    epoch_ended_ = true;
    for (const Callback& c : options_.callbacks) c.on_epoch_end(*this);
    history_.append(epoch_, logs_);
    progress_->finish({step_, steps_, since(epoch_start), step_seconds}, logs_);
  }

  Outcome run_step(std::int64_t n) {
    try {
      return program_->run({.parameters = parameters_, .results = results_, .rows = n});
    } catch (const DataError&) {
      throw_label_outside(*model_, y_, {static_cast<const std::int32_t*>(parameters_[0]), static_cast<std::size_t>(n)});
      throw;
    }
  }

  void interrupt() {
    history_.set_interrupted();
    stopping_ = true;
  }

  void validate() {
    const bool held_out = options_.validation_split > 0 && validation_x_.empty();
    if ((validation_x_.empty() && !held_out) || (epoch_ + 1) % options_.validation_freq != 0) return;
    const std::int64_t batch =
        options_.validation_batch_size > 0 ? static_cast<std::int64_t>(options_.validation_batch_size) : batch_;
    const Source& x = held_out ? x_ : validation_x_;
    const std::int64_t from = held_out ? rows_ : 0;
    std::int64_t to = x.rows();
    if (options_.validation_steps > 0) to = std::min<std::int64_t>(to, from + options_.validation_steps * batch);
    for (const Callback& c : options_.callbacks) c.on_test_begin(*this);
    const Logs logs = evaluate_rows(*model_, x, held_out ? y_ : validation_y_, held_out ? weights_ : validation_w_,
                                    from, to, batch, 0);
    for (const Callback& c : options_.callbacks) c.on_test_end(*this);
    if (interrupt_token().stopped()) return interrupt();  // numbers of a part of the rows would mislead
    for (const auto& [name, value] : logs) logs_.set("val_" + name, value);
  }

  void not_finite(std::int64_t n) {
    const bool stopped_before = stopping_;
    for (const Callback& c : options_.callbacks) c.on_nan(*this);
    if (options_.on_nan == "ignore" || (stopping_ && !stopped_before)) return;
    const std::span<const std::int32_t> rows(order_.data() + step_ * batch_, static_cast<std::size_t>(n));
    throw_not_finite({*model_, x_, y_, weights_, options_.class_weight, rows, rows_of_step_before(), epoch_, step_});
  }

  std::span<const std::int32_t> rows_of_step_before() {
    if (step_ == 0 && epoch_ == first_epoch_) return {};
    std::int64_t before = step_ - 1;
    previous_order_ = order_;
    if (before < 0) {
      before = steps_ - 1;
      if (options_.shuffle) shuffle(previous_order_, epoch_ - 1);
    }
    const std::int64_t n = std::min(batch_, rows_ - before * batch_);
    return {previous_order_.data() + before * batch_, static_cast<std::size_t>(n)};
  }

  void shuffle(std::vector<std::int32_t>& order, std::int64_t epoch) const {
    permutation(order.data(), rows_, stream_key(seed_, "shuffle", 0), static_cast<std::uint64_t>(epoch));
  }

  std::shared_ptr<ModelState> model_;
  const FitOptions& options_;
  Clock::time_point start_;
  Source x_, y_, weights_, validation_x_, validation_y_, validation_w_;
  std::int64_t rows_ = 0, batch_ = 0, steps_ = 0, first_epoch_ = 0, epoch_ = 0, step_ = 0;
  std::uint64_t seed_ = 0;
  std::shared_ptr<const Program> program_;
  std::vector<std::int32_t> order_, previous_order_;
  std::vector<const void*> parameters_;
  std::vector<void*> results_;
  float loss_ = 0, norm_ = 0;
  bool with_norm_ = false, wants_batches_ = false, stopping_ = false, epoch_ended_ = false;
  std::string reason_;
  std::unique_ptr<ProgressLine> progress_;
  Logs logs_;
  History history_;
};

}  // namespace

History train_without_end(const std::shared_ptr<ModelState>& model, const Data& x, const Data& y,
                          const FitOptions& options) {
  return Training(model, x, y, options).run(false);
}

}  // namespace detail

History Model::fit(const Data& x, const Data& y, const FitOptions& options) const {
  return detail::Training(state_, x, y, options).run(true);
}

}  // namespace glia
