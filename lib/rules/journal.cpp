#include <agentbackend/journal.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>

#include "byte_writer.hpp"
#include "invariant.hpp"
#include "values/sha256.hpp"

namespace agentbackend {
namespace {

constexpr std::uint8_t canonical_version = 1;

}  // namespace

std::string_view name(account_kind kind) noexcept {
    switch (kind) {
        case account_kind::opening: return "opening";
        case account_kind::deposits: return "deposits";
        case account_kind::customer: return "customer";
        case account_kind::revenue: return "revenue";
        case account_kind::available: return "available";
        case account_kind::frozen: return "frozen";
        case account_kind::payouts: return "payouts";
        case account_kind::fees: return "fees";
    }
    unreachable();
}

std::string_view name(movement what) noexcept {
    switch (what) {
        case movement::opening_balance: return "opening_balance";
        case movement::wallet_credited: return "wallet_credited";
        case movement::order_paid: return "order_paid";
        case movement::order_refunded: return "order_refunded";
        case movement::withdrawal_requested: return "withdrawal_requested";
        case movement::withdrawal_rejected: return "withdrawal_rejected";
        case movement::withdrawal_cancelled: return "withdrawal_cancelled";
        case movement::withdrawal_paid: return "withdrawal_paid";
        case movement::profit_recorded: return "profit_recorded";
    }
    unreachable();
}

std::string account::to_string() const {
    std::string text(name(kind_));
    switch (kind_) {
        case account_kind::opening:
        case account_kind::deposits:
        case account_kind::revenue: return text;
        case account_kind::customer:
            return text + ":" + std::to_string(bot_.value()) + ":" + std::to_string(user_.value);
        case account_kind::available:
        case account_kind::frozen:
        case account_kind::payouts:
        case account_kind::fees: return text + ":" + std::to_string(bot_.value());
    }
    unreachable();
}

std::string to_hex(const digest& bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const auto byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 0xF];
    }
    return text;
}

bool is_balanced(const std::vector<posting>& postings) {
    boost::multiprecision::checked_int128_t sum = 0;
    for (const auto& [where, amount] : postings) {
        if (amount.is_zero()) return false;
        sum += amount.micros();
    }
    return postings.size() >= 2 && sum == 0;
}

std::vector<posting> without_zeros(std::vector<posting> postings) {
    std::erase_if(postings, [](const posting& p) { return p.amount.is_zero(); });
    return postings;
}

journal_entry seal(entry_draft draft, timestamp at, const journal_head& head) {
    AGENTBACKEND_INVARIANT(is_balanced(draft.postings));
    journal_entry entry{
        .sequence = head.sequence + 1, .at = at, .draft = std::move(draft), .previous = head.hash};
    entry.hash = hash_of(entry);
    return entry;
}

digest hash_of(const journal_entry& entry) {
    byte_writer bytes;
    bytes.u8(canonical_version)
        .raw(entry.previous)
        .i64(entry.sequence)
        .i64(entry.at.time_since_epoch().count())
        .u8(static_cast<std::uint8_t>(entry.draft.what))
        .i64(entry.draft.subject)
        .text(entry.draft.note)
        .i64(static_cast<std::int64_t>(entry.draft.postings.size()));
    for (const auto& [where, amount] : entry.draft.postings) {
        bytes.u8(static_cast<std::uint8_t>(where.kind()))
            .i64(where.bot().value())
            .i64(where.user().value)
            .amount(amount);
    }
    return sha256(bytes.bytes());
}

}  // namespace agentbackend
