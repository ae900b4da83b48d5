#include "transfer/import_rules.hpp"

#include <chrono>

namespace agentbackend::transfer {
namespace {

// The UTC time that an id such as `aw_20250124_143022_abc123` carries.
std::optional<timestamp> time_in(std::string_view id) {
    const auto start = id.find('_');
    if (start == std::string_view::npos || id.size() < start + 16) return std::nullopt;
    const auto digits = id.substr(start + 1, 15);  // 20250124_143022
    if (digits[8] != '_') return std::nullopt;
    const auto part = [&](std::size_t at, std::size_t size) {
        return std::string(digits.substr(at, size));
    };
    return parse_iso8601(part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2) + "T" + part(9, 2) + ":" +
                         part(11, 2) + ":" + part(13, 2) + "Z");
}

using flag_list = std::vector<std::string>;

// Clocks differ by less than a day, zones too.
void flag_future(timestamp created_at, timestamp now, const std::string& title, flag_list& flags) {
    if (created_at <= now + std::chrono::days(1)) return;
    flags.push_back(title + "it was created at " + to_iso8601(created_at) +
                    ", which is still to come. It is kept as it is; correct it in the file if you "
                    "know better.");
}

// --- Agents ------------------------------------------------------------------------------------

std::string acceptable_link(const std::string& link, std::string_view what,
                            const std::string& title, flag_list& flags) {
    if (link.empty()) return {};
    auto checked = check_link(link);
    if (checked) return std::move(*checked);
    flags.push_back(title + "its " + std::string(what) +
                    " is no @username and no web address, and is left out. The owner can set it "
                    "again.");
    return {};
}

std::vector<link_button> acceptable_buttons(const std::vector<link_button>& buttons,
                                            const std::string& title, flag_list& flags) {
    std::vector<link_button> kept;
    std::size_t left_out = 0;
    for (const auto& button : buttons) {
        auto text = check_button_title(button.title);
        auto url = check_button_url(button.url);
        if (text && url && kept.size() < agent_links::max_extra_links) {
            kept.push_back({std::move(*text), std::move(*url)});
        } else {
            ++left_out;
        }
    }
    if (left_out != 0) {
        flags.push_back(title + counted(static_cast<std::int64_t>(left_out), "button") +
                        " of its own left out: at most five, each with a title of 1 to 32 "
                        "characters and a web address. The owner can add others.");
    }
    return kept;
}

agent_links acceptable_links(const agent_links& given, const std::string& title, flag_list& flags) {
    const auto link = [&](const std::string& text, std::string_view what) {
        return acceptable_link(text, what, title, flags);
    };
    return {.support_link = link(given.support_link, "support_link"),
            .channel_link = link(given.channel_link, "channel_link"),
            .announcement_link = link(given.announcement_link, "announcement_link"),
            .extra_links = acceptable_buttons(given.extra_links, title, flags)};
}

std::string acceptable_name(const agent_row& row, const std::string& title, flag_list& flags) {
    if (!row.name) return row.agent_id;
    auto checked = check_name(*row.name);
    if (checked) return std::move(*checked);
    flags.push_back(title +
                    "its name is not of 1 to 64 printable characters; it goes by its id. Rename it "
                    "in the admin's panel.");
    return row.agent_id;
}

// --- Withdrawals -------------------------------------------------------------------------------

std::string what_is_wrong_with_address(const error& refused) {
    switch (refused.code()) {
        case errc::address_wrong_length:
            return "has " + std::to_string(refused.facts().count.value_or(0)) +
                   " characters where an address has " + std::to_string(tron_address::text_size);
        case errc::address_is_zero: return "is the zero address, where coins are lost";
        case errc::address_is_usdt_contract: return "belongs to the USDT contract itself";
        case errc::address_is_operators_own: return "is a wallet of the operator";
        case errc::address_bad_checksum: return "has a wrong checksum";
        case errc::address_wrong_prefix: return "is no TRON address";
        default: return "has a character that no address has";
    }
}

bool has_settled_fields(const withdrawal& w) {
    return w.paid_at || w.paid_by || w.cancelled_at || w.cancelled_by || !w.txid.empty() ||
           !w.reject_reason.empty() || !w.cancel_reason.empty();
}

bool has_review(const withdrawal& w) { return w.reviewed_at || w.reviewed_by; }

// Takes away what a withdrawal of its status cannot have yet: a txid there would count as spent.
void strip_open(withdrawal& open, const std::string& title, flag_list& flags) {
    const bool is_pending = open.status == withdrawal_status::pending;
    if (!has_settled_fields(open) && !(is_pending && has_review(open))) return;
    open.paid_at.reset();
    open.paid_by.reset();
    open.txid.clear();
    open.cancelled_at.reset();
    open.cancelled_by.reset();
    open.reject_reason.clear();
    open.cancel_reason.clear();
    if (is_pending) {
        open.reviewed_at.reset();
        open.reviewed_by.reset();
    }
    flags.push_back(title + "it is " + std::string(name(open.status)) +
                    ", but carries marks of a later status, which are left out. Look whether it "
                    "has been paid before you pay it.");
}

bool has_payable_fee(const withdrawal& w) { return !w.fee.is_negative() && w.fee < w.amount; }

std::string refusal_of(const withdrawal& open, const std::string& title) {
    if (!has_payable_fee(open)) {
        return title + "it is open, and its fee of " + open.fee.to_string() +
               " USDT is not below its amount of " + open.amount.to_string() +
               " USDT. Correct it in the file, or reject it in the old system.";
    }
    return {};
}

void flag_amounts(const withdrawal& w, const withdrawal_policy& policy, const std::string& title,
                  flag_list& flags) {
    if (!has_payable_fee(w)) {
        flags.push_back(title + "its fee of " + w.fee.to_string() +
                        " USDT is not between zero and its amount of " + w.amount.to_string() +
                        " USDT. It is settled, and kept as it is.");
    } else if (w.amount < policy.minimum) {
        flags.push_back(title + "its amount of " + w.amount.to_string() +
                        " USDT is below today's minimum of " + policy.minimum.to_string() +
                        " USDT. It is kept as it is.");
    }
}

void flag_address(const withdrawal& w, const withdrawal_policy& policy, const std::string& title,
                  flag_list& flags) {
    const auto checked = check_payout_address(w.address, policy);
    if (checked) return;
    flags.push_back(title + "its address " + what_is_wrong_with_address(checked.error()) +
                    (is_final(w.status) ? ". It is settled, and kept as it is."
                     : w.status == withdrawal_status::pending
                         ? ". It can be rejected or cancelled, not approved."
                         : ". It can be cancelled, not paid."));
}

// Spells a well-formed txid as this system does, so that it cannot settle another withdrawal.
void settle_txid(withdrawal& w, const std::string& title, flag_list& flags) {
    const auto read = txid::parse(w.txid);
    if (read) w.txid = read->text();
    const bool is_paid = w.status == withdrawal_status::paid;
    if (is_paid && !read) {
        flags.push_back(
            title +
            (w.txid.empty() ? "it is paid without a txid" : "its txid is not of 64 hex digits") +
            ". It is settled, and kept as it is.");
    } else if (!is_paid && !w.txid.empty()) {
        flags.push_back(title + "it is " + std::string(name(w.status)) +
                        ", but has a txid. It is kept with this request's id behind it, so that "
                        "the txid can settle the withdrawal that it paid.");
    }
}

usdt fee_of(const withdrawal_row& row, const withdrawal_policy& policy, const std::string& title,
            flag_list& flags) {
    if (row.fee) return *row.fee;
    const auto fee = is_final(row.status) ? usdt() : policy.fee;
    flags.push_back(title + "it names no fee; " + fee.to_string() + " USDT is taken for it.");
    return fee;
}

}  // namespace

judged<agent> judge(const agent_row& row, const backend_policy& policy, timestamp now) {
    judged<agent> outcome;
    auto& flags = outcome.flags;
    const auto title = "agent " + row.agent_id + ": ";
    const auto created = row.created_at ? row.created_at : time_in(row.agent_id);
    outcome.made = {.agent_id = row.agent_id,
                    .name = acceptable_name(row, title, flags),
                    .owner = row.owner,
                    .markup = row.markup,
                    .available = row.available,
                    .frozen = row.frozen,
                    .links = acceptable_links(row.links, title, flags),
                    .created_at = created.value_or(now),
                    .updated_at = row.updated_at.value_or(created.value_or(now))};
    flag_future(outcome.made.created_at, now, title, flags);
    if (!row.owner) {
        flags.push_back(title + "it has no owner. Set one in the admin's panel.");
    }
    if (row.markup > policy.agents.markup_ceiling) {
        flags.push_back(title + "its markup of " + row.markup.to_string() +
                        " USDT is above today's ceiling of " +
                        policy.agents.markup_ceiling.to_string() + " USDT. It is kept as it is.");
    }
    if (row.available.is_negative()) {
        flags.push_back(title + "its available balance is " + row.available.to_string() +
                        " USDT. Withdrawals are refused until it is above zero.");
    }
    return outcome;
}

judged<withdrawal> judge(const withdrawal_row& row, const backend_policy& policy, timestamp now) {
    judged<withdrawal> outcome;
    auto& flags = outcome.flags;
    const auto title = "withdrawal " + row.request_id + ": ";
    const auto created = row.created_at ? row.created_at : time_in(row.request_id);
    auto& made = outcome.made;
    made = {.request_id = row.request_id,
            .owner = row.owner.value_or(user_id{}),
            .amount = row.amount,
            .fee = fee_of(row, policy.withdrawals, title, flags),
            .address = row.address,
            .status = row.status,
            .created_at = created.value_or(now),
            .reviewed_at = row.reviewed_at,
            .reviewed_by = row.reviewed_by,
            .paid_at = row.paid_at,
            .paid_by = row.paid_by,
            .txid = row.txid,
            .reject_reason = row.reject_reason,
            .cancelled_at = row.cancelled_at,
            .cancelled_by = row.cancelled_by,
            .cancel_reason = row.cancel_reason};
    flag_future(made.created_at, now, title, flags);
    if (is_final(row.status)) {
        settle_txid(made, title, flags);
    } else {
        strip_open(made, title, flags);
        outcome.refusal = refusal_of(made, title);
        if (!outcome.refusal.empty()) return outcome;
    }
    flag_amounts(made, policy.withdrawals, title, flags);
    flag_address(made, policy.withdrawals, title, flags);
    return outcome;
}

}  // namespace agentbackend::transfer
