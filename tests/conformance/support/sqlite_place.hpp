// A place for one SQLite file, and two ways at it: the store, and SQLite itself for whatever the
// store never does.

#pragma once

#include "support/temporary_folder.hpp"

#include <agentbackend/sqlite_store.hpp>

#include <SQLiteCpp/SQLiteCpp.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <string>

namespace agentbackend::test {

// Waiting is for people; a test that means to find a lock finds it at once.
inline constexpr std::chrono::milliseconds no_wait{1};

class sqlite_place {
public:
    result<std::unique_ptr<store>> open(sqlite_options options = {}) const {
        return open_sqlite_store(path(), options);
    }
    result<std::unique_ptr<store>> open_to_read() const {
        return open({.mode = sqlite_options::access::read_only, .busy_timeout = no_wait});
    }
    SQLite::Database raw() const {
        return SQLite::Database(path(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    }
    // The file's bytes, for a look whether anything was changed.
    std::string bytes() const {
        std::ifstream file(path(), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    void write_file(const std::string& content) const {
        std::ofstream(path(), std::ios::binary) << content;
    }
    std::string path() const { return (folder_.path() / "shop.db").string(); }
    const std::filesystem::path& folder() const noexcept { return folder_.path(); }

private:
    temporary_folder folder_;
};

}  // namespace agentbackend::test
