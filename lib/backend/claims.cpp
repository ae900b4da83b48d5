// Ownership by invitation: an admin makes a link, whoever opens it first owns the agent.

#include <agentbackend/backend.hpp>

#include "backend/support.hpp"

namespace agentbackend {

result<claim_offer> backend::make_claim(unit_of_work& work, const command_context& context,
                                        agent_ref ref) const {
    AGENTBACKEND_ASSIGN(const auto wanted, existing_agent(work, ref));
    AGENTBACKEND_TRY(require_admin(*this, context));
    AGENTBACKEND_TRY(check_not_archived(wanted));

    // Only the store can fail from here.
    auto code = draw_claim_code(context.ids);
    const claim made{.agent = ref,
                     .code_hash = hash_claim_code(code),
                     .made_by = context.who.user(),
                     .made_at = context.now,
                     .expires_at = context.now + policy_.claims.lifetime};
    AGENTBACKEND_TRY(work.put_claim(made));
    return claim_offer{.now = made, .code = std::move(code)};
}

result<claim_outcome> backend::claim_agent(unit_of_work& work, const command_context& context,
                                           std::string_view code) const {
    const actor& who = context.who;
    if (who.bot().is_main()) return errc::not_an_agent_bot;
    AGENTBACKEND_ASSIGN(auto wanted, existing_agent(work, who.bot().agent()));
    AGENTBACKEND_ASSIGN(const auto made, work.find_claim(wanted.ref));
    if (!made || !is_code_of(*made, code)) return errc::claim_not_found;

    claim_outcome outcome{.previous_owner = wanted.owner, .made_by = made->made_by};
    if (made->used_by == who.user() && wanted.is_owned_by(who.user())) {
        outcome.now = std::move(wanted);
        outcome.repeated = true;
        return outcome;
    }
    AGENTBACKEND_ASSIGN(const auto used,
                        use_claim(*made, {.wanted = wanted,
                                          .claimant = who.user(),
                                          .maker_is_admin = is_admin(made->made_by),
                                          .now = context.now}));

    // Only the store can fail from here.
    AGENTBACKEND_TRY(work.put_claim(used));
    wanted.owner = who.user();
    AGENTBACKEND_ASSIGN(outcome.now, save(work, context, std::move(wanted)));
    return outcome;
}

}  // namespace agentbackend
