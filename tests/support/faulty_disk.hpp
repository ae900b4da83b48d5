// A disk under SQLite that fails when told to, and knows what a power cut would leave of it: the
// default VFS under another name.
//
// Databases and their logs are real files; what is written to them is remembered until a sync. No
// sync reaches the real disk, because nobody cuts the real power: what would be left is put
// together from what was synced and a seeded choice of the rest. Used by one thread at a time.

#pragma once

#include "support/volatile_file.hpp"

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <list>
#include <map>
#include <string>

namespace agentbackend::test {

class faulty_disk {
public:
    // Shrinking a file and deleting it are writes.
    enum class operation { read, write, sync };

    faulty_disk();
    ~faulty_disk();
    faulty_disk(const faulty_disk&) = delete;
    faulty_disk& operator=(const faulty_disk&) = delete;

    const std::string& name() const noexcept { return name_; }

    // --- Faults, one at a time ------------------------------------------------------------------

    // From the n-th such operation from now on, answers `code`, such as SQLITE_IOERR_FSYNC, and
    // does nothing.
    void fail(operation what, int nth, int code);
    // The n-th such operation only.
    void fail_once(operation what, int nth, int code);
    // The n-th write does a part of it, and answers SQLITE_IOERR_WRITE.
    void tear_once(int nth_write, std::uint64_t seed);
    // From the n-th write or sync on, everything fails. That write may have begun.
    void cut_power(int nth);
    // The same, but that write has not begun: what a process leaves that is killed before it.
    void kill(int nth);
    // No fault is planned any more.
    void heal() { planned_ = {}; }
    // Whether the planned fault has happened.
    bool has_failed() const noexcept { return has_failed_; }

    // How many such operations there were since the last plan.
    int operations(operation what) const { return counts_.at(what); }

    // From now on, a sync answers that it has been done, and does nothing.
    void lie_about_syncs() { lies_about_syncs_ = true; }

    // --- What is left ---------------------------------------------------------------------------

    // Writes the files to another folder, as a power cut would leave them now. A deleted file may
    // be back. Memory that was shared between processes is gone.
    void leave_after_power_cut(const std::filesystem::path& folder, std::uint64_t seed) const;

private:
    enum class manner { lasting, once, torn, power_cut, killed };
    struct plan {
        operation what = operation::read;
        int countdown = 0;  // zero: nothing is planned
        int code = SQLITE_OK;
        manner how = manner::once;
    };
    struct disk_file {
        volatile_file content;
        bool is_deleted = false;
    };
    // The functions of an open file, with some of them replaced. SQLite knows only the first
    // member; the rest is found behind it.
    struct methods {
        sqlite3_io_methods table;
        const sqlite3_io_methods* original;
        faulty_disk* owner;
    };

    static int open(sqlite3_vfs*, const char* path, sqlite3_file*, int flags, int* out_flags);
    static int erase(sqlite3_vfs*, const char* path, int syncs_folder);
    static int close(sqlite3_file*);
    static int read(sqlite3_file*, void* into, int size, sqlite3_int64 offset);
    static int write(sqlite3_file*, const void* from, int size, sqlite3_int64 offset);
    static int truncate(sqlite3_file*, sqlite3_int64 size);
    static int sync(sqlite3_file*, int flags);
    static const methods& methods_of(sqlite3_file*);

    void schedule(const plan&);
    // SQLITE_OK, or what the operation is to answer instead of being done.
    int judge(operation what);
    // Does the part of a write that a fault lets through.
    void tear(const methods&, sqlite3_file*, std::string_view bytes, sqlite3_int64 offset);
    const sqlite3_io_methods* replacing(const sqlite3_io_methods* original);
    void remember(sqlite3_file*, const std::string& path);
    // None for SQLite's temporary files, which nobody looks for after a power cut.
    volatile_file* content_of(sqlite3_file*);

    std::string name_;
    sqlite3_vfs* real_;
    sqlite3_vfs vfs_;
    std::list<methods> tables_;
    std::map<std::string, disk_file> files_;  // by path
    std::map<sqlite3_file*, std::string> paths_;

    plan planned_;
    std::uint64_t tear_seed_ = 0;
    bool has_failed_ = false;
    bool lies_about_syncs_ = false;
    std::map<operation, int> counts_;
};

}  // namespace agentbackend::test
