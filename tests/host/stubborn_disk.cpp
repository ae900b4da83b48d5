#include "host/stubborn_disk.hpp"

#include <stdexcept>

namespace agentbackend::test {

stubborn_disk::stubborn_disk() : real_(sqlite3_vfs_find(nullptr)), vfs_(*real_) {
    vfs_.zName = name_.c_str();
    vfs_.pNext = nullptr;
    vfs_.pAppData = this;
    vfs_.xOpen = &stubborn_disk::open;
    if (sqlite3_vfs_register(&vfs_, 0) != SQLITE_OK) throw std::runtime_error("no VFS registered");
}

stubborn_disk::~stubborn_disk() { sqlite3_vfs_unregister(&vfs_); }

const sqlite3_io_methods* stubborn_disk::replacing(const sqlite3_io_methods* original) {
    const std::lock_guard lock(mutex_);
    for (const auto& known : tables_) {
        if (known.original == original) return &known.table;
    }
    auto& fresh = tables_.emplace_back(methods{*original, original, this});
    fresh.table.xWrite = &stubborn_disk::write;
    fresh.table.xSync = &stubborn_disk::sync;
    return &fresh.table;
}

int stubborn_disk::open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags,
                        int* out_flags) {
    auto* owner = static_cast<stubborn_disk*>(vfs->pAppData);
    const int code = owner->real_->xOpen(owner->real_, name, file, flags, out_flags);
    if (code == SQLITE_OK && file->pMethods) file->pMethods = owner->replacing(file->pMethods);
    return code;
}

const stubborn_disk::methods& stubborn_disk::methods_of(sqlite3_file* file) {
    return *reinterpret_cast<const methods*>(file->pMethods);
}

int stubborn_disk::write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    const auto& kept = methods_of(file);
    const int answer = kept.owner->write_answer_;
    return answer == SQLITE_OK ? kept.original->xWrite(file, from, size, offset) : answer;
}

int stubborn_disk::sync(sqlite3_file* file, int flags) {
    const auto& kept = methods_of(file);
    const int answer = kept.owner->sync_answer_;
    return answer == SQLITE_OK ? kept.original->xSync(file, flags) : answer;
}

}  // namespace agentbackend::test
