// The menus of commands, by scope and language.

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "sandbox/limits.hpp"
#include "sandbox/markup.hpp"
#include "sandbox/methods.hpp"

namespace agentbackend::sandbox {
namespace {

namespace json = boost::json;

std::string scope_of(std::string_view type, std::int64_t chat_id, std::int64_t user_id) {
    auto text = std::string{type};
    if (chat_id != 0) text += " " + std::to_string(chat_id);
    if (user_id != 0) text += " " + std::to_string(user_id);
    return text;
}

std::int64_t integer_at(const json::object& object, std::string_view key) noexcept {
    const auto* value = object.if_contains(key);
    const auto* number = value ? value->if_int64() : nullptr;
    return number ? *number : 0;
}

// A list for a chat needs a chat that the bot can see: not one of somebody who never came.
api_result<std::string> read_scope(const telegram& t, const bot& b, const arguments& given) {
    const auto value = given.structure("scope");
    if (value.is_null()) return scope_of("default", 0, 0);
    const auto* scope = value.if_object();
    const auto* named = scope ? scope->if_contains("type") : nullptr;
    const auto* text = named ? named->if_string() : nullptr;
    if (text == nullptr) return bad_request("can't parse BotCommandScope: type expected");
    const std::string_view type{text->data(), text->size()};

    constexpr std::array wide{std::string_view{"default"}, std::string_view{"all_private_chats"},
                              std::string_view{"all_group_chats"},
                              std::string_view{"all_chat_administrators"}};
    if (std::find(wide.begin(), wide.end(), type) != wide.end()) return scope_of(type, 0, 0);
    const bool is_member = type == "chat_member";
    if (type != "chat" && type != "chat_administrators" && !is_member) {
        return bad_request("can't parse BotCommandScope: unsupported type specified");
    }
    const auto chat_id = integer_at(*scope, "chat_id");
    if (!t.reach(b, chat_id)) return bad_request("chat not found");
    const auto user_id = is_member ? integer_at(*scope, "user_id") : 0;
    if (is_member && !t.people.contains(user_id)) return bad_request("user not found");
    return scope_of(type, chat_id, user_id);
}

api_result<command_list> read_place(const telegram& t, const bot& b, const arguments& given) {
    auto scope = read_scope(t, b, given);
    if (!scope) return scope.error();
    auto language = given.text("language_code");
    if (!language.empty() && language.size() != 2) {
        return bad_request("invalid language code specified");
    }
    return command_list{std::move(*scope), std::move(language), {}};
}

const command_list* find_list(const bot& b, std::string_view scope,
                              std::string_view language) noexcept {
    const auto found =
        std::find_if(b.commands.begin(), b.commands.end(), [&](const command_list& list) {
            return list.scope == scope && list.language_code == language;
        });
    return found == b.commands.end() ? nullptr : &*found;
}

void remove_list(bot& b, const command_list& place) {
    std::erase_if(b.commands, [&](const command_list& list) {
        return list.scope == place.scope && list.language_code == place.language_code;
    });
}

std::vector<std::string> scopes_from_narrow_to_wide(menu_place place) {
    const auto chat_id = place.chat.chat_id;
    if (place.chat.bot_id != 0) {
        return {scope_of("chat", chat_id, 0), "all_private_chats", "default"};
    }
    return {scope_of("chat_member", chat_id, place.user_id), scope_of("chat", chat_id, 0),
            "all_group_chats", "default"};
}

}  // namespace

api_result<json::value> set_my_commands(telegram& t, bot& b, const arguments& given) {
    auto commands = read_commands(given.structure("commands"));
    if (!commands) return commands.error();
    if (auto refused = check_commands(*commands)) return *refused;
    auto place = read_place(t, b, given);
    if (!place) return place.error();
    remove_list(b, *place);
    place->commands = std::move(*commands);
    if (!place->commands.empty()) b.commands.push_back(std::move(*place));
    return done();
}

api_result<json::value> delete_my_commands(telegram& t, bot& b, const arguments& given) {
    const auto place = read_place(t, b, given);
    if (!place) return place.error();
    remove_list(b, *place);
    return done();
}

api_result<json::value> get_my_commands(telegram& t, bot& b, const arguments& given) {
    const auto place = read_place(t, b, given);
    if (!place) return place.error();
    const auto* list = find_list(b, place->scope, place->language_code);
    return list ? write_commands(list->commands) : json::array{};
}

std::vector<bot_command> commands_shown(const bot& b, menu_place place,
                                        std::string_view language_code) {
    const auto language = language_code.substr(0, 2);
    for (const auto& scope : scopes_from_narrow_to_wide(place)) {
        if (const auto* list = find_list(b, scope, language)) return list->commands;
        if (const auto* list = find_list(b, scope, "")) return list->commands;
    }
    return {};
}

}  // namespace agentbackend::sandbox
