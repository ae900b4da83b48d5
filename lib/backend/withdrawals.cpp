// Withdrawals: the owner asks, an admin reviews and settles.

#include <agentbackend/backend.hpp>

#include "backend/support.hpp"
#include "invariant.hpp"

namespace agentbackend {
namespace {

result<withdrawal_outcome> read_repeated(reader& store, withdrawal_ref ref) {
    AGENTBACKEND_ASSIGN(auto now, existing_withdrawal(store, ref));
    return withdrawal_outcome{.now = std::move(now), .repeated = true};
}

result<std::string> free_request_id(reader& store, const command_context& context) {
    // 36⁶ ids a second: a source that cannot find a free one in this many draws is broken.
    for (int draw = 0; draw < 1'000; ++draw) {
        auto id = format_request_id(context.now, context.ids);
        AGENTBACKEND_ASSIGN(const auto taken, store.find_withdrawal_by_id(id));
        if (!taken) return id;
    }
    broken_invariant("the id source repeats itself", __FILE__, __LINE__);
}

// Writes what a step changes besides the withdrawal itself.
result<void> settle(unit_of_work& work, const command_context& context, const withdrawal_step& step,
                    agent requester) {
    if (!step.entry) return success();
    requester.available = step.available_after;
    requester.frozen = step.frozen_after;
    requester.payouts = step.payouts_after;
    requester.fees = step.fees_after;
    AGENTBACKEND_TRY(save(work, context, std::move(requester)));
    auto entry = *step.entry;
    entry.subject = step.next.ref.value;
    return post(work, context, std::move(entry));
}

byte_writer request_body(withdrawal_ref ref, const withdrawal_command& command) {
    auto body = request(name(command)).i64(ref.value);
    if (const auto* c = std::get_if<reject>(&command)) body.text(c->reason);
    if (const auto* c = std::get_if<pay>(&command)) body.text(c->txid);
    if (const auto* c = std::get_if<cancel_by_admin>(&command)) body.text(c->reason);
    return body;
}

// Whoever commands must be the owner, in their bot, to cancel their own; else an admin.
result<void> require_authority(const backend& rules, const command_context& context,
                               const agent& requester, const withdrawal_command& command) {
    if (!std::holds_alternative<cancel_by_owner>(command)) return require_admin(rules, context);
    const actor& who = context.who;
    if (who.bot().is_main()) return errc::not_an_agent_bot;
    const bool is_owner = !who.is_system() && who.bot() == bot_ref::of(requester.ref) &&
                          requester.is_owned_by(who.user());
    if (!is_owner) return errc::not_the_owner;
    return success();
}

result<std::optional<withdrawal_ref>> find_settled_by(reader& store,
                                                      const withdrawal_command& command) {
    const auto* payment = std::get_if<pay>(&command);
    if (!payment) return std::optional<withdrawal_ref>();
    AGENTBACKEND_ASSIGN(const auto settled_by, txid::parse(payment->txid));
    return store.find_settled_by(settled_by.text());
}

}  // namespace

result<withdrawal_outcome> backend::request_withdrawal(unit_of_work& work,
                                                       const command_context& context,
                                                       const withdrawal_request& asked) const {
    AGENTBACKEND_TRY(tron_address::parse(asked.address));
    AGENTBACKEND_ASSIGN(auto requester, own_agent(work, context));
    const repeatable once(context,
                          request("request_withdrawal").amount(asked.amount).text(asked.address));
    AGENTBACKEND_ASSIGN(const auto earlier, once.find_earlier(work));
    if (earlier) return read_repeated(work, withdrawal_ref{*earlier});
    AGENTBACKEND_ASSIGN(auto request_id, free_request_id(work, context));
    AGENTBACKEND_ASSIGN(auto step, open_withdrawal(asked,
                                                   {.requester = requester,
                                                    .owner = context.who.user(),
                                                    .request_id = std::move(request_id),
                                                    .now = context.now},
                                                   policy_.withdrawals));

    // Only the store can fail from here.
    AGENTBACKEND_ASSIGN(step.next.ref, work.insert_withdrawal(step.next));
    AGENTBACKEND_TRY(settle(work, context, step, std::move(requester)));
    AGENTBACKEND_TRY(once.remember(work, step.next.ref.value));
    return withdrawal_outcome{.now = std::move(step.next), .notices = std::move(step.notices)};
}

result<withdrawal_outcome> backend::apply(unit_of_work& work, const command_context& context,
                                          withdrawal_ref ref,
                                          const withdrawal_command& command) const {
    AGENTBACKEND_ASSIGN(const auto txid_settled, find_settled_by(work, command));
    AGENTBACKEND_ASSIGN(const auto current, existing_withdrawal(work, ref));
    AGENTBACKEND_ASSIGN(auto requester, existing_agent(work, current.agent));
    AGENTBACKEND_TRY(require_authority(*this, context, requester, command));
    const repeatable once(context, request_body(ref, command));
    AGENTBACKEND_ASSIGN(const auto earlier, once.find_earlier(work));
    if (earlier) return read_repeated(work, ref);
    AGENTBACKEND_ASSIGN(auto step, transition(current, command,
                                              {.now = context.now,
                                               .by = context.who.user(),
                                               .requester = requester,
                                               .policy = policy_.withdrawals,
                                               .txid_settled = txid_settled}));

    // Only the store can fail from here.
    AGENTBACKEND_TRY(work.update_withdrawal(step.next));
    AGENTBACKEND_TRY(settle(work, context, step, std::move(requester)));
    AGENTBACKEND_TRY(once.remember(work, ref.value));
    return withdrawal_outcome{.now = std::move(step.next), .notices = std::move(step.notices)};
}

}  // namespace agentbackend
