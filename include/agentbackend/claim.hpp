// Claims: an invitation to become an agent's owner, by a link that works once.
//
// An agent has at most one claim; a newer one replaces it. The code is seen when it is made and
// never again: only its hash is kept. Pure rules; safe from any thread.

#pragma once

#include <agentbackend/agent.hpp>
#include <agentbackend/export.hpp>
#include <agentbackend/journal.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace AGENTBACKEND_PUBLIC agentbackend {

// What stands before the code in a link: `https://t.me/<bot>?start=claim_<code>`.
inline constexpr std::string_view claim_link_prefix = "claim_";

// An invitation: whose agent, who made it, and who has used it.
struct claim {
    agent_ref agent{};                   // whose owner it makes; has no other claim
    digest code_hash{};                  // by `hash_claim_code`; the code itself is kept nowhere
    user_id made_by{};                   // it holds only while they are an admin
    timestamp made_at{};                 // from which the policy's lifetime counts
    timestamp expires_at{};              // from this moment on it cannot be used
    std::optional<user_id> used_by{};    // none: it can still be used
    std::optional<timestamp> used_at{};  // none as long as `used_by` is
    friend bool operator==(const claim&, const claim&) = default;
};

// How long an invitation holds.
struct claim_policy {
    std::chrono::minutes lifetime = std::chrono::hours(24);  // above zero; each claim keeps its own
};

// Error: `policy_malformed` when nothing could be claimed in time.
result<void> check_policy(const claim_policy&);

// 128 bits from `ids`, as 32 hex digits.
std::string draw_claim_code(id_source&);
// SHA-256.
digest hash_claim_code(std::string_view code);
// Takes a time that tells nothing about the code.
bool is_code_of(const claim&, std::string_view code);

// What a use is judged by. References must outlive the call.
struct claim_facts {
    const agent& wanted;         // whose claim it is
    user_id claimant{};          // who shows the code
    bool maker_is_admin = true;  // still: a link does not outlive the authority behind it
    timestamp now{};             // becomes `used_at`
};

// Uses a claim whose code was shown. Refuses, in this order: `agent_archived`; `claim_used`;
// `claim_expired`.
result<claim> use_claim(const claim&, const claim_facts&);

}  // namespace agentbackend
