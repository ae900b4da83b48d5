#include <agentbackend/withdrawal.hpp>

#include <algorithm>

#include "invariant.hpp"
#include "values/text.hpp"

namespace agentbackend {
namespace {

template <class... Cases>
struct overloaded : Cases... {
    using Cases::operator()...;
};
// Clang deduces aggregates from version 17 on only.
template <class... Cases>
overloaded(Cases...) -> overloaded<Cases...>;

// The status a command leads to, wherever it is allowed.
withdrawal_status target(const withdrawal_command& command) noexcept {
    using enum withdrawal_status;
    return std::visit(
        overloaded{[](const approve&) { return approved; }, [](const reject&) { return rejected; },
                   [](const pay&) { return paid; },
                   [](const cancel_by_owner&) { return cancelled; },
                   [](const cancel_by_admin&) { return cancelled; }},
        command);
}

bool is_allowed(withdrawal_status from, const withdrawal_command& command) noexcept {
    switch (from) {
        case withdrawal_status::pending:
            return std::holds_alternative<approve>(command) ||
                   std::holds_alternative<reject>(command) ||
                   std::holds_alternative<cancel_by_owner>(command);
        case withdrawal_status::approved:
            return std::holds_alternative<pay>(command) ||
                   std::holds_alternative<cancel_by_admin>(command);
        case withdrawal_status::paid:
        case withdrawal_status::rejected:
        case withdrawal_status::cancelled: return false;
    }
    unreachable();
}

struct balances {
    usdt available;
    usdt frozen;
    usdt payouts;
    usdt fees;
};

balances balances_of(const agent& owner) {
    return {owner.available, owner.frozen, owner.payouts, owner.fees};
}

withdrawal_step make_step(withdrawal next, const balances& after, std::vector<notice> notices) {
    return {.next = std::move(next),
            .available_after = after.available,
            .frozen_after = after.frozen,
            .payouts_after = after.payouts,
            .fees_after = after.fees,
            .entry = std::nullopt,
            .notices = std::move(notices)};
}

const notice owner_hears_approved{notice::audience::owner, notice_kind::approved};
const notice owner_hears_rejected{notice::audience::owner, notice_kind::rejected};
const notice owner_hears_cancelled{notice::audience::owner, notice_kind::cancelled};
const notice admins_hear_cancelled{notice::audience::admins, notice_kind::cancelled};
const notice owner_hears_paid{notice::audience::owner, notice_kind::paid};

withdrawal_step step_to_approved(const withdrawal& current, const step_context& context) {
    auto next = current;
    next.status = withdrawal_status::approved;
    next.reviewed_at = context.now;
    next.reviewed_by = context.by;
    return make_step(std::move(next), balances_of(context.requester), {owner_hears_approved});
}

// frozen → available. Shared by what ends a withdrawal without a payment.
result<withdrawal_step> step_with_funds_returned(withdrawal next, movement what,
                                                 std::vector<notice> notices,
                                                 const step_context& context) {
    auto after = balances_of(context.requester);
    AGENTBACKEND_ASSIGN(after.available, add(after.available, next.amount));
    AGENTBACKEND_ASSIGN(after.frozen, subtract(after.frozen, next.amount));
    entry_draft entry{.what = what,
                      .subject = next.ref.value,
                      .postings = {{account::frozen(next.agent), -next.amount},
                                   {account::available(next.agent), next.amount}}};
    auto step = make_step(std::move(next), after, std::move(notices));
    step.entry = std::move(entry);
    return step;
}

result<withdrawal_step> step_to_rejected(const withdrawal& current, const reject& command,
                                         const step_context& context) {
    auto next = current;
    next.status = withdrawal_status::rejected;
    next.reviewed_at = context.now;
    next.reviewed_by = context.by;
    next.reject_reason = text::kept_remark(command.reason);
    return step_with_funds_returned(std::move(next), movement::withdrawal_rejected,
                                    {owner_hears_rejected}, context);
}

result<withdrawal_step> step_to_cancelled(const withdrawal& current, std::string_view reason,
                                          std::vector<notice> notices,
                                          const step_context& context) {
    auto next = current;
    next.status = withdrawal_status::cancelled;
    next.cancelled_at = context.now;
    next.cancelled_by = context.by;
    next.cancel_reason = text::kept_remark(reason);
    return step_with_funds_returned(std::move(next), movement::withdrawal_cancelled,
                                    std::move(notices), context);
}

result<withdrawal_step> step_to_paid(const withdrawal& current, const txid& settled_by,
                                     const step_context& context) {
    const usdt net = net_amount(current);
    auto after = balances_of(context.requester);
    AGENTBACKEND_ASSIGN(after.frozen, subtract(after.frozen, current.amount));
    AGENTBACKEND_ASSIGN(after.payouts, add(after.payouts, net));
    AGENTBACKEND_ASSIGN(after.fees, add(after.fees, current.fee));
    // Their sum is shown as one balance, so it has to be one.
    AGENTBACKEND_TRY(add(after.payouts, after.fees));

    // Cannot fail from here.
    auto next = current;
    next.status = withdrawal_status::paid;
    next.paid_at = context.now;
    next.paid_by = context.by;
    next.txid = settled_by.text();
    entry_draft entry{.what = movement::withdrawal_paid,
                      .subject = current.ref.value,
                      .postings = without_zeros({{account::frozen(current.agent), -current.amount},
                                                 {account::payouts(current.agent), net},
                                                 {account::fees(current.agent), current.fee}}),
                      .note = settled_by.text()};
    auto step = make_step(std::move(next), after, {owner_hears_paid});
    step.entry = std::move(entry);
    return step;
}

}  // namespace

std::string_view name(withdrawal_status status) noexcept {
    switch (status) {
        case withdrawal_status::pending: return "pending";
        case withdrawal_status::approved: return "approved";
        case withdrawal_status::paid: return "paid";
        case withdrawal_status::rejected: return "rejected";
        case withdrawal_status::cancelled: return "cancelled";
    }
    unreachable();
}

std::optional<withdrawal_status> parse_withdrawal_status(std::string_view text) noexcept {
    for (const auto status : all_withdrawal_statuses) {
        if (text == name(status)) return status;
    }
    return std::nullopt;
}

bool is_final(withdrawal_status status) noexcept {
    switch (status) {
        case withdrawal_status::pending:
        case withdrawal_status::approved: return false;
        case withdrawal_status::paid:
        case withdrawal_status::rejected:
        case withdrawal_status::cancelled: return true;
    }
    unreachable();
}

std::string_view name(const withdrawal_command& command) noexcept {
    return std::visit(
        overloaded{[](const approve&) -> std::string_view { return "approve"; },
                   [](const reject&) -> std::string_view { return "reject"; },
                   [](const pay&) -> std::string_view { return "pay"; },
                   [](const cancel_by_owner&) -> std::string_view { return "cancel_by_owner"; },
                   [](const cancel_by_admin&) -> std::string_view { return "cancel_by_admin"; }},
        command);
}

usdt net_amount(const withdrawal& request) noexcept {
    return usdt::from_micros(request.amount.micros() - request.fee.micros());
}

result<void> check_policy(const withdrawal_policy& policy) {
    if (policy.fee.is_negative() || policy.fee >= policy.minimum) {
        return error(errc::policy_malformed).amount(policy.fee).limit(policy.minimum);
    }
    return success();
}

result<tron_address> check_payout_address(std::string_view text, const withdrawal_policy& policy) {
    AGENTBACKEND_ASSIGN(auto address, tron_address::parse(text));
    if (address.is_zero()) return error(errc::address_is_zero).subject(text);
    if (address.is_usdt_contract()) return error(errc::address_is_usdt_contract).subject(text);
    const auto& own = policy.operator_wallets;
    if (std::find(own.begin(), own.end(), address) != own.end()) {
        return error(errc::address_is_operators_own).subject(text);
    }
    return address;
}

result<void> check_withdrawal_amount(usdt amount, const agent& owner,
                                     const withdrawal_policy& policy) {
    if (amount < policy.minimum) {
        return error(errc::below_minimum).amount(amount).limit(policy.minimum);
    }
    if (amount > owner.available) {
        return error(errc::insufficient_available).amount(amount).limit(owner.available);
    }
    return success();
}

result<withdrawal_step> open_withdrawal(const withdrawal_request& request,
                                        const request_facts& facts,
                                        const withdrawal_policy& policy) {
    const agent& requester = facts.requester;
    AGENTBACKEND_TRY(tron_address::parse(request.address));
    AGENTBACKEND_TRY(check_not_archived(requester));
    AGENTBACKEND_TRY(check_withdrawal_amount(request.amount, requester, policy));
    AGENTBACKEND_ASSIGN(const auto address, check_payout_address(request.address, policy));
    auto after = balances_of(requester);
    AGENTBACKEND_ASSIGN(after.available, subtract(after.available, request.amount));
    AGENTBACKEND_ASSIGN(after.frozen, add(after.frozen, request.amount));

    // Cannot fail from here.
    withdrawal opened{.request_id = facts.request_id,
                      .agent = requester.ref,
                      .owner = facts.owner,
                      .amount = request.amount,
                      .fee = policy.fee,
                      .address = address.text(),
                      .created_at = facts.now};
    auto step = make_step(std::move(opened), after,
                          {{notice::audience::owner, notice_kind::submitted},
                           {notice::audience::admins, notice_kind::submitted}});
    step.entry = entry_draft{.what = movement::withdrawal_requested,
                             .postings = {{account::available(requester.ref), -request.amount},
                                          {account::frozen(requester.ref), request.amount}},
                             .note = address.text()};
    return step;
}

result<void> check_transition(const withdrawal& current, const withdrawal_command& command) {
    if (is_allowed(current.status, command)) return success();
    return error(errc::illegal_transition)
        .subject(current.request_id)
        .states(name(current.status), name(target(command)));
}

result<withdrawal_step> transition(const withdrawal& current, const withdrawal_command& command,
                                   const step_context& context) {
    std::optional<txid> settled_by;
    if (const auto* payment = std::get_if<pay>(&command)) {
        AGENTBACKEND_ASSIGN(settled_by, txid::parse(payment->txid));
    }
    AGENTBACKEND_TRY(check_transition(current, command));
    const bool leads_to_payment =
        std::holds_alternative<approve>(command) || std::holds_alternative<pay>(command);
    if (leads_to_payment) {
        AGENTBACKEND_TRY(check_payout_address(current.address, context.policy));
    }
    if (settled_by && context.txid_settled) {
        return error(errc::txid_already_used).subject(settled_by->text());
    }

    return std::visit(
        overloaded{[&](const approve&) -> result<withdrawal_step> {
                       return step_to_approved(current, context);
                   },
                   [&](const reject& c) { return step_to_rejected(current, c, context); },
                   [&](const pay&) { return step_to_paid(current, *settled_by, context); },
                   [&](const cancel_by_owner&) {
                       return step_to_cancelled(
                           current, "", {owner_hears_cancelled, admins_hear_cancelled}, context);
                   },
                   [&](const cancel_by_admin& c) {
                       return step_to_cancelled(current, c.reason, {owner_hears_cancelled},
                                                context);
                   }},
        command);
}

}  // namespace agentbackend
