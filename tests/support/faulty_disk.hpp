// A disk under SQLite that fails when told to, and knows what a power cut would leave of it: the
// default VFS under another name.
//
// Writes go to real files, and are remembered until a sync has made them durable. Nothing is
// really synced, because nobody really cuts the power: what the disk would hold then is put
// together from what was synced and a seeded choice of the rest. Used by one thread at a time.

#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <list>
#include <map>
#include <memory>
#include <string>

namespace agentbackend::test {

class faulty_disk {
public:
    // A file that shrinks or goes away counts as a write.
    enum class operation { read, write, sync };

    faulty_disk();
    ~faulty_disk();
    faulty_disk(const faulty_disk&) = delete;
    faulty_disk& operator=(const faulty_disk&) = delete;

    const std::string& vfs_name() const noexcept { return name_; }

    // --- Faults, one at a time ------------------------------------------------------------------

    // From the n-th such operation from now on, all of its kind are answered by `code`, such as
    // SQLITE_IOERR_FSYNC, and not done; until `heal`.
    void fail(operation what, int nth, int code);
    // The n-th operation alone; those after it succeed.
    void fail_once(operation what, int nth, int code);
    // The n-th write is done in part, and answered by SQLITE_IOERR_WRITE.
    void tear_once(int nth_write, std::uint64_t seed);
    // From the n-th write or sync on, everything fails, and `after_power_cut` tells of the moment
    // before it; that write may have reached the disk in part. Nothing heals it.
    void cut_power(int nth);
    void heal();
    // Whether the planned fault has happened.
    bool has_failed() const noexcept { return has_failed_; }

    // Writes and syncs since `count_anew`, done or failed; for `cut_power` both are one row.
    int count(operation what) const;
    void count_anew();

    // --- Power cuts -------------------------------------------------------------------------------

    // From now on a sync is answered by success, and makes nothing durable.
    void lie_about_syncs() { lies_about_syncs_ = true; }
    // Makes a folder with the files as a power cut would leave them now. What was synced is there.
    // Of each write since then, any part may be there, gone, or garbage, sector by sector, in any
    // order; a file that was deleted may be back. Shared memory is gone.
    void after_power_cut(const std::filesystem::path& folder, std::uint64_t seed) const;

private:
    struct methods;
    struct disk_file;
    enum class lasting { once, until_healed };
    struct plan {
        operation what = operation::write;
        int countdown = 0;  // zero: nothing is planned
        int code = SQLITE_OK;
        lasting lasts = lasting::once;
    };

    static int open(sqlite3_vfs*, const char* name, sqlite3_file*, int flags, int* out_flags);
    static int remove(sqlite3_vfs*, const char* name, int sync_folder);
    static int close(sqlite3_file*);
    static int read(sqlite3_file*, void*, int size, sqlite3_int64 offset);
    static int write(sqlite3_file*, const void*, int size, sqlite3_int64 offset);
    static int truncate(sqlite3_file*, sqlite3_int64 size);
    static int sync(sqlite3_file*, int flags);
    static const methods& methods_of(sqlite3_file*);
    static faulty_disk& disk_of(sqlite3_vfs* vfs) { return *static_cast<faulty_disk*>(vfs->pAppData); }

    // SQLITE_OK, or what the operation is to answer instead of being done.
    int judge(operation what);
    bool is_due();
    const sqlite3_io_methods* replacing(const sqlite3_io_methods* original);
    disk_file* known(sqlite3_file*);

    std::string name_;
    sqlite3_vfs* real_;
    sqlite3_vfs vfs_;
    std::list<methods> tables_;
    std::map<std::string, std::unique_ptr<disk_file>> files_;  // by path
    std::map<sqlite3_file*, disk_file*> open_files_;

    plan planned_;
    std::uint64_t tear_seed_ = 0;
    bool is_torn_ = false;     // the planned fault does part of the write
    bool is_cut_ = false;      // the planned fault is a power cut
    bool is_dark_ = false;     // it has happened
    bool has_failed_ = false;
    bool lies_about_syncs_ = false;
    std::map<operation, int> counts_;
};

}  // namespace agentbackend::test
