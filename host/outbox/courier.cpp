#include "outbox/courier.hpp"

#include "bot_api/methods.hpp"

namespace agentbackend::host {
namespace {

namespace json = boost::json;

json::object addressed(const outbox_body& body, chat_id chat) {
    auto parameters = body.parameters;
    parameters["chat_id"] = chat.value;
    return parameters;
}

// One bad address must not cost people the screen it is on.
void drop_links(json::object& parameters) {
    auto* const markup = parameters.if_contains("reply_markup");
    if (markup == nullptr) return;
    json::array rows;
    for (const auto& row : markup->at("inline_keyboard").as_array()) {
        json::array kept;
        for (const auto& button : row.as_array()) {
            if (!button.as_object().contains("url")) kept.push_back(button);
        }
        if (!kept.empty()) rows.push_back(std::move(kept));
    }
    markup->as_object()["inline_keyboard"] = std::move(rows);
}

std::function<result<std::optional<std::int64_t>>(unit_of_work&, timestamp)> message_of_screen(
    screen_key key) {
    return [key = std::move(key)](unit_of_work& work, timestamp) { return work.find_screen(key); };
}

}  // namespace

struct courier::task {
    bot_api::bot_token token;
    outbox_body body;
    chat_id chat;
};

awaitable<delivery> courier::deliver(bot_api::bot_token token, outbox_message message) const {
    auto body = decode_outbox_body(message.body);
    if (!body) co_return undeliverable{"the stored message is not readable"};
    if (body->kind == message_kind::edit && body->message_id == 0) {
        screen_key key{message.bot, message.chat, message.screen};
        auto question = message_of_screen(std::move(key));
        const auto shown = co_await commands_.ask(std::move(question));
        if (!shown) co_return try_later{std::nullopt, shown.error().to_string()};
        body->message_id = shown->value_or(0);
    }
    task work{std::move(token), std::move(*body), message.chat};
    auto sent = co_await attempt(work);
    if (!sent && sent.error().migrate_to_chat_id) {
        work.chat = {*sent.error().migrate_to_chat_id};
        sent = co_await attempt(work);
    }
    if (!sent && sent.error().is_button_url_invalid()) {
        drop_links(work.body.parameters);
        sent = co_await attempt(work);
    }
    if (!sent) co_return delivery_after(sent.error());
    co_return delivered{*sent};
}

awaitable<bot_api::outcome<std::int64_t>> courier::attempt(const task& t) const {
    if (t.body.kind != message_kind::edit || t.body.message_id == 0) co_return co_await send(t);
    auto edited = co_await edit(t);
    if (!edited && edited.error().is_message_not_found()) co_return co_await send(t);
    co_return edited;
}

awaitable<bot_api::outcome<std::int64_t>> courier::edit(const task& t) const {
    auto parameters = addressed(t.body, t.chat);
    parameters["message_id"] = t.body.message_id;
    auto answer = co_await client_.call(t.token, "editMessageText", parameters);
    if (!answer && !answer.error().is_message_not_modified()) co_return answer.error();
    co_return t.body.message_id;
}

awaitable<bot_api::outcome<std::int64_t>> courier::send(const task& t) const {
    auto parameters = addressed(t.body, t.chat);
    if (t.body.kind != message_kind::upload) {
        co_return co_await bot_api::send(client_, t.token, "sendMessage", std::move(parameters));
    }
    bot_api::upload_file file;
    file.name = t.body.file_name;
    file.bytes = t.body.file_bytes;
    co_return co_await bot_api::send_document(client_, t.token, std::move(parameters),
                                              std::move(file));
}

}  // namespace agentbackend::host
