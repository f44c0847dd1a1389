#include "glia/model/model_state.hpp"

namespace glia::detail {

std::shared_ptr<const Program> ProgramCache::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].key != key) continue;
    const CachedProgram found = entries_[i];
    entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(i));
    entries_.insert(entries_.begin(), found);
    return found.program;
  }
  return nullptr;
}

void ProgramCache::insert(const std::string& key, std::shared_ptr<const Program> program) {
  const std::lock_guard lock(mutex_);
  entries_.insert(entries_.begin(), {key, std::move(program)});
  if (entries_.size() > most_) entries_.pop_back();
}

void ProgramCache::clear() {
  const std::lock_guard lock(mutex_);
  entries_.clear();
}

}  // namespace glia::detail
