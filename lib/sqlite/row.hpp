// Values on their way into and out of a statement: parameters are bound in the order they are
// given, columns read in the order they are selected.

#pragma once

#include <agentbackend/ids.hpp>
#include <agentbackend/journal.hpp>
#include <agentbackend/usdt.hpp>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace agentbackend::sqlite {

// Bytes that are no text.
struct blob {
    const std::string& bytes;
};

inline void bind(SQLite::Statement& statement, int place, std::int64_t value) {
    statement.bind(place, value);
}
template <class Tag>
void bind(SQLite::Statement& statement, int place, strong_id<Tag> value) {
    statement.bind(place, value.value);
}
inline void bind(SQLite::Statement& statement, int place, bot_ref value) {
    statement.bind(place, value.value());
}
inline void bind(SQLite::Statement& statement, int place, usdt value) {
    statement.bind(place, value.micros());
}
inline void bind(SQLite::Statement& statement, int place, timestamp value) {
    statement.bind(place, std::int64_t{value.time_since_epoch().count()});
}
// Not copied: the text outlives the run of the statement, as every argument of a call does.
inline void bind(SQLite::Statement& statement, int place, const std::string& value) {
    statement.bindNoCopy(place, value);
}
inline void bind(SQLite::Statement& statement, int place, std::string_view value) {
    statement.bind(place, std::string(value));
}
inline void bind(SQLite::Statement& statement, int place, blob value) {
    statement.bindNoCopy(place, value.bytes.data(), static_cast<int>(value.bytes.size()));
}
inline void bind(SQLite::Statement& statement, int place, const digest& value) {
    statement.bindNoCopy(place, value.data(), static_cast<int>(value.size()));
}
template <class Value>
void bind(SQLite::Statement& statement, int place, const std::optional<Value>& value) {
    if (value) {
        bind(statement, place, *value);
    } else {
        statement.bind(place);
    }
}

// The row a statement stands on. A value that cannot be is read as none, and remembered: whoever
// reads the row asks `is_sound` before using it.
class row {
public:
    explicit row(const SQLite::Statement& statement) : statement_(statement) {}

    std::int64_t integer() { return next().getInt64(); }
    bool flag() { return integer() != 0; }
    std::string text() { return next().getString(); }
    std::string bytes() { return next().getString(); }
    template <class Ref>
    Ref ref() {
        return {integer()};
    }
    bot_ref bot() { return bot_ref::from_value(integer()); }
    usdt amount();
    timestamp time() { return timestamp(timestamp::duration(integer())); }
    digest hash();
    // Where the column may be NULL.
    std::optional<timestamp> time_or_none() {
        return skips_null() ? std::nullopt : std::optional(time());
    }
    template <class Ref>
    std::optional<Ref> ref_or_none() {
        return skips_null() ? std::nullopt : std::optional(ref<Ref>());
    }

    // For columns whose text is not what it should be.
    void mark_unsound() noexcept { is_sound_ = false; }
    bool is_sound() const noexcept { return is_sound_; }

private:
    SQLite::Column next() { return statement_.getColumn(place_++); }
    bool skips_null() {
        const bool is_null = statement_.isColumnNull(place_);
        if (is_null) ++place_;
        return is_null;
    }

    const SQLite::Statement& statement_;
    int place_ = 0;
    bool is_sound_ = true;
};

// Rows of one column.
inline std::int64_t read_integer(row& columns) { return columns.integer(); }
inline timestamp read_time(row& columns) { return columns.time(); }
template <class Ref>
Ref read_ref(row& columns) {
    return columns.ref<Ref>();
}

}  // namespace agentbackend::sqlite
