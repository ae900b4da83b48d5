// One connection to the file, and at most one transaction on it. Every statement runs inside that
// transaction or not at all: when an error has ended it underneath, what comes after must not run
// on its own, each statement its own commit. Used by one thread at a time.
//
// Nothing throws but `std::bad_alloc`: SQLiteCpp's exceptions end here.

#pragma once

#include "sqlite/failure.hpp"
#include "sqlite/row.hpp"
#include "sqlite/sql.hpp"

#include <agentbackend/error.hpp>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <vector>

namespace agentbackend::sqlite {

struct location {
    std::string path;
    std::string vfs;
    std::chrono::milliseconds busy_timeout{};
};

enum class purpose {
    founding,  // writes, in a file that is made where there is none
    writing,   // in the file that was there when the store was opened
    reading,
};

// Opens the file, makes sure that it is ours, and sets it up: all but readers bring its schema
// forward. Errors: as `open_sqlite_store`.
result<SQLite::Database> open_database(const location&, purpose);

class connection {
public:
    static result<std::unique_ptr<connection>> open(const location&, purpose);

    // Takes the file's one write lock. Error: `store_locked` after the busy timeout.
    result<void> begin_writing();
    // Pins one state of the file, beside whoever writes.
    result<void> begin_reading();
    // `outcome_unknown`: perhaps it is durable. Any other error: nothing happened.
    result<void> commit();
    // Ends the transaction, if there is one. What it wrote never happened.
    void roll_back() noexcept;

    // Whether another transaction may begin on it. If not, it is to be closed and opened anew.
    bool is_usable() const noexcept { return is_usable_; }
    // Whether the file is no longer where it was opened. It can still be written then, and whatever
    // is written goes where nobody will look for it.
    bool has_moved() const noexcept;
    const std::string& path() const noexcept { return path_; }

    // For a verb of more than one statement that failed half way: it must not be committed.
    error give_up(error cause);
    // For an answer that needs no statement. Error: `transaction_lost`.
    result<void> require_transaction() const;

    // Runs a statement that answers no rows. Answers how many rows it changed.
    template <class... Values>
    result<std::int64_t> execute(statement_text, const Values&...);
    // Runs an insert of one row. Answers its number.
    template <class Ref, class... Values>
    result<Ref> insert(statement_text, const Values&...);
    // The first row of the answer, as `read(row&)` makes it. The statement runs to its end all the
    // same, because that is where an insert or update with RETURNING checks its foreign keys.
    template <class Read, class... Values>
    auto one(Read read, statement_text, const Values&...)
        -> result<std::optional<std::invoke_result_t<Read&, row&>>>;
    // Every row of the answer.
    template <class Read, class... Values>
    auto all(Read read, statement_text, const Values&...)
        -> result<std::vector<std::invoke_result_t<Read&, row&>>>;

private:
    // One run of a kept statement. Its bindings go, and it starts anew, whatever has happened.
    class run {
    public:
        run(connection& owner, statement_text text);
        ~run();
        run(const run&) = delete;
        run& operator=(const run&) = delete;

        template <class... Values>
        void bind_all(const Values&...);
        // Whether there is another row; false after an error.
        bool next();
        template <class Read>
        auto read_row(Read& read);
        const result<void>& outcome() const noexcept { return outcome_; }

    private:
        connection& owner_;
        SQLite::Statement* statement_ = nullptr;
        result<void> outcome_;
    };

    connection(SQLite::Database database, std::string path);

    SQLite::Statement& prepared(statement_text);  // throws `SQLite::Exception`
    // Runs BEGIN, COMMIT or ROLLBACK.
    result<void> control(statement_text);
    // Whether SQLite has a transaction open. Only SQLite knows: it may end one by itself.
    bool is_inside() const noexcept;
    failure last_failure() const;
    error unsound_row(const SQLite::Statement&) const;
    // What a failed statement means for the transaction and for the caller.
    error failed(const failure&);

    SQLite::Database database_;
    std::string path_;
    std::unordered_map<const char*, SQLite::Statement> statements_;
    bool is_usable_ = true;
    // Why the transaction may not be committed; empty while it may.
    std::string lost_because_;
};

// --- Details -----------------------------------------------------------------------------------

template <class... Values>
void connection::run::bind_all(const Values&... values) {
    if (!outcome_) return;
    try {
        int place = 0;
        (bind(*statement_, ++place, values), ...);
    } catch (const SQLite::Exception& thrown) {
        outcome_ = owner_.failed(failure_of(thrown));
    }
}

template <class Read>
auto connection::run::read_row(Read& read) {
    row current(*statement_);
    auto value = read(current);
    if (!current.is_sound()) outcome_ = owner_.unsound_row(*statement_);
    return value;
}

template <class... Values>
result<std::int64_t> connection::execute(statement_text text, const Values&... values) {
    run execution(*this, text);
    execution.bind_all(values...);
    execution.next();
    AGENTBACKEND_TRY(execution.outcome());
    return std::int64_t{database_.getChanges()};
}

template <class Ref, class... Values>
result<Ref> connection::insert(statement_text text, const Values&... values) {
    AGENTBACKEND_TRY(execute(text, values...));
    return Ref{database_.getLastInsertRowid()};
}

template <class Read, class... Values>
auto connection::one(Read read, statement_text text, const Values&... values)
    -> result<std::optional<std::invoke_result_t<Read&, row&>>> {
    run question(*this, text);
    question.bind_all(values...);
    std::optional<std::invoke_result_t<Read&, row&>> answer;
    if (question.next()) {
        answer = question.read_row(read);
        while (question.next()) continue;
    }
    AGENTBACKEND_TRY(question.outcome());
    return answer;
}

template <class Read, class... Values>
auto connection::all(Read read, statement_text text, const Values&... values)
    -> result<std::vector<std::invoke_result_t<Read&, row&>>> {
    run question(*this, text);
    question.bind_all(values...);
    std::vector<std::invoke_result_t<Read&, row&>> answer;
    while (question.next()) answer.push_back(question.read_row(read));
    AGENTBACKEND_TRY(question.outcome());
    return answer;
}

}  // namespace agentbackend::sqlite
