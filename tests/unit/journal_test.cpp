// The journal: entries that balance, and a chain in which no field can change unseen.

#include "unit/support/builders.hpp"
#include "unit/support/expect.hpp"

#include <agentbackend/journal.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace agentbackend {
namespace {

using namespace literals;
using namespace test;

const bot_ref alpha_bot = bot_ref::of(alpha_ref);

constexpr account_kind all_kinds[] = {
    account_kind::opening,   account_kind::deposits, account_kind::customer, account_kind::revenue,
    account_kind::available, account_kind::frozen,   account_kind::payouts,  account_kind::fees};

constexpr movement all_movements[] = {
    movement::opening_balance,      movement::wallet_credited,      movement::order_paid,
    movement::order_refunded,       movement::withdrawal_requested, movement::withdrawal_rejected,
    movement::withdrawal_cancelled, movement::withdrawal_paid,      movement::profit_recorded};

entry_draft sale_of_three() {
    return {.what = movement::order_paid,
            .subject = 17,
            .postings = {{account::customer(alpha_bot, customer), minus("30.15")},
                         {account::revenue(), "30"_usdt},
                         {account::available(alpha_ref), "0.15"_usdt}},
            .note = "礼品卡 × 3"};
}

TEST(account, is_written_by_its_parts) {
    const struct {
        account where;
        const char* expected;
    } table[] = {
        {account::opening(), "opening"},
        {account::deposits(), "deposits"},
        {account::revenue(), "revenue"},
        {account::customer(alpha_bot, customer), "customer:3:42"},
        {account::customer(bot_ref::main(), customer), "customer:0:42"},
        {account::available(alpha_ref), "available:3"},
        {account::frozen(alpha_ref), "frozen:3"},
        {account::payouts(alpha_ref), "payouts:3"},
        {account::fees(alpha_ref), "fees:3"},
    };
    for (const auto& row : table) {
        EXPECT_EQ(row.where.to_string(), row.expected);
        EXPECT_EQ(account::from_parts(row.where.kind(), row.where.bot(), row.where.user()),
                  row.where);
    }
}

TEST(account, kinds_and_movements_have_names_of_their_own) {
    std::set<std::string_view> kinds;
    for (const auto kind : all_kinds) EXPECT_TRUE(kinds.insert(name(kind)).second) << name(kind);
    std::set<std::string_view> movements;
    for (const auto what : all_movements) {
        EXPECT_TRUE(movements.insert(name(what)).second) << name(what);
    }
}

TEST(entry, is_balanced_when_two_or_more_postings_sum_to_zero) {
    const auto available = account::available(alpha_ref);
    const auto frozen = account::frozen(alpha_ref);
    const auto largest = usdt::from_micros(usdt::max_micros);
    const struct {
        const char* why;
        std::vector<posting> postings;
        bool balanced;
    } table[] = {
        {"a transfer", {{available, minus("50")}, {frozen, "50"_usdt}}, true},
        {"a sale", sale_of_three().postings, true},
        {"nothing", {}, false},
        {"one line", {{available, "50"_usdt}}, false},
        {"one line of zero", {{available, usdt()}}, false},
        {"lines of zero", {{available, usdt()}, {frozen, usdt()}}, false},
        {"a zero among others",
         {{available, minus("50")}, {frozen, "50"_usdt}, {account::revenue(), usdt()}},
         false},
        {"a micro too many", {{available, minus("50")}, {frozen, "50.000001"_usdt}}, false},
        {"a sum beyond 64 bits",
         {{available, largest}, {available, largest}, {available, largest}, {frozen, -largest}},
         false},
        {"a sum that would wrap to zero in 64 bits",
         std::vector<posting>(1u << 10, {available, usdt::from_micros(std::int64_t{1} << 54)}),
         false},
    };
    for (const auto& row : table) EXPECT_EQ(is_balanced(row.postings), row.balanced) << row.why;
}

TEST(entry, zeros_are_left_out_in_place) {
    const posting from{account::available(alpha_ref), minus("50")};
    const posting to{account::frozen(alpha_ref), "50"_usdt};
    const posting nothing{account::revenue(), usdt()};
    EXPECT_EQ(without_zeros({nothing, from, nothing, to, nothing}), (std::vector{from, to}));
    EXPECT_EQ(without_zeros({nothing}), std::vector<posting>{});
}

TEST(chain, begins_with_entry_one_after_a_head_of_zeros) {
    const auto first = seal(sale_of_three(), story_start, {});
    EXPECT_EQ(first.sequence, 1);
    EXPECT_EQ(first.at, story_start);
    EXPECT_EQ(first.previous, digest{});
    EXPECT_EQ(first.hash, hash_of(first));
    EXPECT_NE(first.hash, digest{});
    EXPECT_EQ(first.draft.postings, sale_of_three().postings);
    EXPECT_EQ(first.draft.subject, 17);
    EXPECT_EQ(first.draft.note, sale_of_three().note);
}

// Frozen: journals that exist must verify for ever. The value was made from the definition in
// docs/journal.md by another program.
TEST(chain, canonical_bytes_never_change) {
    const auto first = seal(sale_of_three(), story_start, {});
    EXPECT_EQ(to_hex(first.hash),
              "bf192e6b4fdb35bb1182580a19c609157ca641e61438c56daac8586653c837e3");
}

TEST(chain, ties_each_entry_to_the_one_before) {
    journal_head head;
    for (std::int64_t sequence = 1; sequence <= 10; ++sequence) {
        const auto entry = seal(sale_of_three(), story_start, head);
        EXPECT_EQ(entry.sequence, sequence);
        EXPECT_EQ(entry.previous, head.hash);
        EXPECT_NE(entry.hash, head.hash);
        head = {entry.sequence, entry.hash};
    }
}

TEST(chain, shows_a_change_of_any_field) {
    const auto sealed = seal(sale_of_three(), story_start, {41, digest{1, 2, 3}});
    const auto line = [](journal_entry& e) -> posting& { return e.draft.postings[0]; };
    const struct {
        const char* field;
        std::function<void(journal_entry&)> change;
    } table[] = {
        {"sequence", [](auto& e) { e.sequence += 1; }},
        {"time", [](auto& e) { e.at += std::chrono::microseconds{1}; }},
        {"movement", [](auto& e) { e.draft.what = movement::order_refunded; }},
        {"subject", [](auto& e) { e.draft.subject += 1; }},
        {"kind of an account",
         [&](auto& e) {
             line(e).where = account::from_parts(account_kind::frozen, alpha_bot, customer);
         }},
        {"bot of an account",
         [&](auto& e) { line(e).where = account::customer(bot_ref::main(), customer); }},
        {"user of an account",
         [&](auto& e) { line(e).where = account::customer(alpha_bot, admin); }},
        {"amount", [&](auto& e) { line(e).amount = minus("30.150001"); }},
        {"sign", [&](auto& e) { line(e).amount = -line(e).amount; }},
        {"order of postings", [](auto& e) { std::swap(e.draft.postings[0], e.draft.postings[1]); }},
        {"a posting less", [](auto& e) { e.draft.postings.pop_back(); }},
        {"a posting more",
         [](auto& e) {
             e.draft.postings.push_back({account::revenue(), "1"_usdt});
         }},
        {"note", [](auto& e) { e.draft.note += ' '; }},
        {"an empty note", [](auto& e) { e.draft.note.clear(); }},
        {"hash of the one before", [](auto& e) { e.previous[31] ^= 1; }},
    };
    ASSERT_EQ(hash_of(sealed), sealed.hash);
    std::set<digest> seen{sealed.hash};
    for (const auto& row : table) {
        auto changed = sealed;
        row.change(changed);
        EXPECT_TRUE(seen.insert(hash_of(changed)).second) << row.field;
    }
}

TEST(chain, an_entry_s_own_hash_is_not_part_of_its_bytes) {
    auto entry = seal(sale_of_three(), story_start, {});
    const auto before = hash_of(entry);
    entry.hash = {};
    EXPECT_EQ(hash_of(entry), before);
}

TEST(digest, is_written_as_64_hex_digits) {
    digest bytes{};
    EXPECT_EQ(to_hex(bytes), std::string(64, '0'));
    bytes[0] = 0xa5;
    bytes[31] = 0x0f;
    EXPECT_EQ(to_hex(bytes), "a5" + std::string(60, '0') + "0f");
}

TEST(journal_death, an_unbalanced_entry_is_never_sealed) {
    auto draft = sale_of_three();
    draft.postings.pop_back();
    EXPECT_DEATH((void)seal(draft, story_start, {}), "");
    draft.postings.clear();
    EXPECT_DEATH((void)seal(draft, story_start, {}), "");
}

}  // namespace
}  // namespace agentbackend
