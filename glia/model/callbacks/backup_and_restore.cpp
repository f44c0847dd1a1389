#include "glia/model/callbacks/backup_and_restore.hpp"

#include "glia/base/error.hpp"
#include "glia/base/stop_token.hpp"
#include "glia/model/backup.hpp"

namespace glia {
namespace {

std::string latest(const BackupAndRestore& callback) { return callback.backup_dir + "/latest.safetensors"; }
std::string before(const BackupAndRestore& callback) { return latest(callback) + ".bkp"; }

void save(const BackupAndRestore& callback, const FitContext& context, std::int64_t epoch) {
  *callback.batches = 0;
  if (callback.double_checkpoint) detail::copy_backup(latest(callback), before(callback));
  detail::save_backup(latest(callback), context.model(), {epoch, context.seed()});
}

std::optional<detail::Backup> load(const BackupAndRestore& callback, const Model& model) {
  try {
    return detail::load_backup(latest(callback), model);
  } catch (const FileError&) {
    if (callback.double_checkpoint) {
      if (const auto backup = detail::load_backup(before(callback), model)) return backup;
    }
    throw;
  }
}

}  // namespace

std::shared_ptr<std::int64_t> BackupAndRestore::no_batches() { return std::make_shared<std::int64_t>(0); }

void BackupAndRestore::on_train_begin(FitContext& context) const {
  if (backup_dir.empty()) {
    throw ValueError(
        {.where = "BackupAndRestore", .rule = "backup_dir must name a folder for the files", .received = "\"\""});
  }
  *batches = 0;
  if (const auto backup = load(*this, context.model())) context.resume(backup->epoch, backup->seed);
}

void BackupAndRestore::on_train_batch_end(FitContext& context) const {
  if (save_freq.batches() > 0 && ++*batches >= save_freq.batches()) save(*this, context, context.epoch());
}

void BackupAndRestore::on_epoch_end(FitContext& context) const {
  if (save_freq.batches() == 0) save(*this, context, context.epoch() + 1);
}

void BackupAndRestore::on_train_end(FitContext&) const {
  if (delete_checkpoint && !interrupt_token().stopped()) {
    detail::remove_backups(backup_dir, {latest(*this), before(*this)});
  }
}

}  // namespace glia
