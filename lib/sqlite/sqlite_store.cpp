#include <agentbackend/sqlite_store.hpp>

#include "sqlite/connection.hpp"
#include "sqlite/work.hpp"

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <utility>

namespace agentbackend {
namespace sqlite {
namespace {

// Whose turn it is to write, within this process. A flag rather than a locked mutex, because who
// begins and who ends may be different threads.
class write_turn {
public:
    // Gives the turn back when it goes.
    struct give_back {
        void operator()(write_turn* held) const {
            const std::lock_guard lock(held->mutex_);
            held->is_taken_ = false;
            held->free_.notify_one();
        }
    };
    using pass = std::unique_ptr<write_turn, give_back>;

    // None when the wait was in vain.
    pass take(std::chrono::milliseconds longest_wait) {
        std::unique_lock lock(mutex_);
        if (!free_.wait_for(lock, longest_wait, [&] { return !is_taken_; })) return nullptr;
        is_taken_ = true;
        return pass(this);
    }

private:
    std::mutex mutex_;
    std::condition_variable free_;
    bool is_taken_ = false;
};

class sqlite_transaction final : public transaction {
public:
    sqlite_transaction(write_turn::pass pass, connection& writer)
        : pass_(std::move(pass)), writer_(writer), work_(writer) {}
    ~sqlite_transaction() override { writer_.roll_back(); }
    sqlite_transaction(const sqlite_transaction&) = delete;
    sqlite_transaction& operator=(const sqlite_transaction&) = delete;

    unit_of_work& work() override { return work_; }
    result<void> commit() override {
        AGENTBACKEND_TRY(work_.stamp());
        return writer_.commit();
    }

private:
    write_turn::pass pass_;
    connection& writer_;
    sqlite::work work_;
};

// Connections for snapshots, kept open with their prepared statements while none needs them.
class reading_connections {
public:
    explicit reading_connections(location where) : where_(std::move(where)) {}

    // One that is kept may have been opened on a file that is somewhere else by now.
    result<std::unique_ptr<connection>> take() {
        if (auto kept = take_idle(); kept && !kept->has_moved()) return kept;
        return connection::open(where_, purpose::reading);
    }
    void give_back(std::unique_ptr<connection> used) {
        const std::lock_guard lock(mutex_);
        if (used->is_usable() && idle_.size() < most_idle) idle_.push_back(std::move(used));
    }

private:
    static constexpr std::size_t most_idle = 4;

    std::unique_ptr<connection> take_idle() {
        const std::lock_guard lock(mutex_);
        if (idle_.empty()) return nullptr;
        auto kept = std::move(idle_.back());
        idle_.pop_back();
        return kept;
    }

    const location where_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<connection>> idle_;
};

class sqlite_snapshot final : public snapshot {
public:
    // `reading` has a transaction open.
    sqlite_snapshot(reading_connections& home, std::unique_ptr<connection> reading)
        : home_(home), reading_(std::move(reading)), view_(*reading_) {}
    ~sqlite_snapshot() override {
        reading_->roll_back();
        home_.give_back(std::move(reading_));
    }
    sqlite_snapshot(const sqlite_snapshot&) = delete;
    sqlite_snapshot& operator=(const sqlite_snapshot&) = delete;

    reader& view() override { return view_; }

private:
    reading_connections& home_;
    std::unique_ptr<connection> reading_;
    work view_;
};

class sqlite_store final : public store {
public:
    sqlite_store(location where, sqlite_options::access mode)
        : where_(std::move(where)), mode_(mode), readers_(where_) {}

    // Opens the file now, so that whatever is wrong with it is known now.
    result<void> open() {
        if (mode_ == sqlite_options::access::read_write) return open_writer(purpose::founding);
        AGENTBACKEND_ASSIGN(auto first, readers_.take());
        readers_.give_back(std::move(first));
        return success();
    }

    result<std::unique_ptr<transaction>> begin() override {
        if (mode_ == sqlite_options::access::read_only) {
            return file_error(errc::store_read_only, where_.path,
                              "was opened for reading only; open it for writing to change it");
        }
        auto pass = turn_.take(where_.busy_timeout);
        if (!pass) {
            return file_error(errc::store_busy, where_.path,
                              "has another transaction open in this process; try again");
        }
        if (!writer_ || !writer_->is_usable() || writer_->has_moved()) {
            AGENTBACKEND_TRY(open_writer(purpose::writing));
        }
        auto begun = std::make_unique<sqlite_transaction>(std::move(pass), *writer_);
        AGENTBACKEND_TRY(writer_->begin_writing());
        return begun;
    }

    result<std::unique_ptr<snapshot>> read() override {
        AGENTBACKEND_ASSIGN(auto reading, readers_.take());
        AGENTBACKEND_TRY(reading->begin_reading());
        return std::make_unique<sqlite_snapshot>(readers_, std::move(reading));
    }

private:
    result<void> open_writer(purpose why) {
        writer_.reset();
        AGENTBACKEND_ASSIGN(writer_, connection::open(where_, why));
        return success();
    }

    const location where_;
    const sqlite_options::access mode_;
    reading_connections readers_;
    write_turn turn_;
    // Belongs to whoever has the turn.
    std::unique_ptr<connection> writer_;
};

}  // namespace
}  // namespace sqlite

result<std::unique_ptr<store>> open_sqlite_store(const std::string& path,
                                                 const sqlite_options& options) {
    auto opened = std::make_unique<sqlite::sqlite_store>(
        sqlite::location{.path = path, .vfs = options.vfs, .busy_timeout = options.busy_timeout},
        options.mode);
    AGENTBACKEND_TRY(opened->open());
    return opened;
}

}  // namespace agentbackend
