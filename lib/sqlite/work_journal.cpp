#include "sqlite/postings.hpp"
#include "sqlite/work.hpp"

namespace agentbackend::sqlite {
namespace {

journal_head read_head(row& columns) {
    return {.sequence = columns.integer(), .hash = columns.hash()};
}

movement read_movement(row& columns) {
    const auto number = columns.integer();
    constexpr auto first = static_cast<std::int64_t>(movement::opening_balance);
    constexpr auto last = static_cast<std::int64_t>(movement::profit_recorded);
    if (number >= first && number <= last) return static_cast<movement>(number);
    columns.mark_unsound();
    return movement::opening_balance;
}

std::vector<posting> read_postings(row& columns) {
    auto postings = decode_postings(columns.text());
    if (!postings) columns.mark_unsound();
    return std::move(postings).value_or(std::vector<posting>());
}

journal_entry read_entry(row& columns) {
    return {.sequence = columns.integer(),
            .at = columns.time(),
            .draft = {.what = read_movement(columns),
                      .subject = columns.integer(),
                      .postings = read_postings(columns),
                      .note = columns.text()},
            .previous = columns.hash(),
            .hash = columns.hash()};
}

}  // namespace

result<journal_head> work::head() {
    AGENTBACKEND_TRY(database_.require_transaction());
    if (!head_) {
        AGENTBACKEND_ASSIGN(
            const auto found,
            database_.one(read_head, sql<"SELECT journal_sequence, journal_hash FROM shop">));
        head_ = found.value_or(journal_head{});
    }
    return *head_;
}

result<std::vector<journal_entry>> work::journal(std::int64_t after_sequence, std::size_t limit) {
    return database_.all(read_entry,
                         sql<"SELECT sequence, at, movement, subject, postings, note, previous, "
                             "hash FROM journal WHERE sequence > ? ORDER BY sequence LIMIT ?">,
                         after_sequence, sql_limit(limit));
}

result<void> work::append(const journal_entry& entry) {
    ++writes_;
    AGENTBACKEND_ASSIGN(const auto newest, head());
    if (entry.sequence != newest.sequence + 1 || entry.previous != newest.hash) {
        return error(errc::store_conflict)
            .subject(std::to_string(entry.sequence))
            .detail("the journal's head has moved on");
    }
    AGENTBACKEND_TRY(database_.execute(
        sql<"INSERT INTO journal (sequence, at, movement, subject, postings, note, previous, hash) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)">,
        entry.sequence, entry.at, static_cast<std::int64_t>(entry.draft.what), entry.draft.subject,
        encode_postings(entry.draft.postings), entry.draft.note, entry.previous, entry.hash));
    head_ = journal_head{entry.sequence, entry.hash};
    has_appended_ = true;
    return success();
}

result<timestamp> work::last_committed_at() {
    AGENTBACKEND_ASSIGN(const auto at,
                        database_.one(read_time, sql<"SELECT committed_at FROM shop">));
    return at.value_or(timestamp());
}

result<void> work::set_committed_at(timestamp at) {
    committed_at_ = at;
    return success();
}

result<void> work::stamp() {
    if (has_appended_) {
        AGENTBACKEND_TRY(
            database_.execute(sql<"UPDATE shop SET journal_sequence = ?, journal_hash = ?, "
                                  "committed_at = coalesce(?, committed_at)">,
                              head_->sequence, head_->hash, committed_at_));
    } else if (writes_ > 0 && committed_at_) {
        AGENTBACKEND_TRY(
            database_.execute(sql<"UPDATE shop SET committed_at = ?">, *committed_at_));
    }
    return success();
}

}  // namespace agentbackend::sqlite
