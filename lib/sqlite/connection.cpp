#include "sqlite/connection.hpp"

#include <sqlite3.h>

#include <utility>

namespace agentbackend::sqlite {

result<std::unique_ptr<connection>> connection::open(const location& where, purpose why) {
    AGENTBACKEND_ASSIGN(auto database, open_database(where, why));
    return std::unique_ptr<connection>(new connection(std::move(database), where.path));
}

connection::connection(SQLite::Database database, std::string path)
    : database_(std::move(database)), path_(std::move(path)) {}

// --- Transactions ------------------------------------------------------------------------------

result<void> connection::begin_writing() {
    auto begun = control(sql<"BEGIN IMMEDIATE">);
    // A lock is given back. Anything else may be in the way for as long as this handle is kept.
    if (!begun && begun.error().code() != errc::store_locked) is_usable_ = false;
    return begun;
}

result<void> connection::begin_reading() {
    AGENTBACKEND_TRY(control(sql<"BEGIN">));
    // A deferred transaction has no state of its own before its first question.
    AGENTBACKEND_TRY(one(read_integer, sql<"SELECT journal_sequence FROM shop">));
    return success();
}

result<void> connection::commit() {
    AGENTBACKEND_TRY(require_transaction());
    auto committed = control(sql<"COMMIT">);
    if (committed) return success();
    // Still inside: SQLite refused before it wrote anything. Else it has tried, and the writes may
    // have reached the disk before whatever failed.
    if (is_inside()) {
        roll_back();
        return committed;
    }
    is_usable_ = false;
    return error(errc::outcome_unknown)
        .subject(path_)
        .because(committed.error().code())
        .detail(committed.error().facts().detail);
}

void connection::roll_back() noexcept {
    if (is_inside() && !control(sql<"ROLLBACK">)) is_usable_ = false;
}

result<void> connection::control(statement_text text) {
    try {
        auto& statement = prepared(text);
        const auto code = statement.tryExecuteStep();
        const auto reported = last_failure();
        statement.tryReset();
        if (code == SQLITE_DONE) return success();
        return to_error(reported, path_);
    } catch (const SQLite::Exception& thrown) {
        return to_error(failure_of(thrown), path_);
    }
}

bool connection::has_moved() const noexcept {
    int moved = 0;
    const auto asked = sqlite3_file_control(database_.getHandle(), "main", SQLITE_FCNTL_HAS_MOVED,
                                            static_cast<void*>(&moved));
    return asked == SQLITE_OK && moved != 0;
}

bool connection::is_inside() const noexcept {
    return sqlite3_get_autocommit(database_.getHandle()) == 0;
}

// --- Failures ----------------------------------------------------------------------------------

failure connection::last_failure() const {
    return {database_.getExtendedErrorCode(), database_.getErrorMsg()};
}

error connection::failed(const failure& failure) {
    auto cause = to_error(failure, path_);
    // A broken constraint undoes its own statement and no more. What anything else has undone is
    // uncertain, so nothing may be built on it; SQLite may even have left the transaction.
    if (primary_code(failure) == SQLITE_CONSTRAINT && is_inside()) return cause;
    return give_up(std::move(cause));
}

error connection::give_up(error cause) {
    is_usable_ = false;
    lost_because_ = cause.facts().detail;
    return cause;
}

result<void> connection::require_transaction() const {
    if (lost_because_.empty() && is_inside()) return success();
    return file_error(errc::transaction_lost, path_,
                      lost_because_.empty() ? "has no transaction open here any more"
                                            : "lost its transaction: " + lost_because_);
}

error connection::unsound_row(const SQLite::Statement& statement) const {
    return file_error(
        errc::store_corrupt, path_,
        "holds a value that this program never writes; restore a backup. It came of " +
            statement.getQuery());
}

// --- Statements --------------------------------------------------------------------------------

SQLite::Statement& connection::prepared(statement_text text) {
    const auto kept = statements_.find(text.chars());
    if (kept != statements_.end()) return kept->second;
    return statements_.emplace(text.chars(), SQLite::Statement(database_, text.chars()))
        .first->second;
}

connection::run::run(connection& owner, statement_text text) : owner_(owner) {
    outcome_ = owner_.require_transaction();
    if (!outcome_) return;
    try {
        statement_ = &owner_.prepared(text);
    } catch (const SQLite::Exception& thrown) {
        outcome_ = owner_.failed(failure_of(thrown));
    }
}

connection::run::~run() {
    if (!statement_) return;
    statement_->tryReset();
    statement_->clearBindings();
}

bool connection::run::next() {
    if (!outcome_) return false;
    const auto code = statement_->tryExecuteStep();
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) outcome_ = owner_.failed(owner_.last_failure());
    return false;
}

}  // namespace agentbackend::sqlite
