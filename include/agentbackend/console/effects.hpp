// What a conversation needs from outside, as data: stored with the commit that asks for it, carried
// out by the host, its outcome coming back as an input of its own. A crash in between repeats the
// effect, so each of them can be done twice without harm.

#pragma once

#include <agentbackend/agent.hpp>
#include <agentbackend/export.hpp>
#include <agentbackend/ids.hpp>
#include <agentbackend/store.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace AGENTBACKEND_PUBLIC agentbackend {
namespace console {

// Ask the platform whose token this is. Outcome: `token_checked` or `token_refused`.
struct check_token {
    sealed_token token{};  // for `draft_purpose`
};
// Bring an agent's bot up or down. Outcome: `bot_reported`, for start_bot only; stop_bot: `done`.
struct start_bot {
    agent_ref agent{};  // `starting` when this was asked
};
// Outcome: `done`.
struct stop_bot {
    agent_ref agent{};  // stopped or archived when this was asked
};
// Register the bot's commands again, since who may do what has changed. Outcome: `done`.
struct refresh_commands {
    bot_ref bot{};     // whose menus are registered anew
    user_id former{};  // who may do less than before, if anybody
};
// Fetch the content of a file that a person has sent. Outcome: `file_fetched`, `file_refused` or
// `unreachable`. A long file is taken in several commits, each of which asks for it once more;
// whoever carries the effect out may keep the content meanwhile.
struct fetch_file {
    std::string file_id{};       // as the platform names it to this bot
    std::int64_t max_bytes = 0;  // of a larger one nothing is fetched
    // The console's own: where the items go, and how far they have been taken.
    struct progress {
        product_ref product{};       // whose stock the items go to
        effect_ref first{};          // the first fetch of this file; zero: this is it
        std::int64_t bytes = 0;      // taken so far, from the front of the file
        std::int64_t items = 0;      // put in stock so far
        std::int64_t all_items = 0;  // in the file; zero until it was looked through
        friend bool operator==(const progress&, const progress&) = default;
    } taken{};
};

// Something to do outside, and for whom.
struct effect {
    effect_ref ref{};  // names its outcome in the inbox
    bot_ref bot{};     // whose conversation asked
    // Whom to tell of the outcome, and which dialog waits for it.
    chat_id chat{};
    user_id user{};

    // The work; each kind says which outcomes it can have.
    std::variant<check_token, start_bot, stop_bot, refresh_commands, fetch_file> what{};
};

// What keeps a bot from running, or a token from being used.
enum class bot_trouble {
    token_refused,      // by the platform; its own words say more
    token_unreadable,   // missing, or sealed with another key
    token_of_main_bot,  // which no agent can use
    polled_elsewhere,   // another program fetches updates with the same token
    webhook_elsewhere,  // another program keeps setting a webhook for it
    used_elsewhere,     // another program uses it in some other way
};
// As logs and `status_reason` have it: `polled_elsewhere`.
std::string_view name(bot_trouble) noexcept;
// What a report to `console::bot_reported` gives as its reason, for admins to read in their own
// language. `words` are the platform's, where it said some.
std::string status_reason_of(bot_trouble, std::string_view words = {});

// The platform knows the token: whose it is.
struct token_checked {
    bot_identity identity{};  // complete: number and username
};
// The token cannot be used.
struct token_refused {
    bot_trouble why = bot_trouble::token_refused;  // what is the matter with it
    std::string reason{};                          // as the platform words it, where it was asked
};
// The platform could not be asked; the person may try again.
struct unreachable {
    std::string reason{};  // in a few words, which the person is shown
};
// The agent's bot answers.
struct bot_came_up {};
// The agent's bot could not be brought up.
struct bot_failed {
    bot_trouble why = bot_trouble::token_refused;  // what is the matter with it
    std::string reason{};                          // as the platform words it, where it said some
};
// It is done; there is no more to say.
struct done {};
// The whole content of the file.
struct file_fetched {
    std::shared_ptr<const std::string> content{};  // never null
};
// The file will never be had: it is too large, the platform does not give it, or there is no token
// to ask with.
struct file_refused {
    // Which of them.
    enum class cause {
        too_large,  // larger than `fetch_file::max_bytes`
        not_given,  // the platform does not give it (any more)
        no_token,   // the bot has no token to ask with
    } why = cause::not_given;
    std::string reason{};  // as the platform words it
};

// How it ended.
using effect_outcome = std::variant<token_checked, token_refused, unreachable, bot_came_up,
                                    bot_failed, done, file_fetched, file_refused>;

// The stored form: canonical bytes with a version. `decode` answers none for bytes it cannot read.
std::string encode(const effect&);
std::optional<effect> decode(const stored_effect&);

}  // namespace console
}  // namespace agentbackend
