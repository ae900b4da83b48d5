// What belongs to the bots rather than to the shop: persons, dialogs, keys, inbox, outbox, screens
// and effects.

#include "sqlite/work.hpp"

namespace agentbackend::sqlite {
namespace {

person read_person(row& columns) {
    return {.bot = columns.bot(),
            .user = columns.ref<user_id>(),
            .chat = columns.ref<chat_id>(),
            .name = columns.text(),
            .language = columns.text(),
            .language_chosen = columns.flag()};
}

dialog read_dialog(row& columns) {
    return {.ref = columns.ref<dialog_ref>(),
            .key = {.bot = columns.bot(),
                    .chat = columns.ref<chat_id>(),
                    .user = columns.ref<user_id>()},
            .state = columns.text(),
            .data = columns.bytes(),
            .updated_at = columns.time()};
}

recorded_key read_key(row& columns) {
    return {.scope = {.bot = columns.bot(), .user = columns.ref<user_id>(), .key = columns.text()},
            .body = columns.hash(),
            .entity = columns.integer(),
            .at = columns.time()};
}

outbox_message read_message(row& columns) {
    return {.ref = columns.ref<outbox_ref>(),
            .bot = columns.bot(),
            .chat = columns.ref<chat_id>(),
            .body = columns.bytes(),
            .screen = columns.text(),
            .queued_at = columns.time()};
}

stored_effect read_effect(row& columns) {
    return {.ref = columns.ref<effect_ref>(),
            .bot = columns.bot(),
            .payload = columns.bytes(),
            .asked_at = columns.time()};
}

}  // namespace

// --- Persons and dialogs -----------------------------------------------------------------------

result<std::optional<person>> work::find_person(bot_ref bot, user_id user) {
    return database_.one(read_person,
                         sql<"SELECT bot_ref, user_id, chat_id, name, language, language_chosen "
                             "FROM persons WHERE bot_ref = ? AND user_id = ?">,
                         bot, user);
}

result<void> work::put_person(const person& row) {
    ++writes_;
    AGENTBACKEND_TRY(database_.execute(
        sql<"INSERT OR REPLACE INTO persons "
            "(bot_ref, user_id, chat_id, name, language, language_chosen) "
            "VALUES (?, ?, ?, ?, ?, ?)">,
        row.bot, row.user, row.chat, row.name, row.language, std::int64_t{row.language_chosen}));
    return success();
}

result<std::optional<dialog>> work::find_dialog(const conversation_key& key) {
    return database_.one(read_dialog,
                         sql<"SELECT ref, bot_ref, chat_id, user_id, state, data, updated_at "
                             "FROM dialogs WHERE bot_ref = ? AND chat_id = ? AND user_id = ?">,
                         key.bot, key.chat, key.user);
}

result<dialog_ref> work::put_dialog(const dialog& row) {
    ++writes_;
    const auto& key = row.key;
    const auto ref = row.ref ? std::optional(row.ref) : std::nullopt;
    AGENTBACKEND_ASSIGN(
        const auto kept,
        database_.one(read_ref<dialog_ref>,
                      sql<"INSERT INTO dialogs "
                          "(ref, bot_ref, chat_id, user_id, state, data, updated_at) "
                          "VALUES (?, ?, ?, ?, ?, ?, ?) "
                          "ON CONFLICT (bot_ref, chat_id, user_id) DO UPDATE SET "
                          "ref = excluded.ref, state = excluded.state, data = excluded.data, "
                          "updated_at = excluded.updated_at RETURNING ref">,
                      ref, key.bot, key.chat, key.user, row.state, blob{row.data}, row.updated_at));
    return kept.value_or(row.ref);
}

result<void> work::erase_dialog(const conversation_key& key) {
    ++writes_;
    AGENTBACKEND_TRY(database_.execute(
        sql<"DELETE FROM dialogs WHERE bot_ref = ? AND chat_id = ? AND user_id = ?">, key.bot,
        key.chat, key.user));
    return success();
}

// --- Exactly once ------------------------------------------------------------------------------

result<std::optional<recorded_key>> work::find_key(const key_scope& scope) {
    return database_.one(read_key,
                         sql<"SELECT bot_ref, user_id, key, body, entity, recorded_at "
                             "FROM recorded_keys WHERE bot_ref = ? AND user_id = ? AND key = ?">,
                         scope.bot, scope.user, scope.key);
}

result<void> work::record_key(const recorded_key& row) {
    ++writes_;
    AGENTBACKEND_TRY(database_.execute(
        sql<"INSERT INTO recorded_keys (bot_ref, user_id, key, body, entity, recorded_at) "
            "VALUES (?, ?, ?, ?, ?, ?)">,
        row.scope.bot, row.scope.user, row.scope.key, row.body, row.entity, row.at));
    return success();
}

result<bool> work::has_update(const inbox_key& key) {
    AGENTBACKEND_ASSIGN(
        const auto found,
        database_.one(read_integer, sql<"SELECT 1 FROM inbox WHERE source = ? AND sequence = ?">,
                      key.source, key.sequence));
    return found.has_value();
}

result<bool> work::record_update(const inbox_key& key, timestamp received_at) {
    ++writes_;
    AGENTBACKEND_ASSIGN(
        const auto added,
        database_.execute(sql<"INSERT INTO inbox (source, sequence, received_at) VALUES (?, ?, ?) "
                              "ON CONFLICT DO NOTHING">,
                          key.source, key.sequence, received_at));
    return added > 0;
}

// --- What is to be said and done ---------------------------------------------------------------

result<std::vector<outbox_message>> work::queued_messages(outbox_ref after, std::size_t limit) {
    return database_.all(read_message,
                         sql<"SELECT ref, bot_ref, chat_id, body, screen, queued_at FROM outbox "
                             "WHERE status = 'queued' AND ref > ? ORDER BY ref LIMIT ?">,
                         after, sql_limit(limit));
}

result<outbox_ref> work::enqueue(const outbox_message& row) {
    ++writes_;
    return database_.insert<outbox_ref>(
        sql<"INSERT INTO outbox (bot_ref, chat_id, body, screen, queued_at, status, failure) "
            "VALUES (?, ?, ?, ?, ?, 'queued', '')">,
        row.bot, row.chat, blob{row.body}, row.screen, row.queued_at);
}

result<void> work::mark_sent(outbox_ref ref) {
    ++writes_;
    AGENTBACKEND_TRY(database_.execute(
        sql<"UPDATE outbox SET status = 'sent', body = x'' WHERE ref = ? AND status = 'queued'">,
        ref));
    return success();
}

result<void> work::mark_failed(outbox_ref ref, std::string_view reason) {
    ++writes_;
    AGENTBACKEND_TRY(
        database_.execute(sql<"UPDATE outbox SET status = 'failed', failure = ?, body = x'' "
                              "WHERE ref = ? AND status = 'queued'">,
                          reason, ref));
    return success();
}

result<std::optional<std::int64_t>> work::find_screen(const screen_key& key) {
    return database_.one(read_integer,
                         sql<"SELECT message_id FROM screens "
                             "WHERE bot_ref = ? AND chat_id = ? AND screen = ?">,
                         key.bot, key.chat, key.screen);
}

result<void> work::note_screen(const screen_key& key, std::int64_t message_id) {
    ++writes_;
    AGENTBACKEND_TRY(database_.execute(
        sql<"INSERT OR REPLACE INTO screens (bot_ref, chat_id, screen, message_id) "
            "VALUES (?, ?, ?, ?)">,
        key.bot, key.chat, key.screen, message_id));
    return success();
}

result<std::vector<stored_effect>> work::open_effects(effect_ref after, std::size_t limit) {
    return database_.all(read_effect,
                         sql<"SELECT ref, bot_ref, payload, asked_at FROM effects "
                             "WHERE ref > ? ORDER BY ref LIMIT ?">,
                         after, sql_limit(limit));
}

result<effect_ref> work::insert_effect(const stored_effect& row) {
    ++writes_;
    return database_.insert<effect_ref>(
        sql<"INSERT INTO effects (bot_ref, payload, asked_at) VALUES (?, ?, ?)">, row.bot,
        blob{row.payload}, row.asked_at);
}

result<bool> work::close_effect(effect_ref ref) {
    ++writes_;
    AGENTBACKEND_ASSIGN(const auto closed,
                        database_.execute(sql<"DELETE FROM effects WHERE ref = ?">, ref));
    return closed > 0;
}

// --- Housekeeping ------------------------------------------------------------------------------

result<std::int64_t> work::prune(timestamp before, std::size_t limit) {
    ++writes_;
    const auto most = sql_limit(limit);
    AGENTBACKEND_ASSIGN(
        const auto updates,
        database_.execute(sql<"DELETE FROM inbox WHERE (source, sequence) IN ("
                              "SELECT source, sequence FROM inbox WHERE received_at < ? "
                              "ORDER BY received_at LIMIT ?)">,
                          before, most));
    AGENTBACKEND_ASSIGN(
        const auto messages,
        database_.execute(sql<"DELETE FROM outbox WHERE ref IN ("
                              "SELECT ref FROM outbox WHERE status <> 'queued' AND queued_at < ? "
                              "ORDER BY queued_at LIMIT ?)">,
                          before, most));
    AGENTBACKEND_ASSIGN(const auto quotes,
                        database_.execute(sql<"DELETE FROM quotes WHERE ref IN ("
                                              "SELECT ref FROM quotes WHERE created_at < ? "
                                              "ORDER BY created_at LIMIT ?)">,
                                          before, most));
    return updates + messages + quotes;
}

}  // namespace agentbackend::sqlite
