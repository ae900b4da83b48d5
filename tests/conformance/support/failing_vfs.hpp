// A disk that fails when told to: the default VFS of SQLite, under another name, whose reads,
// writes and syncs can be made to answer an error.

#pragma once

#include <sqlite3.h>

#include <list>
#include <string>

namespace agentbackend::test {

class failing_vfs {
public:
    enum class operation { read, write, sync };

    failing_vfs();
    ~failing_vfs();
    failing_vfs(const failing_vfs&) = delete;
    failing_vfs& operator=(const failing_vfs&) = delete;

    const std::string& name() const noexcept { return name_; }

    // From the n-th such operation from now on, answers `code`, such as SQLITE_IOERR_FSYNC.
    void fail(operation what, int nth, int code);
    void heal() { planned_countdown_ = 0; }
    // Whether the planned failure has happened.
    bool has_failed() const noexcept { return has_failed_; }

private:
    // The functions of an open file, with three of them replaced. SQLite knows only the first
    // member; the rest is found behind it.
    struct methods {
        sqlite3_io_methods table;
        const sqlite3_io_methods* original;
        failing_vfs* owner;
    };

    static int open(sqlite3_vfs*, const char* name, sqlite3_file*, int flags, int* out_flags);
    static int read(sqlite3_file*, void*, int size, sqlite3_int64 offset);
    static int write(sqlite3_file*, const void*, int size, sqlite3_int64 offset);
    static int sync(sqlite3_file*, int flags);
    static const methods& methods_of(sqlite3_file*);

    // SQLITE_OK, or what the operation is to answer instead of being done.
    int judge(operation what);
    const sqlite3_io_methods* replacing(const sqlite3_io_methods* original);

    std::string name_;
    sqlite3_vfs* real_;
    sqlite3_vfs vfs_;
    std::list<methods> tables_;

    operation planned_ = operation::read;
    int planned_countdown_ = 0;  // zero: nothing is planned
    int planned_code_ = SQLITE_OK;
    bool has_failed_ = false;
};

}  // namespace agentbackend::test
