#include "sandbox/acts.hpp"

#include <stdexcept>
#include <string_view>
#include <utility>

#include "sandbox/limits.hpp"
#include "sandbox/render.hpp"
#include "sandbox/unicode.hpp"

namespace agentbackend::sandbox {
namespace {

namespace json = boost::json;

event event_of(const telegram& t, event_kind kind, actor who) {
    event e;
    e.kind = kind;
    e.chat_id = who.chat.chat_id;
    e.user_id = who.user_id;
    e.bot_id = who.chat.bot_id;
    if (e.bot_id != 0) e.bot = t.bots.at(e.bot_id).registration.username;
    return e;
}

// A client marks a leading /command; bots look for this mark.
void mark_command(message& m) {
    if (!m.text.starts_with('/') || m.text.size() < 2 || m.document) return;
    const auto command = std::string_view{m.text}.substr(0, m.text.find_first_of(" \n"));
    m.entities.push_back(
        {"bot_command", 0, static_cast<std::int64_t>(count_utf16_units(command)), {}});
}

// Whom a message in a group is for: its commands name a bot, or none and then all are meant.
bool is_for(const bot& b, const std::string& text) {
    if (b.registration.reads_all_group_messages) return true;
    if (!text.starts_with('/')) return false;
    const auto command = text.substr(0, text.find_first_of(" \n"));
    const auto at = command.find('@');
    return at == std::string::npos || command.substr(at + 1) == b.registration.username;
}

json::object membership(const bot& b, std::string_view status) {
    json::object member;
    member["user"] = render_bot(b);
    member["status"] = status;
    return member;
}

struct membership_change {
    std::string_view before;
    std::string_view after;
};

void tell_membership(telegram& t, actor who, membership_change change) {
    auto& b = t.bot_with_id(who.chat.bot_id);
    json::object content;
    content["chat"] = render_chat(t, who.chat);
    content["from"] = render_user(t.person(who.user_id));
    content["date"] = t.unix_time();
    content["old_chat_member"] = membership(b, change.before);
    content["new_chat_member"] = membership(b, change.after);
    t.push(b, "my_chat_member", std::move(content));
}

// Whoever writes to a bot wants to hear from it.
void open_conversation(telegram& t, actor who) {
    auto& person = t.person(who.user_id);
    person.started.insert(who.chat.bot_id);
    if (person.blocked.erase(who.chat.bot_id) > 0) tell_membership(t, who, {"kicked", "member"});
}

void deliver(telegram& t, actor who, const message& sent) {
    const auto content = render_message(t, who.chat, sent);
    if (who.chat.bot_id != 0) {
        t.push(t.bot_with_id(who.chat.bot_id), "message", content);
        return;
    }
    const auto& where = t.room_at(who.chat);
    const bool is_channel = where.kind == room_kind::channel;
    for (const auto bot_id : where.bots) {
        auto& b = t.bot_with_id(bot_id);
        if (is_channel || is_for(b, sent.text)) {
            t.push(b, is_channel ? "channel_post" : "message", content);
        }
    }
}

const message& message_at(telegram& t, actor who, std::int64_t message_id) {
    for (const auto& m : t.room_at(who.chat).messages) {
        if (m.id == message_id) return m;
    }
    throw std::invalid_argument{"There is no message #" + std::to_string(message_id) +
                                " in this chat."};
}

}  // namespace

std::uint64_t say(telegram& t, actor who, message m) {
    const bool is_empty = m.text.empty() && !m.document;
    if (is_empty || !is_valid_utf8(m.text) || count_characters(m.text) > max_text_characters) {
        throw std::invalid_argument{"A client sends 1 to 4096 characters of UTF-8."};
    }
    if (m.document && !is_valid_utf8(m.document->name)) {
        throw std::invalid_argument{"A client names a file in UTF-8."};
    }
    m.author_id = who.user_id;
    mark_command(m);
    if (m.document) m.document->file_id = t.keep_file(m.document->name, m.document->bytes).file_id;
    if (who.chat.bot_id != 0) open_conversation(t, who);

    const auto sent = t.post(who.chat, std::move(m));
    deliver(t, who, sent);
    auto e = event_of(t, event_kind::person_sent, who);
    e.text = sent.text;
    e.message = sent;
    return t.record(std::move(e));
}

std::uint64_t tap(telegram& t, actor who, const press& p) {
    if (p.data.empty() || p.data.size() > max_callback_bytes || !is_valid_utf8(p.data)) {
        throw std::invalid_argument{"A client sends 1 to 64 bytes of UTF-8 as callback data."};
    }
    const auto pressed = message_at(t, who, p.message_id);
    if (!pressed.from_bot) throw std::invalid_argument{"Only messages of bots have buttons."};

    const auto id = std::to_string(4'382'000'000 + t.callbacks.size());
    t.callbacks[id] = {pressed.author_id, who.user_id, who.chat, p.message_id, t.now(), false};
    json::object query;
    query["id"] = id;
    query["from"] = render_user(t.person(who.user_id));
    query["message"] = render_message(t, who.chat, pressed);
    query["chat_instance"] = std::to_string(who.chat.chat_id);
    query["data"] = p.data;

    auto e = event_of(t, event_kind::person_tapped, who);
    e.text = p.label;
    e.message = pressed;
    const auto number = t.record(std::move(e));
    t.push(t.bot_with_id(pressed.author_id), "callback_query", std::move(query));
    return number;
}

std::uint64_t follow(telegram& t, actor who, const press& p) {
    auto e = event_of(t, event_kind::person_tapped, who);
    e.text = p.label;
    e.message = message_at(t, who, p.message_id);
    return t.record(std::move(e));
}

std::uint64_t block(telegram& t, actor who) {
    if (t.person(who.user_id).blocked.insert(who.chat.bot_id).second) {
        tell_membership(t, who, {"member", "kicked"});
    }
    return t.record(event_of(t, event_kind::person_blocked, who));
}

std::uint64_t unblock(telegram& t, actor who) {
    if (t.person(who.user_id).blocked.erase(who.chat.bot_id) > 0) {
        tell_membership(t, who, {"kicked", "member"});
    }
    return t.record(event_of(t, event_kind::person_unblocked, who));
}

void migrate(telegram& t, std::int64_t old_id, std::int64_t new_id) {
    auto& left = t.room_at({old_id, 0});
    auto& entered = t.rooms[{new_id, 0}];
    entered.kind = room_kind::supergroup;
    entered.title = left.title;
    entered.bots = left.bots;
    left.migrated_to = new_id;

    json::object notice;
    notice["message_id"] = left.next_message_id++;
    notice["chat"] = render_chat(t, {old_id, 0});
    notice["date"] = t.unix_time();
    notice["migrate_to_chat_id"] = new_id;
    for (const auto bot_id : entered.bots) t.push(t.bot_with_id(bot_id), "message", notice);
}

}  // namespace agentbackend::sandbox
