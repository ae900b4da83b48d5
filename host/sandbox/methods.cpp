#include "sandbox/methods.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace agentbackend::sandbox {
namespace {

struct named_method {
    std::string_view name;
    method run;
};

constexpr std::array all_methods{
    named_method{"getMe", &get_me},
    named_method{"setWebhook", &set_webhook},
    named_method{"deleteWebhook", &delete_webhook},
    named_method{"getWebhookInfo", &get_webhook_info},
    named_method{"sendMessage", &send_message},
    named_method{"editMessageText", &edit_message_text},
    named_method{"deleteMessage", &delete_message},
    named_method{"sendChatAction", &send_chat_action},
    named_method{"answerCallbackQuery", &answer_callback_query},
    named_method{"sendDocument", &send_document},
    named_method{"getFile", &get_file},
    named_method{"setMyCommands", &set_my_commands},
    named_method{"deleteMyCommands", &delete_my_commands},
    named_method{"getMyCommands", &get_my_commands},
};

bool is_same_name(std::string_view a, std::string_view b) noexcept {
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return lower(x) == lower(y); });
}

std::optional<api_error> admit(telegram& t, bot& b) {
    if (b.was_seen || !t.options().limits_first_seen_bots) return std::nullopt;
    const auto now = t.now();
    if (const auto wait = t.new_bots_a_minute.wait(now)) return too_fast(*wait);
    if (const auto wait = t.new_bots_an_hour.wait(now)) return too_fast(*wait);
    t.new_bots_a_minute.note(now);
    t.new_bots_an_hour.note(now);
    b.was_seen = true;
    return std::nullopt;
}

}  // namespace

method find_method(std::string_view name) noexcept {
    const auto found =
        std::find_if(all_methods.begin(), all_methods.end(),
                     [&](const named_method& m) { return is_same_name(m.name, name); });
    return found == all_methods.end() ? nullptr : found->run;
}

api_result<bot*> authorize(telegram& t, std::string_view token) {
    auto* found = t.find_bot_by_token(token);
    if (found == nullptr) return api_error{401, "Unauthorized", {}};
    if (auto refused = admit(t, *found)) return *refused;
    return found;
}

}  // namespace agentbackend::sandbox
