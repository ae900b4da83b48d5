// Conversations: from what a person does to what they see, over a unit of work.
//
// The console knows no Telegram, HTTP or JSON. Permissions are judged here for every command, tap
// and text, and once more in the use cases. Holds no state of its own but the `id_source` it was
// made with, which wants one thread at a time.

#pragma once

#include <agentbackend/backend.hpp>
#include <agentbackend/console/effects.hpp>
#include <agentbackend/console/input.hpp>
#include <agentbackend/console/screen.hpp>
#include <agentbackend/export.hpp>
#include <agentbackend/token_sealer.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace AGENTBACKEND_PUBLIC agentbackend {
namespace console {

// What one input leads to, and what is left to the caller.
struct response {
    std::vector<outgoing> messages{};    // in order; to be queued in the same unit of work
    std::optional<tap_answer> answer{};  // always set for a tap
    std::vector<effect> effects{};       // stored already; to be carried out after the commit
};

// How a console shows things.
struct console_options {
    std::chrono::minutes utc_offset{0};  // of the zone whose times and days people are shown
};

// A message that will never arrive, as its transport tells of it.
struct undelivered_message {
    bot_ref bot{};         // that could not say it
    chat_id chat{};        // where it did not arrive
    std::string errand{};  // what the message carried
    std::string reason{};  // as the platform words it
};

// The inbox's source for messages that did not arrive; the sequence is the message's `outbox_ref`.
inline constexpr std::int64_t undelivered_source = -2;

// A command for the platform's menu, by who sees it.
struct command_menu {
    // Who sees it.
    enum class audience {
        everyone,  // in every chat of the bot that has no menu of its own
        one_chat,  // `chat`
    } who = audience::everyone;
    chat_id chat{};          // for one_chat
    std::string language{};  // "zh", "en"; empty: every other language
    // One line of the menu.
    struct command {
        std::string name{};         // without the slash
        std::string description{};  // what it does, in the menu's language
    };
    std::vector<command> commands{};  // in the order shown
};

// The conversations of a whole shop.
class console {
public:
    // All three must outlive the console.
    console(const backend&, const token_sealer&, id_source&, console_options = {});
    // Nothing is lost with it.
    ~console();

    // Handles one input. Errors are the store's alone: every refusal of a rule is a sentence in
    // the response. REQUIRES: the caller has recorded `input.delivery` as new.
    result<response> handle(unit_of_work&, timestamp now, const input&) const;

    // Goes on with a conversation when an effect's outcome comes back. An effect that is closed
    // already has no effect.
    result<response> resume(unit_of_work&, timestamp now, const effect&,
                            const effect_outcome&) const;

    // Records what the host has seen of an agent's bot, and tells the admins when it failed.
    // A report that comes too late changes nothing.
    result<response> bot_reported(unit_of_work&, timestamp now, agent_ref,
                                  const backend::bot_report&) const;

    // The same for a bot that is up. One that is in error, because it was parked or because a
    // report of the poller before came late, comes back by way of `starting`, unless nobody wants
    // it.
    result<response> bot_is_up(unit_of_work&, timestamp now, agent_ref) const;

    // Passes on what did not reach the one it was for: through the main bot where they can be
    // reached there, else to the admins. REQUIRES: the caller has recorded the message as new under
    // `undelivered_source`, so that it is passed on once.
    result<response> undelivered(unit_of_work&, timestamp now, const undelivered_message&) const;

    // The menus to register for a bot, broadest audience first. `former`, where it is somebody, may
    // have seen more than they should see now, and gets the menu of who they are.
    result<std::vector<command_menu>> menus(reader&, bot_ref, user_id former = {}) const;

private:
    struct parts;
    std::unique_ptr<const parts> parts_;
};

}  // namespace console
}  // namespace agentbackend
