#include "console/bot_trouble.hpp"

#include <algorithm>
#include <iterator>

namespace agentbackend::console {
namespace {

struct trouble {
    bot_trouble what;
    std::string_view name;
    phrase said;
};

constexpr trouble troubles[]{
    {bot_trouble::token_refused, "token_refused", phrase::trouble_token_refused},
    {bot_trouble::token_unreadable, "token_unreadable", phrase::trouble_token_unreadable},
    {bot_trouble::token_of_main_bot, "token_of_main_bot", phrase::trouble_token_of_main_bot},
    {bot_trouble::polled_elsewhere, "polled_elsewhere", phrase::trouble_polled_elsewhere},
    {bot_trouble::webhook_elsewhere, "webhook_elsewhere", phrase::trouble_webhook_elsewhere},
    {bot_trouble::used_elsewhere, "used_elsewhere", phrase::trouble_used_elsewhere},
};

constexpr std::string_view before_words = ": ";

// The platform's are as long as it likes.
std::string shown_words(std::string_view words) {
    constexpr std::size_t most_characters = 256;
    return ellipsis(words, most_characters);
}

}  // namespace

std::string_view name(bot_trouble what) noexcept {
    return std::find_if(std::begin(troubles), std::end(troubles),
                        [&](const trouble& known) { return known.what == what; })
        ->name;
}

std::string status_reason_of(bot_trouble what, std::string_view words) {
    std::string reason(name(what));
    if (!words.empty()) reason.append(before_words).append(words);
    return reason;
}

std::string trouble_text(const viewer& who, std::string_view reason) {
    const auto end = std::min(reason.find(before_words), reason.size());
    const auto* known =
        std::find_if(std::begin(troubles), std::end(troubles),
                     [&](const trouble& t) { return t.name == reason.substr(0, end); });
    if (known == std::end(troubles)) return shown_words(reason);
    reason.remove_prefix(std::min(end + before_words.size(), reason.size()));
    return who.text(known->said, {{"words", shown_words(reason)}});
}

}  // namespace agentbackend::console
