#include "sandbox/sending.hpp"

#include <chrono>
#include <string>
#include <utility>

#include "sandbox/limits.hpp"
#include "sandbox/markup.hpp"
#include "sandbox/render.hpp"
#include "sandbox/unicode.hpp"

namespace agentbackend::sandbox {
namespace {

constexpr rate group_rate{20, std::chrono::minutes{1}};

std::optional<api_error> check_pace(telegram& t, const bot& b, chat_key key) {
    if (!t.options().limits_pace_per_chat) return std::nullopt;
    const auto id = b.registration.id;
    const auto now = t.now();
    auto& where = t.rooms[key];
    auto& minute = where.minutes.try_emplace(id, group_rate).first->second;
    if (key.bot_id == 0) {
        if (const auto wait = minute.wait(now)) return too_fast(*wait);
    }
    if (const auto wait = where.paces[id].take(now)) return too_fast(*wait);
    minute.note(now);
    return std::nullopt;
}

}  // namespace

api_result<chat_key> reach_chat(telegram& t, const bot& b, const arguments& given) {
    if (!given.has("chat_id")) return bad_request("chat_id is empty");
    const auto id = given.integer("chat_id");
    if (!id || *id == 0) return bad_request("chat not found");
    return t.reach(b, *id);
}

api_result<message> read_content(const arguments& given, std::string_view text_key) {
    if (!given.text("parse_mode").empty()) return bad_request("unsupported parse_mode");
    message m;
    m.from_bot = true;
    m.text = trim_end(given.text(text_key));
    const bool is_caption = text_key == "caption";
    auto entities = read_entities(given.structure(is_caption ? "caption_entities" : "entities"));
    if (!entities) return entities.error();
    m.entities = std::move(*entities);
    const auto refused =
        is_caption ? check_caption(m.text, m.entities) : check_text(m.text, m.entities);
    if (refused) return *refused;
    auto rows = read_keyboard(given.structure("reply_markup"));
    if (!rows) return rows.error();
    if (auto too_much = check_keyboard(*rows)) return *too_much;
    m.keyboard = std::move(*rows);
    return m;
}

api_result<boost::json::value> send(telegram& t, bot& b, const arguments& given, message m) {
    const auto where = reach_chat(t, b, given);
    if (!where) return where.error();
    if (auto refused = check_pace(t, b, *where)) return *refused;

    m.author_id = b.registration.id;
    const auto& sent = t.post(*where, std::move(m));
    auto e = event_of(b, event_kind::bot_sent, *where);
    e.text = sent.text;
    e.message = sent;
    t.record(std::move(e));
    return render_message(t, *where, sent);
}

event event_of(const bot& b, event_kind kind, chat_key where) {
    event e;
    e.kind = kind;
    e.bot_id = b.registration.id;
    e.bot = b.registration.username;
    e.chat_id = where.chat_id;
    return e;
}

}  // namespace agentbackend::sandbox
