// Agents: resellers (代理) who run a shop bot of their own beside the main bot.
//
// Pure rules. Nothing here reads a clock, a store or a random source; safe from any thread.

#pragma once

#include <agentbackend/clock.hpp>
#include <agentbackend/export.hpp>
#include <agentbackend/ids.hpp>
#include <agentbackend/usdt.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace AGENTBACKEND_PUBLIC agentbackend {

// What is seen of an agent's bot. What the admin wants is `agent::enabled`, kept apart.
enum class agent_status {
    stopped,   // its bot is down
    starting,  // on its way up: nobody has seen the bot answer yet
    running,   // the bot answers
    error,     // down until somebody mends what its reason says
    archived,  // put away for good
};

// What can happen to it.
enum class agent_event {
    start,    // an admin, or the host on its way up, starts the bot
    came_up,  // the bot answers
    fail,     // its token was refused, or another poller holds it
    stop,     // an admin stops it, or the host goes down
    archive,  // an admin puts it away for good
};

// As it is spelt: `running`, `came_up`. Reading answers none for any other spelling.
std::string_view name(agent_status) noexcept;
std::string_view name(agent_event) noexcept;
std::optional<agent_status> parse_agent_status(std::string_view) noexcept;

// The status machine: stopped, error → starting by start; starting → running by came_up; starting,
// running → error by fail; starting, running, error → stopped by stop; stopped, error → archived.
// Error: `illegal_transition`, which names the state and the event.
result<agent_status> transition(agent_status, agent_event);

// A button of the owner's own in their shop.
struct link_button {
    std::string title{};  // 1–32 characters
    std::string url{};    // http(s) or t.me
    friend bool operator==(const link_button&, const link_button&) = default;
};

// What an owner shows in their shop beside the goods.
struct agent_links {
    static constexpr std::size_t max_extra_links = 5;  // one more is `too_many_buttons`
    // As `check_link` answers them; empty: not set.
    std::string support_link{};
    std::string channel_link{};
    std::string announcement_link{};
    std::vector<link_button> extra_links{};  // in the order shown; at most `max_extra_links`
    friend bool operator==(const agent_links&, const agent_links&) = default;
};

// Which of the three links.
enum class link_kind {
    support,       // where customers ask for help
    channel,       // what customers may follow
    announcement,  // what customers should have read
};

// A bot token as it is stored: sealed by the host, opaque here. Empty: "token needed".
struct sealed_token {
    std::string bytes{};  // what `token_sealer::seal` answers
    friend bool operator==(const sealed_token&, const sealed_token&) = default;
};

// A bot as its platform knows it: what getMe answers.
struct bot_identity {
    std::int64_t platform_id = 0;  // zero: not known yet
    std::string username{};        // without the `@`; empty: not known yet
    friend bool operator==(const bot_identity&, const bot_identity&) = default;
};

// A reseller: who they are, what their bot does, what they have earned.
struct agent {
    agent_ref ref{};         // what rows and buttons know it by; zero until it is stored
    std::string agent_id{};  // what people, commands and exports know it by; never changes
    std::string name{};      // as admins and customers see it; 1–64 characters
    agent_status status = agent_status::stopped;  // what was last seen of its bot
    std::string status_reason{};                  // why it is in `error`; else empty
    bool enabled = false;                         // what the admin wants
    std::optional<user_id> owner{};               // none: nobody yet
    usdt markup{};            // of one item, in future quotes; orders keep theirs
    usdt available{};         // earned and free to withdraw; may be negative after a refund
    usdt frozen{};            // under its open withdrawals
    usdt payouts{};           // paid on chain
    usdt fees{};              // kept by the operator
    agent_links links{};      // shown in its shop and in no other
    sealed_token token{};     // sealed for `agent_id`: no other agent can use it
    bot_identity identity{};  // of the bot whose token it is
    timestamp created_at{};   // when it was made, here or where it was imported from
    timestamp updated_at{};   // when this row changed last, by whoever

    // False for everybody while there is no owner.
    bool is_owned_by(user_id user) const noexcept { return owner && *owner == user; }
    // What left `frozen` for good: payouts + fees.
    usdt total_paid() const;
    friend bool operator==(const agent&, const agent&) = default;
};

// What the operator lets owners do.
struct agent_policy {
    usdt markup_ceiling = usdt::from_units(10'000);  // the most an owner may set; of one item
};

// Each that answers a text cleans the input: surrounding blanks off. A name is 1–64 characters, no
// control characters. Error: `name_malformed`.
result<std::string> check_name(std::string_view);
// An id that is given rather than made, as an import does: `is_public_id`, and not `main`, in
// capital letters or small ones, which names the main bot wherever an id is typed. Error:
// `name_malformed`.
result<void> check_agent_id(std::string_view);
// `@username` (5–32 of A-Z a-z 0-9 _), `https://t.me/…`, `http(s)://…`, at most 256 bytes. The
// words that remove a link are the conversation's business. Error: `link_malformed`.
result<std::string> check_link(std::string_view);
// Title 1–32 characters; url as a link, but not `@username`; `t.me/…` gains its `https://`.
// Errors: `button_title_malformed`, `button_url_malformed`.
result<std::string> check_button_title(std::string_view);
result<std::string> check_button_url(std::string_view);
// Error: `amount_out_of_range` when negative, `markup_above_ceiling`.
result<void> check_markup(usdt, const agent_policy&);
// Error: `agent_archived`. Nothing of such an agent changes any more.
result<void> check_not_archived(const agent&);

// What archiving is judged by, beside the agent itself.
struct archive_facts {
    std::int64_t open_withdrawals = 0;  // the agent's pending and approved ones
};

// Whether the agent may be archived: no withdrawal is open and available is zero.
// Errors: `illegal_transition`, `agent_has_open_withdrawal`, `agent_has_balance`.
result<agent_status> archive(const agent&, const archive_facts&);

}  // namespace agentbackend
