// A disk that takes no writes, or no syncs, while it is told not to: SQLite's default VFS under
// another name. For a host that runs meanwhile: `answer` and `heal` may be called from any thread.

#pragma once

#include <sqlite3.h>

#include <atomic>
#include <list>
#include <mutex>
#include <string>

namespace agentbackend::test {

class stubborn_disk {
public:
    stubborn_disk();
    ~stubborn_disk();
    stubborn_disk(const stubborn_disk&) = delete;
    stubborn_disk& operator=(const stubborn_disk&) = delete;

    const std::string& name() const noexcept { return name_; }

    // From now on, writes or syncs do nothing but answer this, such as SQLITE_FULL.
    void answer_writes(int code) { write_answer_ = code; }
    void answer_syncs(int code) { sync_answer_ = code; }
    void heal() {
        write_answer_ = SQLITE_OK;
        sync_answer_ = SQLITE_OK;
    }

private:
    // The functions of an open file, two of them replaced. SQLite knows only the first member.
    struct methods {
        sqlite3_io_methods table;
        const sqlite3_io_methods* original;
        stubborn_disk* owner;
    };

    static int open(sqlite3_vfs*, const char* name, sqlite3_file*, int flags, int* out_flags);
    static int write(sqlite3_file*, const void*, int size, sqlite3_int64 offset);
    static int sync(sqlite3_file*, int flags);
    static const methods& methods_of(sqlite3_file*);
    const sqlite3_io_methods* replacing(const sqlite3_io_methods* original);

    std::string name_ = "agentbackend_stubborn";
    sqlite3_vfs* real_;
    sqlite3_vfs vfs_;
    std::mutex mutex_;  // of the tables
    std::list<methods> tables_;
    std::atomic<int> write_answer_{SQLITE_OK};
    std::atomic<int> sync_answer_{SQLITE_OK};
};

}  // namespace agentbackend::test
