#include "support/faulty_disk.hpp"

#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace agentbackend::test {
namespace {

std::string content_at(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

faulty_disk::faulty_disk() : real_(sqlite3_vfs_find(nullptr)) {
    std::ostringstream name;
    name << "agentbackend_faulty_" << this;
    name_ = name.str();
    vfs_ = *real_;
    vfs_.zName = name_.c_str();
    vfs_.pNext = nullptr;
    vfs_.pAppData = this;
    vfs_.xOpen = &faulty_disk::open;
    vfs_.xDelete = &faulty_disk::erase;
    if (sqlite3_vfs_register(&vfs_, 0) != SQLITE_OK) throw std::runtime_error("no VFS registered");
    schedule({});
}

faulty_disk::~faulty_disk() { sqlite3_vfs_unregister(&vfs_); }

// --- Faults ------------------------------------------------------------------------------------

void faulty_disk::schedule(const plan& next) {
    planned_ = next;
    has_failed_ = false;
    counts_ = {{operation::read, 0}, {operation::write, 0}, {operation::sync, 0}};
}

void faulty_disk::fail(operation what, int nth, int code) {
    schedule({what, nth, code, manner::lasting});
}

void faulty_disk::fail_once(operation what, int nth, int code) {
    schedule({what, nth, code, manner::once});
}

void faulty_disk::tear_once(int nth_write, std::uint64_t seed) {
    schedule({operation::write, nth_write, SQLITE_IOERR_WRITE, manner::torn});
    tear_seed_ = seed;
}

void faulty_disk::cut_power(int nth) {
    schedule({operation::write, nth, SQLITE_IOERR, manner::power_cut});
}

void faulty_disk::kill(int nth) { schedule({operation::write, nth, SQLITE_IOERR, manner::killed}); }

int faulty_disk::judge(operation what) {
    ++counts_[what];
    const bool is_the_end = planned_.how == manner::power_cut || planned_.how == manner::killed;
    if (is_the_end && has_failed_) return planned_.code;
    const bool is_meant =
        is_the_end ? what != operation::read : planned_.countdown > 0 && what == planned_.what;
    if (!is_meant) return SQLITE_OK;
    if (planned_.countdown > 1) {
        --planned_.countdown;
        return SQLITE_OK;
    }
    has_failed_ = true;
    if (planned_.how == manner::once || planned_.how == manner::torn) planned_.countdown = 0;
    return planned_.code;
}

void faulty_disk::tear(const methods& kept, sqlite3_file* file, std::string_view bytes,
                       sqlite3_int64 offset) {
    auto* content = content_of(file);
    const auto at = static_cast<std::size_t>(offset);
    // What a power cut leaves of its last write is for `volatile_file` to choose.
    if (planned_.how == manner::power_cut && content) content->write(at, bytes);
    if (planned_.how != manner::torn) return;
    const auto part = bytes.substr(0, tear_seed_ % bytes.size());
    kept.original->xWrite(file, part.data(), static_cast<int>(part.size()), offset);
    if (content) content->write(at, part);
}

// --- Functions of the VFS ----------------------------------------------------------------------

const sqlite3_io_methods* faulty_disk::replacing(const sqlite3_io_methods* original) {
    for (const auto& known : tables_) {
        if (known.original == original) return &known.table;
    }
    auto& fresh = tables_.emplace_back(methods{*original, original, this});
    fresh.table.xClose = &faulty_disk::close;
    fresh.table.xRead = &faulty_disk::read;
    fresh.table.xWrite = &faulty_disk::write;
    fresh.table.xTruncate = &faulty_disk::truncate;
    fresh.table.xSync = &faulty_disk::sync;
    return &fresh.table;
}

void faulty_disk::remember(sqlite3_file* file, const std::string& path) {
    paths_[file] = path;
    const auto known = files_.find(path);
    if (known == files_.end()) {
        files_.emplace(path, disk_file{volatile_file(content_at(path))});
    } else if (known->second.is_deleted) {
        known->second = disk_file{volatile_file("")};
    }
}

int faulty_disk::open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags,
                      int* out_flags) {
    auto* owner = static_cast<faulty_disk*>(vfs->pAppData);
    const int code = owner->real_->xOpen(owner->real_, path, file, flags, out_flags);
    if (code != SQLITE_OK || file->pMethods == nullptr) return code;
    file->pMethods = owner->replacing(file->pMethods);
    if (path && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL))) {
        owner->remember(file, path);
    }
    return code;
}

int faulty_disk::erase(sqlite3_vfs* vfs, const char* path, int syncs_folder) {
    auto* owner = static_cast<faulty_disk*>(vfs->pAppData);
    const int planned = owner->judge(operation::write);
    if (planned != SQLITE_OK) return planned;
    const int code = owner->real_->xDelete(owner->real_, path, syncs_folder);
    const auto known = owner->files_.find(path);
    if (code == SQLITE_OK && known != owner->files_.end()) known->second.is_deleted = true;
    return code;
}

const faulty_disk::methods& faulty_disk::methods_of(sqlite3_file* file) {
    return *reinterpret_cast<const methods*>(file->pMethods);
}

volatile_file* faulty_disk::content_of(sqlite3_file* file) {
    const auto path = paths_.find(file);
    return path == paths_.end() ? nullptr : &files_.at(path->second).content;
}

int faulty_disk::close(sqlite3_file* file) {
    const auto& kept = methods_of(file);
    kept.owner->paths_.erase(file);
    return kept.original->xClose(file);
}

int faulty_disk::read(sqlite3_file* file, void* into, int size, sqlite3_int64 offset) {
    const auto& kept = methods_of(file);
    const int planned = kept.owner->judge(operation::read);
    return planned == SQLITE_OK ? kept.original->xRead(file, into, size, offset) : planned;
}

int faulty_disk::write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    const auto& kept = methods_of(file);
    const std::string_view bytes(static_cast<const char*>(from), static_cast<std::size_t>(size));
    const bool was_dark = kept.owner->has_failed_;
    if (const int planned = kept.owner->judge(operation::write); planned != SQLITE_OK) {
        if (!was_dark) kept.owner->tear(kept, file, bytes, offset);
        return planned;
    }
    const int code = kept.original->xWrite(file, from, size, offset);
    auto* content = kept.owner->content_of(file);
    if (code == SQLITE_OK && content) content->write(static_cast<std::size_t>(offset), bytes);
    return code;
}

int faulty_disk::truncate(sqlite3_file* file, sqlite3_int64 size) {
    const auto& kept = methods_of(file);
    const int planned = kept.owner->judge(operation::write);
    if (planned != SQLITE_OK) return planned;
    const int code = kept.original->xTruncate(file, size);
    auto* content = kept.owner->content_of(file);
    if (code == SQLITE_OK && content) content->truncate(static_cast<std::size_t>(size));
    return code;
}

int faulty_disk::sync(sqlite3_file* file, int) {
    const auto& kept = methods_of(file);
    const int planned = kept.owner->judge(operation::sync);
    if (planned != SQLITE_OK) return planned;
    auto* content = kept.owner->content_of(file);
    if (content && !kept.owner->lies_about_syncs_) content->sync();
    return SQLITE_OK;
}

// --- What is left ------------------------------------------------------------------------------

void faulty_disk::leave_after_power_cut(const std::filesystem::path& folder,
                                        std::uint64_t seed) const {
    std::mt19937_64 random(seed);
    for (const auto& [path, file] : files_) {
        if (file.is_deleted && random() % 2 == 0) continue;
        const auto content = file.content.after_power_cut(random);
        std::ofstream out(folder / std::filesystem::path(path).filename(), std::ios::binary);
        out.write(content.data(), static_cast<std::streamsize>(content.size()));
        if (!out.flush()) throw std::runtime_error("cannot write to " + folder.string());
    }
}

}  // namespace agentbackend::test
