#include "sandbox/render.hpp"

#include <string_view>
#include <utility>

#include "sandbox/markup.hpp"

namespace agentbackend::sandbox {
namespace {

namespace json = boost::json;

std::string_view name_of(room_kind kind) noexcept {
    switch (kind) {
        case room_kind::private_chat: return "private";
        case room_kind::group: return "group";
        case room_kind::supergroup: return "supergroup";
        case room_kind::channel: return "channel";
    }
    return "private";
}

json::object render_author(const telegram& t, const message& m) {
    if (const auto found = t.bots.find(m.author_id); found != t.bots.end()) {
        return render_bot(found->second);
    }
    return render_user(t.people.at(m.author_id));
}

void render_content(json::object& written, const message& m) {
    if (m.document) written["document"] = render_document(*m.document);
    if (!m.text.empty()) written[m.document ? "caption" : "text"] = m.text;
    if (!m.entities.empty()) {
        written[m.document ? "caption_entities" : "entities"] = write_entities(m.entities);
    }
    if (!m.keyboard.empty()) written["reply_markup"] = write_keyboard(m.keyboard);
}

}  // namespace

json::object render_user(const human& who) {
    json::object user;
    user["id"] = who.id;
    user["is_bot"] = false;
    user["first_name"] = who.name;
    if (!who.language_code.empty()) user["language_code"] = who.language_code;
    return user;
}

json::object render_bot(const bot& b) {
    json::object user;
    user["id"] = b.registration.id;
    user["is_bot"] = true;
    user["first_name"] = b.registration.name;
    user["username"] = b.registration.username;
    return user;
}

json::object render_chat(const telegram& t, chat_key key) {
    json::object chat;
    chat["id"] = key.chat_id;
    if (key.bot_id != 0) {
        chat["type"] = name_of(room_kind::private_chat);
        chat["first_name"] = t.people.at(key.chat_id).name;
        return chat;
    }
    const auto& group = t.rooms.at(key);
    chat["type"] = name_of(group.kind);
    chat["title"] = group.title;
    return chat;
}

json::object render_message(const telegram& t, chat_key key, const message& m) {
    json::object written;
    written["message_id"] = m.id;
    auto chat = render_chat(t, key);
    if (chat["type"] == "channel") {
        written["sender_chat"] = chat;
    } else {
        written["from"] = render_author(t, m);
    }
    written["chat"] = std::move(chat);
    written["date"] = m.date;
    if (m.edits > 0) written["edit_date"] = t.unix_time();
    render_content(written, m);
    return written;
}

json::object render_document(const attachment& a) {
    json::object document;
    document["file_id"] = a.file_id;
    document["file_unique_id"] = "u" + a.file_id;
    document["file_name"] = a.name;
    document["file_size"] = a.bytes.size();
    return document;
}

}  // namespace agentbackend::sandbox
