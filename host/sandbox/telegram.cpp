#include "sandbox/telegram.hpp"

#include <algorithm>
#include <stdexcept>

namespace agentbackend::sandbox {
namespace {

// Without a word from the bot it gets every kind that the sandbox makes.
bool wants(const bot& b, std::string_view kind) noexcept {
    const auto& allowed = b.allowed_updates;
    return allowed.empty() || std::find(allowed.begin(), allowed.end(), kind) != allowed.end();
}

std::string kind_of_group(room_kind kind) {
    switch (kind) {
        case room_kind::private_chat:
        case room_kind::group: return "group chat";
        case room_kind::supergroup: return "supergroup chat";
        case room_kind::channel: return "channel chat";
    }
    return "chat";
}

api_error migrated(std::int64_t new_id) {
    auto e = bad_request("group chat was upgraded to a supergroup chat");
    e.parameters["migrate_to_chat_id"] = new_id;
    return e;
}

}  // namespace

telegram::telegram(world_options options) : options_{std::move(options)} {}

bot* telegram::find_bot(std::string_view username) noexcept {
    for (auto& [id, b] : bots) {
        if (b.registration.username == username) return &b;
    }
    return nullptr;
}

bot* telegram::find_bot_by_token(std::string_view token) noexcept {
    for (auto& [id, b] : bots) {
        if (b.registration.token == token) return &b;
    }
    return nullptr;
}

bot& telegram::bot_named(std::string_view username) {
    auto* found = find_bot(username);
    if (found == nullptr) {
        throw std::out_of_range{"There is no bot @" + std::string{username} + "."};
    }
    return *found;
}

bot& telegram::bot_with_id(std::int64_t id) { return bots.at(id); }

human& telegram::person(std::int64_t id) { return people.at(id); }

room& telegram::room_at(chat_key key) { return rooms.at(key); }

std::int64_t telegram::unix_time() const {
    return std::chrono::duration_cast<std::chrono::seconds>(now().time_since_epoch()).count();
}

api_result<chat_key> telegram::reach(const bot& b, std::int64_t chat_id) const {
    const auto bot_id = b.registration.id;
    if (chat_id > 0) {
        if (bots.contains(chat_id)) return forbidden("bot can't send messages to bots");
        const auto found = people.find(chat_id);
        if (found == people.end()) return bad_request("chat not found");
        const auto& who = found->second;
        if (who.is_deactivated) return forbidden("user is deactivated");
        if (who.blocked.contains(bot_id)) return forbidden("bot was blocked by the user");
        if (!who.started.contains(bot_id)) {
            return forbidden("bot can't initiate conversation with a user");
        }
        return chat_key{chat_id, bot_id};
    }
    const auto found = rooms.find({chat_id, 0});
    if (found == rooms.end()) return bad_request("chat not found");
    const auto& group = found->second;
    if (group.migrated_to) return migrated(*group.migrated_to);
    if (!group.bots.contains(bot_id)) {
        return forbidden("bot is not a member of the " + kind_of_group(group.kind));
    }
    return chat_key{chat_id, 0};
}

message& telegram::post(chat_key key, message m) {
    auto& where = rooms[key];
    m.id = where.next_message_id++;
    m.date = unix_time();
    where.messages.push_back(std::move(m));
    return where.messages.back();
}

stored_file& telegram::keep_file(std::string name, std::string bytes) {
    const auto number = std::to_string(files.size() + 1);
    stored_file file{"BQACAgIAAxk" + number, "documents/file_" + number, std::move(name),
                     std::move(bytes)};
    auto id = file.file_id;
    return files.emplace(std::move(id), std::move(file)).first->second;
}

void telegram::push(bot& b, std::string_view kind, boost::json::object content) {
    if (!wants(b, kind)) return;
    boost::json::object update;
    update[kind] = std::move(content);
    push_raw(b, std::move(update));
}

void telegram::push_raw(bot& b, boost::json::object update) {
    b.updates.push(std::move(update));
    wake(b);
}

transcript telegram::read(chat_key key) const {
    const auto found = rooms.find(key);
    if (found == rooms.end()) return {};
    return {found->second.messages, found->second.answers};
}

}  // namespace agentbackend::sandbox
