// Withdrawals: an agent's request to be paid, reviewed and settled by an admin.
//
// Pure rules. Nothing here reads a clock, a store or a random source; safe from any thread.

#pragma once

#include <agentbackend/agent.hpp>
#include <agentbackend/export.hpp>
#include <agentbackend/journal.hpp>
#include <agentbackend/tron.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace AGENTBACKEND_PUBLIC agentbackend {

// Where a withdrawal stands.
enum class withdrawal_status {
    pending,    // requested: the amount is frozen
    approved,   // an admin has agreed, and is to send the coins
    paid,       // the coins are sent; a transaction id says by which transaction
    rejected,   // an admin has declined: the amount is available again
    cancelled,  // by its owner, or an admin after approving: the amount is available again
};

// In the order of the enum.
inline constexpr std::array all_withdrawal_statuses{
    withdrawal_status::pending, withdrawal_status::approved, withdrawal_status::paid,
    withdrawal_status::rejected, withdrawal_status::cancelled};

// As it is spelt: `pending`. Reading answers none for any other spelling.
std::string_view name(withdrawal_status) noexcept;
std::optional<withdrawal_status> parse_withdrawal_status(std::string_view) noexcept;

// Whether nothing can follow: paid, rejected, cancelled.
bool is_final(withdrawal_status) noexcept;

// A request to be paid, and what became of it.
struct withdrawal {
    withdrawal_ref ref{};      // what rows and buttons know it by; zero until it is stored
    std::string request_id{};  // what people, commands and exports know it by; never changes
    agent_ref agent{};         // whose balance it leaves
    user_id owner{};           // who asked; zero where an import does not say
    usdt amount{};             // what leaves the agent's balance, the fee included
    usdt fee{};                // taken from the amount
    std::string address{};     // text: imported rows keep what they had, valid or not
    withdrawal_status status = withdrawal_status::pending;  // `transition` alone moves it on
    timestamp created_at{};                                 // when it was asked for
    std::optional<timestamp> reviewed_at{};                 // when it was approved or rejected
    std::optional<user_id> reviewed_by{};                   // the admin who approved or rejected it
    std::optional<timestamp> paid_at{};                     // when the payout was recorded here
    std::optional<user_id> paid_by{};                       // the admin who recorded the payout
    std::string txid{};                       // empty until paid; imported rows keep what they had
    std::string reject_reason{};              // empty: none was given
    std::optional<timestamp> cancelled_at{};  // when its amount went back
    std::optional<user_id> cancelled_by{};    // its owner or an admin
    std::string cancel_reason{};              // an admin's; empty where the owner cancelled
    friend bool operator==(const withdrawal&, const withdrawal&) = default;
};

// What the owner receives on chain: amount − fee.
usdt net_amount(const withdrawal&) noexcept;

// What the operator asks of a withdrawal.
struct withdrawal_policy {
    usdt minimum = usdt::from_units(10);           // smallest amount that may be requested
    usdt fee = usdt::from_units(1);                // kept by the operator; below `minimum`
    std::vector<tron_address> operator_wallets{};  // refused as payout targets
};

// Error: `policy_malformed` when a fee is negative or not below the minimum.
result<void> check_policy(const withdrawal_policy&);

// Whether coins may be sent there. Errors: what `tron_address::parse` refuses; `address_is_zero`;
// `address_is_usdt_contract`; `address_is_operators_own`.
result<tron_address> check_payout_address(std::string_view, const withdrawal_policy&);

// Whom a change concerns. The console turns it into messages.
enum class notice_kind {
    submitted,  // a request waits for review
    approved,   // and waits for payment
    rejected,   // with a reason
    cancelled,  // with a reason, when it was an admin
    paid,       // with the transaction
};

// Something that somebody must hear of.
struct notice {
    // Whom to tell.
    enum class audience {
        owner,   // of the agent, in their bot
        admins,  // each of them, in the main bot
    } to;
    notice_kind what;  // decides what they are told
    friend bool operator==(const notice&, const notice&) = default;
};

// A withdrawal as decided, the agent's balances after it, and what must be written and said.
struct withdrawal_step {
    withdrawal next{};  // a new withdrawal's `ref` is still none
    // The agent's four balances, whether they have changed or not.
    usdt available_after{};
    usdt frozen_after{};
    usdt payouts_after{};
    usdt fees_after{};

    std::optional<entry_draft> entry{};  // none when no money moves
    std::vector<notice> notices{};       // everyone who must hear of it
};

// What an owner asks for. The text must outlive the call.
struct withdrawal_request {
    usdt amount{};               // the fee is taken from it
    std::string_view address{};  // TRC20, without blanks around it
};

// What a request is judged by. References must outlive the call.
struct request_facts {
    const agent& requester;    // whose balance it leaves
    user_id owner{};           // who asks
    std::string request_id{};  // a free one
    timestamp now{};           // becomes `created_at`
};

// Whether an amount could be requested now. Errors: `below_minimum` (amount, limit);
// `insufficient_available` (amount, limit: what is available).
result<void> check_withdrawal_amount(usdt, const agent&, const withdrawal_policy&);

// Opens a withdrawal: available → frozen. Refuses, in this order: what `tron_address::parse`
// refuses; `agent_archived`; `below_minimum`; `insufficient_available`; what
// `check_payout_address` refuses of a well-formed address; `amount_overflow`.
result<withdrawal_step> open_withdrawal(const withdrawal_request&, const request_facts&,
                                        const withdrawal_policy&);

// An admin will pay.
struct approve {};
// An admin will not pay; the money goes back to available.
struct reject {
    std::string reason{};  // may be empty; at most 256 characters are kept
};
// An admin has paid: the transaction on chain.
struct pay {
    std::string txid{};  // as typed
};
// The owner takes it back while it is pending.
struct cancel_by_owner {};
// The payout could not be made; the money goes back to available.
struct cancel_by_admin {
    std::string reason{};  // may be empty; at most 256 characters are kept
};
// What can be asked of a withdrawal that is there.
using withdrawal_command = std::variant<approve, reject, pay, cancel_by_owner, cancel_by_admin>;

// As the table of states spells it, such as `cancel_by_owner`.
std::string_view name(const withdrawal_command&) noexcept;

// Whether the command can follow where the withdrawal stands. Error: `illegal_transition` (carries
// both states).
result<void> check_transition(const withdrawal&, const withdrawal_command&);

// What a command is judged by. References must outlive the call.
struct step_context {
    timestamp now{};                  // becomes `reviewed_at`, `paid_at` or `cancelled_at`
    user_id by{};                     // who commands
    const agent& requester;           // whose balances move
    const withdrawal_policy& policy;  // today's: it judges the address anew
    // The withdrawal the txid has settled already, if any. Looked up by the caller.
    std::optional<withdrawal_ref> txid_settled{};
};

// Applies one command to one withdrawal.
//
// Refuses, in this order: `txid_malformed`; what `check_transition` refuses; what
// `check_payout_address` refuses, for approve and pay; `txid_already_used`; `amount_overflow`. A
// refusal changes nothing and says what would be allowed. On success the postings sum to zero and
// the notices name everyone who must hear of it.
result<withdrawal_step> transition(const withdrawal&, const withdrawal_command&,
                                   const step_context&);

// Sums by status, kept by the writes, so that reading them costs the same at any size.
struct withdrawal_statistics {
    // How many, and how much in all.
    struct bucket {
        std::int64_t count = 0;  // of withdrawals
        usdt sum{};              // of amounts, fees included
        friend bool operator==(const bucket&, const bucket&) = default;
    };
    std::array<bucket, all_withdrawal_statuses.size()> by_status{};  // indexed by the enum
    usdt fees_earned{};                                              // of paid ones
    usdt net_paid{};                            // what paid ones sent on chain: amounts − fees
    std::int64_t agents_with_frozen = 0;        // whose frozen balance is above zero
    std::optional<timestamp> oldest_pending{};  // when it was asked for; none: nothing is pending

    // The sums of one status.
    const bucket& of(withdrawal_status status) const {
        return by_status[static_cast<std::size_t>(status)];
    }
    friend bool operator==(const withdrawal_statistics&, const withdrawal_statistics&) = default;
};

}  // namespace agentbackend
