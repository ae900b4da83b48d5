// What use cases share: who may act, what must exist, keys that make a repeat harmless, and the
// one place where entries are appended to the journal.

#pragma once

#include <agentbackend/backend.hpp>

#include <optional>

#include "byte_writer.hpp"
#include "store/existing.hpp"

namespace agentbackend {

// --- Authority -------------------------------------------------------------------------------

// Error: `not_an_admin` unless the actor is one, in the main bot.
result<void> require_admin(const backend&, const command_context&);
// Error: `not_an_admin` unless it is the host itself.
result<void> require_system(const command_context&);

// --- What was given --------------------------------------------------------------------------

// Error: `user_id_malformed`.
result<void> check_user(user_id);

// --- References ------------------------------------------------------------------------------

// The agent of the bot the actor is in, who must be its owner.
// Errors: `not_an_agent_bot`, `agent_not_found`, `not_the_owner`, `agent_archived`.
result<agent> own_agent(reader&, const command_context&);
// The agent that sells in a bot; none in the main bot. Errors: `agent_not_found`,
// `agent_archived`.
result<std::optional<agent>> open_shop(reader&, bot_ref);

// --- Keys ------------------------------------------------------------------------------------

// One request as the key remembers it: `request("credit").i64(…).text(…)`.
inline byte_writer request(std::string_view name) {
    byte_writer bytes;
    bytes.text(name);
    return bytes;
}

// A command that has one effect under one key.
class repeatable {
public:
    repeatable(const command_context&, const byte_writer& request);

    // The entity an earlier success led to; none when there was none, or without a key.
    // Error: `key_reused_with_different_body`.
    result<std::optional<std::int64_t>> find_earlier(reader&) const;
    // Remembers a success. Nothing without a key.
    result<void> remember(unit_of_work&, std::int64_t entity) const;

private:
    recorded_key record_;
};

// --- Writing ---------------------------------------------------------------------------------

// Appends an entry; one without postings moves nothing and is left out.
result<void> post(unit_of_work&, const command_context&, entry_draft);

// Writes the agent with `updated_at` set, and answers it.
result<agent> save(unit_of_work&, const command_context&, agent);

}  // namespace agentbackend
