#include "bot_api/types.hpp"

#include <string_view>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "bot_api/text.hpp"

namespace agentbackend::bot_api {
namespace {

namespace json = boost::json;

// Generous against the API's own limits: 4096 characters of at most four bytes, 64 bytes of data.
constexpr std::size_t max_text_bytes = std::size_t{4096} * 4;
constexpr std::size_t max_data_bytes = 64;
constexpr std::size_t max_name_bytes = 256;
constexpr std::size_t max_id_bytes = 512;  // of files and queries: they cannot be cut

const json::object* object_at(const json::object& object, std::string_view key) noexcept {
    const auto* value = object.if_contains(key);
    return value ? value->if_object() : nullptr;
}

std::optional<std::int64_t> integer_at(const json::object& object, std::string_view key) noexcept {
    const auto* value = object.if_contains(key);
    const auto* number = value ? value->if_int64() : nullptr;
    if (number == nullptr) return std::nullopt;
    return *number;
}

std::string_view text_at(const json::object& object, std::string_view key) noexcept {
    const auto* value = object.if_contains(key);
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string_view{text->data(), text->size()} : std::string_view{};
}

std::string name_at(const json::object& object, std::string_view key) {
    return std::string{cut_to_bytes(text_at(object, key), max_name_bytes)};
}

// Empty when it is missing or too long to be one.
std::string id_at(const json::object& object, std::string_view key) {
    const auto text = text_at(object, key);
    return text.size() <= max_id_bytes ? std::string{text} : std::string{};
}

std::optional<chat_type> parse_chat_type(std::string_view text) noexcept {
    if (text == "private") return chat_type::private_chat;
    if (text == "group") return chat_type::group;
    if (text == "supergroup") return chat_type::supergroup;
    if (text == "channel") return chat_type::channel;
    return std::nullopt;
}

std::optional<chat> parse_chat(const json::object& object) {
    const auto id = integer_at(object, "id");
    const auto type = parse_chat_type(text_at(object, "type"));
    if (!id || !type) return std::nullopt;
    return chat{*id, *type, name_at(object, "title")};
}

std::optional<user> parse_user(const json::object& object) {
    const auto id = integer_at(object, "id");
    if (!id || *id <= 0) return std::nullopt;
    const auto* is_bot = object.if_contains("is_bot");
    return user{*id,
                is_bot != nullptr && is_bot->is_bool() && is_bot->get_bool(),
                name_at(object, "first_name"),
                name_at(object, "last_name"),
                name_at(object, "username"),
                name_at(object, "language_code")};
}

std::optional<document> parse_document(const json::object& object) {
    document d{id_at(object, "file_id"), name_at(object, "file_name"),
               integer_at(object, "file_size")};
    if (d.file_id.empty()) return std::nullopt;
    return d;
}

std::optional<message> parse_message(const json::object& object) {
    const auto id = integer_at(object, "message_id");
    const auto* chat_object = object_at(object, "chat");
    auto where = chat_object ? parse_chat(*chat_object) : std::nullopt;
    if (!id || !where) return std::nullopt;

    message m;
    m.message_id = *id;
    m.chat = std::move(*where);
    if (const auto* from = object_at(object, "from")) m.from = parse_user(*from);
    m.date = integer_at(object, "date").value_or(0);
    if (const auto* file = object_at(object, "document")) m.document = parse_document(*file);
    const auto text = text_at(object, m.document ? "caption" : "text");
    if (text.size() > max_text_bytes) return std::nullopt;
    m.text = text;
    return m;
}

std::optional<callback_query> parse_callback_query(const json::object& object) {
    const auto* from_object = object_at(object, "from");
    auto from = from_object ? parse_user(*from_object) : std::nullopt;
    auto id = id_at(object, "id");
    const auto data = text_at(object, "data");
    if (!from || id.empty() || data.size() > max_data_bytes) return std::nullopt;

    callback_query query;
    query.id = std::move(id);
    query.from = std::move(*from);
    if (const auto* pressed = object_at(object, "message")) query.message = parse_message(*pressed);
    query.data = data;
    return query;
}

}  // namespace

std::optional<update> parse_update(const json::value& value) {
    const auto* object = value.if_object();
    const auto id = object ? integer_at(*object, "update_id") : std::nullopt;
    if (!id) return std::nullopt;

    update u{*id, ignored{}};
    if (const auto* sent = object_at(*object, "message")) {
        if (auto parsed = parse_message(*sent)) u.content = std::move(*parsed);
    } else if (const auto* pressed = object_at(*object, "callback_query")) {
        if (auto parsed = parse_callback_query(*pressed)) u.content = std::move(*parsed);
    }
    return u;
}

outcome<std::vector<update>> parse_updates(const json::value& value) {
    const auto* array = value.if_array();
    if (array == nullptr) {
        return failure{failure_kind::bad_response, "The answer to getUpdates is not a list."};
    }
    std::vector<update> updates;
    updates.reserve(array->size());
    for (const auto& element : *array) {
        if (auto parsed = parse_update(element)) updates.push_back(std::move(*parsed));
    }
    if (updates.empty() && !array->empty()) {
        return failure{failure_kind::bad_response, "The updates have no readable update_id."};
    }
    return updates;
}

std::optional<message> parse_message(const json::value& value) {
    const auto* object = value.if_object();
    return object ? parse_message(*object) : std::nullopt;
}

std::optional<me> parse_me(const json::value& value) {
    const auto* object = value.if_object();
    if (object == nullptr) return std::nullopt;
    auto bot = parse_user(*object);
    if (!bot || !bot->is_bot) return std::nullopt;
    return me{bot->id, std::move(bot->username), std::move(bot->first_name)};
}

std::optional<file> parse_file(const json::value& value) {
    const auto* object = value.if_object();
    if (object == nullptr) return std::nullopt;
    file f{id_at(*object, "file_id"), id_at(*object, "file_path"),
           integer_at(*object, "file_size")};
    if (f.file_id.empty()) return std::nullopt;
    return f;
}

std::optional<webhook_info> parse_webhook_info(const json::value& value) {
    const auto* object = value.if_object();
    if (object == nullptr) return std::nullopt;
    constexpr std::size_t longest_url = 2048;
    return webhook_info{std::string{cut_to_bytes(text_at(*object, "url"), longest_url)},
                        name_at(*object, "last_error_message")};
}

}  // namespace agentbackend::bot_api
