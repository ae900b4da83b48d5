// Messages: send, edit, delete, and answers to button presses.

#include <algorithm>
#include <string>
#include <utility>

#include "sandbox/limits.hpp"
#include "sandbox/markup.hpp"
#include "sandbox/methods.hpp"
#include "sandbox/render.hpp"
#include "sandbox/sending.hpp"

namespace agentbackend::sandbox {
namespace {

namespace json = boost::json;

bool is_same(const message& a, const message& b) {
    return a.text == b.text && write_entities(a.entities) == write_entities(b.entities) &&
           write_keyboard(a.keyboard) == write_keyboard(b.keyboard);
}

// Where in its room the message of a call is; the end when it is not there.
std::vector<message>::iterator find_message(room& where, const arguments& given) {
    const auto id = given.integer("message_id");
    return std::find_if(where.messages.begin(), where.messages.end(),
                        [&](const message& m) { return id && m.id == *id; });
}

bool is_expired(const telegram& t, const callback& c) {
    return c.is_over || t.now() - c.pressed_at > t.options().callback_lifetime;
}

}  // namespace

api_result<json::value> send_message(telegram& t, bot& b, const arguments& given) {
    auto content = read_content(given, "text");
    if (!content) return content.error();
    return send(t, b, given, std::move(*content));
}

api_result<json::value> edit_message_text(telegram& t, bot& b, const arguments& given) {
    auto content = read_content(given, "text");
    if (!content) return content.error();
    const auto key = reach_chat(t, b, given);
    if (!key) return key.error();
    auto& where = t.rooms[*key];
    const auto found = find_message(where, given);
    if (found == where.messages.end()) return bad_request("message to edit not found");
    if (found->author_id != b.registration.id) return bad_request("message can't be edited");
    if (found->document) return bad_request("there is no text in the message to edit");
    if (is_same(*found, *content)) {
        return bad_request(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message");
    }

    found->text = std::move(content->text);
    found->entities = std::move(content->entities);
    found->keyboard = std::move(content->keyboard);
    ++found->edits;
    auto e = event_of(b, event_kind::bot_edited, *key);
    e.text = found->text;
    e.message = *found;
    t.record(std::move(e));
    return render_message(t, *key, *found);
}

api_result<json::value> delete_message(telegram& t, bot& b, const arguments& given) {
    const auto key = reach_chat(t, b, given);
    if (!key) return key.error();
    auto& where = t.rooms[*key];
    const auto found = find_message(where, given);
    if (found == where.messages.end()) return bad_request("message to delete not found");
    const bool is_own = found->author_id == b.registration.id;
    if (key->bot_id == 0 && !is_own) return bad_request("message can't be deleted");

    auto e = event_of(b, event_kind::bot_deleted, *key);
    e.text = found->text;
    e.message = *found;
    where.messages.erase(found);
    t.record(std::move(e));
    return done();
}

api_result<json::value> send_chat_action(telegram& t, bot& b, const arguments& given) {
    if (given.text("action").empty()) return bad_request("wrong parameter action in request");
    const auto key = reach_chat(t, b, given);
    if (!key) return key.error();
    return done();
}

api_result<json::value> answer_callback_query(telegram& t, bot& b, const arguments& given) {
    const auto id = given.text("callback_query_id");
    auto text = given.text("text");
    if (auto refused = check_answer(text)) return *refused;
    const auto found = t.callbacks.find(id);
    if (found == t.callbacks.end() || found->second.bot_id != b.registration.id ||
        is_expired(t, found->second)) {
        return bad_request("query is too old and response timeout expired or query ID is invalid");
    }

    auto& pressed = found->second;
    pressed.is_over = true;
    const bool is_alert = given.flag("show_alert");
    t.room_at(pressed.chat).answers.push_back({id, text, is_alert});
    auto e = event_of(b, event_kind::bot_answered, pressed.chat);
    e.user_id = pressed.user_id;
    e.text = std::move(text);
    e.alert = is_alert;
    t.record(std::move(e));
    return done();
}

}  // namespace agentbackend::sandbox
