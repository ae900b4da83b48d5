#include "conformance/support/failing_vfs.hpp"

#include <stdexcept>

namespace agentbackend::test {

failing_vfs::failing_vfs() : name_("agentbackend_failing"), real_(sqlite3_vfs_find(nullptr)) {
    vfs_ = *real_;
    vfs_.zName = name_.c_str();
    vfs_.pNext = nullptr;
    vfs_.pAppData = this;
    vfs_.xOpen = &failing_vfs::open;
    if (sqlite3_vfs_register(&vfs_, 0) != SQLITE_OK) throw std::runtime_error("no VFS registered");
}

failing_vfs::~failing_vfs() { sqlite3_vfs_unregister(&vfs_); }

void failing_vfs::fail(operation what, int nth, int code) {
    planned_ = what;
    planned_countdown_ = nth;
    planned_code_ = code;
    has_failed_ = false;
}

int failing_vfs::judge(operation what) {
    if (planned_countdown_ == 0 || what != planned_) return SQLITE_OK;
    if (planned_countdown_ > 1) {
        --planned_countdown_;
        return SQLITE_OK;
    }
    has_failed_ = true;
    return planned_code_;
}

const sqlite3_io_methods* failing_vfs::replacing(const sqlite3_io_methods* original) {
    for (const auto& known : tables_) {
        if (known.original == original) return &known.table;
    }
    auto& fresh = tables_.emplace_back(methods{*original, original, this});
    fresh.table.xRead = &failing_vfs::read;
    fresh.table.xWrite = &failing_vfs::write;
    fresh.table.xSync = &failing_vfs::sync;
    return &fresh.table;
}

int failing_vfs::open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags,
                      int* out_flags) {
    auto* owner = static_cast<failing_vfs*>(vfs->pAppData);
    const int code = owner->real_->xOpen(owner->real_, name, file, flags, out_flags);
    if (code == SQLITE_OK && file->pMethods) file->pMethods = owner->replacing(file->pMethods);
    return code;
}

const failing_vfs::methods& failing_vfs::methods_of(sqlite3_file* file) {
    return *reinterpret_cast<const methods*>(file->pMethods);
}

int failing_vfs::read(sqlite3_file* file, void* into, int size, sqlite3_int64 offset) {
    const auto& kept = methods_of(file);
    const int planned = kept.owner->judge(operation::read);
    return planned == SQLITE_OK ? kept.original->xRead(file, into, size, offset) : planned;
}

int failing_vfs::write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    const auto& kept = methods_of(file);
    const int planned = kept.owner->judge(operation::write);
    return planned == SQLITE_OK ? kept.original->xWrite(file, from, size, offset) : planned;
}

int failing_vfs::sync(sqlite3_file* file, int flags) {
    const auto& kept = methods_of(file);
    const int planned = kept.owner->judge(operation::sync);
    return planned == SQLITE_OK ? kept.original->xSync(file, flags) : planned;
}

}  // namespace agentbackend::test
