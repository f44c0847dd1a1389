#include "glia/base/thread_pool.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <memory>
#include <new>
#include <pthread.h>
#include <string>
#include <system_error>

#include "glia/base/cpus.hpp"
#include "glia/base/error.hpp"

namespace glia {
namespace detail {
namespace {

// After a run a worker polls this long for the next one, so that consecutive training steps start in under 1 µs.
constexpr std::chrono::microseconds linger{200};

struct Job {
  RegionBody body = nullptr;  // null ends the worker
  void* context = nullptr;
  int threads = 1;
  bool oversubscribed = false;
};

enum class PoolState { free, busy, closed };

void run_alone(RegionBody body, void* context) noexcept {
  Barrier barrier;
  body(context, 0, 1, barrier);
}

class Pool {
 public:
  void run(int threads, RegionBody body, void* context) noexcept;
  void close() noexcept;
  void abandon() noexcept { state_.store(PoolState::closed); }

 private:
  struct alignas(64) Worker {
    std::atomic<std::uint32_t> ticket{0};  // changes when there is a job for this worker
    std::atomic<bool> asleep{false};
    std::thread thread;
  };

  bool take() noexcept {
    PoolState expected = PoolState::free;
    return state_.load(std::memory_order_relaxed) == PoolState::free &&
           state_.compare_exchange_strong(expected, PoolState::busy, std::memory_order_acquire);
  }
  void give_back() noexcept {
    PoolState expected = PoolState::busy;  // closed stays closed: the body may have forked
    state_.compare_exchange_strong(expected, PoolState::free, std::memory_order_release);
  }

  void grow(int workers) noexcept;
  void call(Worker& worker) noexcept;
  void serve(Worker& worker, int thread) noexcept;
  void wait_for_job(Worker& worker, std::uint32_t ticket, bool oversubscribed) noexcept;
  void wait_for_workers() noexcept;

  std::atomic<PoolState> state_{PoolState::free};
  int worker_count_ = 0;
  int cpus_ = default_threads();
  std::array<std::unique_ptr<Worker>, max_threads> workers_;
  Job job_;
  Barrier barrier_;
  alignas(64) std::atomic<std::uint32_t> running_{0};  // workers that have not finished the job
  std::atomic<bool> caller_asleep_{false};
};

void Pool::run(int threads, RegionBody body, void* context) noexcept {
  if (!take()) return run_alone(body, context);
  const int wanted = std::min(threads, max_threads) - 1;
  if (wanted > worker_count_) grow(wanted);
  const int helpers = std::min(wanted, worker_count_);
  const bool oversubscribed = helpers + 1 > cpus_;
  job_ = {body, context, helpers + 1, oversubscribed};
  barrier_.reset(helpers + 1, oversubscribed ? impatient : patient);
  running_.store(static_cast<std::uint32_t>(helpers), std::memory_order_relaxed);
  for (int i = 0; i < helpers; ++i) call(*workers_[static_cast<std::size_t>(i)]);
  body(context, 0, helpers + 1, barrier_);
  wait_for_workers();
  give_back();
}

// Each worker has its own ticket on its own line: those that a small run does not need sleep on undisturbed.
void Pool::call(Worker& worker) noexcept {
  worker.ticket.fetch_add(1);
  if (worker.asleep.load()) futex_wake_all(worker.ticket);
}

void Pool::serve(Worker& worker, int thread) noexcept {
  std::uint32_t ticket = 0;
  bool oversubscribed = false;
  while (true) {
    wait_for_job(worker, ticket, oversubscribed);
    ++ticket;
    const Job job = job_;
    if (job.body == nullptr) return;
    oversubscribed = job.oversubscribed;
    job.body(job.context, thread, job.threads, barrier_);
    if (running_.fetch_sub(1) == 1 && caller_asleep_.load()) futex_wake_all(running_);
  }
}

void Pool::wait_for_job(Worker& worker, std::uint32_t ticket, bool oversubscribed) noexcept {
  if (!oversubscribed) {
    const auto deadline = std::chrono::steady_clock::now() + linger;
    do {
      if (poll_change(worker.ticket, ticket, {.pauses = patient.pauses, .yields = 1})) return;
    } while (std::chrono::steady_clock::now() < deadline);
  }
  worker.asleep.store(true);
  while (worker.ticket.load() == ticket) futex_wait(worker.ticket, ticket);
  worker.asleep.store(false, std::memory_order_relaxed);
}

void Pool::wait_for_workers() noexcept {
  Patience patience = job_.oversubscribed ? impatient : patient;
  while (true) {
    const std::uint32_t left = running_.load(std::memory_order_acquire);
    if (left == 0) return;
    if (poll_change(running_, left, patience)) continue;
    caller_asleep_.store(true);
    for (std::uint32_t now = running_.load(); now != 0; now = running_.load()) futex_wait(running_, now);
    caller_asleep_.store(false, std::memory_order_relaxed);
    return;
  }
}

// Signals belong to the program's own threads, so workers block all of them, as they inherit from their maker.
void Pool::grow(int workers) noexcept {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  try {
    while (worker_count_ < workers) {
      auto worker = std::make_unique<Worker>();
      Worker& fixed = *worker;
      const int thread = worker_count_ + 1;
      worker->thread = std::thread([this, &fixed, thread] { serve(fixed, thread); });
#ifdef __linux__
      pthread_setname_np(worker->thread.native_handle(), ("glia-" + std::to_string(thread)).c_str());
#endif
      workers_[static_cast<std::size_t>(worker_count_)] = std::move(worker);
      ++worker_count_;
    }
  } catch (const std::exception&) {
    // No more threads to be had (a limit on processes, or memory): the run goes on with those there are.
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

// A pool that is busy now (exit called from a signal handler, or beside another thread's run) is left to the end of the
// process: its memory is never freed, so its workers can be stopped at any point.
void Pool::close() noexcept {
  if (!take()) return;
  job_ = {};
  for (int i = 0; i < worker_count_; ++i) {
    Worker& worker = *workers_[static_cast<std::size_t>(i)];
    call(worker);
    worker.thread.join();
  }
  abandon();
}

// Made at first use and never destroyed, so that regions in destructors of static objects still run, alone.
Pool& pool() {
  alignas(Pool) static std::byte storage[sizeof(Pool)];
  static Pool* const instance = [] {
    Pool* made = ::new (storage) Pool;
    pthread_atfork(nullptr, nullptr, [] { pool().abandon(); });  // the child has no workers
    return made;
  }();
  // Joins the workers at exit, or when the library is unloaded.
  static const struct Closer {
    ~Closer() { pool().close(); }
  } closer;
  return *instance;
}

std::atomic<int> chosen_threads{0};

}  // namespace

int default_threads() {
  static const int count = std::clamp(available_cpus(), 1, max_threads);
  return count;
}

void parallel_region(int threads, RegionBody body, void* context) noexcept {
  if (threads <= 1) return run_alone(body, context);
  pool().run(threads, body, context);
}

}  // namespace detail

void set_threads(int count) {
  if (count < 0 || count > detail::max_threads) {
    throw ValueError({.where = "set_threads",
                      .rule = "The number of threads is out of range.",
                      .expected = "1 to " + std::to_string(detail::max_threads) + ", or 0 for the default",
                      .received = std::to_string(count),
                      .hint = "More threads than CPUs rarely help."});
  }
  detail::chosen_threads.store(count);
}

int threads() {
  const int chosen = detail::chosen_threads.load(std::memory_order_relaxed);
  return chosen != 0 ? chosen : detail::default_threads();
}

}  // namespace glia
