#include "turns/updates.hpp"

namespace agentbackend::host {
namespace {

console::chat_kind kind_of(bot_api::chat_type type) {
    switch (type) {
        case bot_api::chat_type::private_chat: return console::chat_kind::direct;
        case bot_api::chat_type::group:
        case bot_api::chat_type::supergroup: return console::chat_kind::group;
        case bot_api::chat_type::channel: return console::chat_kind::channel;
    }
    return console::chat_kind::channel;
}

console::sender sender_of(const bot_api::user& u) {
    console::sender s;
    s.user = {u.id};
    s.name = u.first_name;
    if (!u.last_name.empty()) s.name += (s.name.empty() ? "" : " ") + u.last_name;
    s.language_code = u.language_code;
    return s;
}

console::input addressed(const running_bot& bot, const bot_api::chat& chat,
                         const bot_api::user& from) {
    console::input in;
    in.bot = bot.bot;
    in.bot_username = bot.identity.username;
    in.chat = {chat.id};
    in.kind = kind_of(chat.type);
    in.from = sender_of(from);
    return in;
}

std::optional<console::input> from_content(const bot_api::message& m, const running_bot& bot) {
    if (!m.from || m.from->is_bot) return std::nullopt;
    auto in = addressed(bot, m.chat, *m.from);
    in.message_id = m.message_id;
    if (m.document) {
        in.what = console::attached{m.document->file_id, m.document->file_name,
                                    m.document->file_size.value_or(0), m.text};
    } else if (!m.text.empty()) {
        in.what = console::typed{m.text};
    } else if (in.kind == console::chat_kind::direct) {
        // A sticker, a photo, a voice message: whoever sent it waits for an answer.
        in.what = console::attached{};
    } else {
        return std::nullopt;
    }
    return in;
}

std::optional<console::input> from_content(const bot_api::callback_query& q,
                                           const running_bot& bot) {
    if (!q.message || q.from.is_bot) return std::nullopt;
    auto in = addressed(bot, q.message->chat, q.from);
    in.what = console::tapped{q.data, q.message->message_id};
    return in;
}

std::optional<console::input> from_content(const bot_api::ignored&, const running_bot&) {
    return std::nullopt;
}

}  // namespace

std::optional<console::input> to_input(const bot_api::update& u, const running_bot& bot) {
    auto in =
        std::visit([&](const auto& content) { return from_content(content, bot); }, u.content);
    if (!in || in->kind == console::chat_kind::channel || !in->from.user) return std::nullopt;
    in->delivery = {bot.identity.platform_id, u.update_id};
    return in;
}

std::string callback_query_id(const bot_api::update& u) {
    const auto* query = std::get_if<bot_api::callback_query>(&u.content);
    return query == nullptr ? std::string() : query->id;
}

}  // namespace agentbackend::host
