// Rows to write: every field set, each to something else, so that no two can be mixed up unseen.

#pragma once

#include <agentbackend/store.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace agentbackend::testing {

// What people type and programs make: a NUL inside, an emoji, right-to-left script, quotes, a
// line's end, a byte that is not UTF-8.
inline std::string awkward(std::string_view distinct) {
    using namespace std::string_view_literals;
    std::string text(distinct);
    text += " \0 \U0001F6CD \u05E9\u05DC\u05D5\u05DD '\"; -- %_\\\r\n"sv;
    text += '\xff';
    return text;
}

// Every byte there is.
inline std::string all_bytes() {
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
    return bytes;
}

// So many seconds, and some microseconds, into 2025.
inline timestamp at(std::int64_t seconds) {
    constexpr std::int64_t new_year_2025 = 1'735'689'600;
    return timestamp(std::chrono::seconds(new_year_2025 + seconds)) +
           std::chrono::microseconds(123'456);
}

inline usdt micros(std::int64_t count) { return usdt::from_micros(count); }

inline agent sample_agent(std::string agent_id) {
    return {.agent_id = std::move(agent_id),
            .name = awkward("name"),
            .status = agent_status::error,
            .status_reason = awkward("reason"),
            .enabled = true,
            .owner = user_id{-7'000'000'001},
            .markup = micros(50'001),
            .available = micros(-3),
            .frozen = micros(0),
            .payouts = micros(49'000'002),
            .fees = micros(1'000'004),
            .links = {.support_link = awkward("support"),
                      .channel_link = awkward("channel"),
                      .announcement_link = awkward("announcement"),
                      .extra_links = {{awkward("first"), awkward("https://one")},
                                      {"", ""},
                                      {awkward("third"), awkward("https://three")}}},
            .token = {.bytes = all_bytes()},
            .identity = {.platform_id = 0, .username = awkward("bot")},
            .created_at = at(1),
            .updated_at = at(2)};
}

inline agent sample_agent(std::string agent_id, std::int64_t platform_id) {
    auto row = sample_agent(std::move(agent_id));
    row.identity.platform_id = platform_id;
    return row;
}

inline product sample_product(std::string name = awkward("product")) {
    return {.name = std::move(name), .base_price = micros(10'000'007), .listed = true};
}

inline price_terms sample_terms() {
    return {.unit = {.base = micros(11), .markup = micros(12)},
            .quantity = 13,
            .unit_total = micros(14),
            .total = micros(15),
            .revenue = micros(16),
            .profit = micros(17)};
}

inline quote sample_quote(product_ref product) {
    return {.bot = bot_ref::from_value(21),
            .customer = user_id{22},
            .product = product,
            .terms = sample_terms(),
            .created_at = at(23)};
}

inline order sample_order(product_ref product) {
    return {.bot = bot_ref::from_value(31),
            .customer = user_id{32},
            .product = product,
            .product_name = awkward("as it was called"),
            .terms = sample_terms(),
            .status = order_status::paid,
            .created_at = at(33)};
}

inline withdrawal sample_withdrawal(agent_ref agent, std::string request_id) {
    return {.request_id = std::move(request_id),
            .agent = agent,
            .owner = user_id{41},
            .amount = micros(42'000'000),
            .fee = micros(1'000'000),
            .address = awkward("address"),
            .status = withdrawal_status::pending,
            .created_at = at(43)};
}

inline withdrawal settled(withdrawal row, std::string txid) {
    row.status = withdrawal_status::paid;
    row.reviewed_at = at(51);
    row.reviewed_by = user_id{52};
    row.paid_at = at(53);
    row.paid_by = user_id{54};
    row.txid = std::move(txid);
    return row;
}

// Not a hash of anything: stores keep what they are given.
inline digest sample_digest(std::uint8_t seed) {
    digest bytes{};
    for (auto& byte : bytes) byte = seed++;
    return bytes;
}

// The next entry after `head`, as an order would book it.
inline journal_entry sample_entry(const journal_head& head) {
    const auto next = head.sequence + 1;
    const auto agent = agent_ref{3};
    return {.sequence = next,
            .at = at(next),
            .draft = {.what = movement::order_paid,
                      .subject = 60 + next,
                      .postings = {{account::customer(bot_ref::of(agent), user_id{42}),
                                    micros(-30'150'000)},
                                   {account::revenue(), micros(30'000'000)},
                                   {account::available(agent), micros(150'000)}},
                      .note = awkward("note")},
            .previous = head.hash,
            .hash = sample_digest(static_cast<std::uint8_t>(next))};
}

inline journal_head head_after(const journal_entry& entry) {
    return {.sequence = entry.sequence, .hash = entry.hash};
}

inline bool is_same(const journal_entry& one, const journal_entry& other) {
    return one.sequence == other.sequence && one.at == other.at &&
           one.draft.what == other.draft.what && one.draft.subject == other.draft.subject &&
           one.draft.postings == other.draft.postings && one.draft.note == other.draft.note &&
           one.previous == other.previous && one.hash == other.hash;
}

inline person sample_person() {
    return {.bot = bot_ref::from_value(71),
            .user = user_id{72},
            .chat = chat_id{-73},
            .name = awkward("person"),
            .language = "zh",
            .language_chosen = true};
}

inline conversation_key sample_conversation() {
    return {.bot = bot_ref::from_value(81), .chat = chat_id{-82}, .user = user_id{83}};
}

inline dialog sample_dialog(conversation_key key = sample_conversation()) {
    return {
        .key = key, .state = awkward("awaiting_markup"), .data = all_bytes(), .updated_at = at(84)};
}

inline recorded_key sample_key(std::string key) {
    return {.scope = {.bot = bot_ref::from_value(91), .user = user_id{92}, .key = std::move(key)},
            .body = sample_digest(200),
            .entity = -93,
            .at = at(94)};
}

inline outbox_message sample_message(std::int64_t chat = 102) {
    return {.bot = bot_ref::from_value(101),
            .chat = chat_id{chat},
            .body = all_bytes(),
            .screen = awkward("screen"),
            .queued_at = at(103)};
}

inline screen_key sample_screen() {
    return {.bot = bot_ref::from_value(111), .chat = chat_id{112}, .screen = awkward("screen")};
}

inline stored_effect sample_effect() {
    return {.bot = bot_ref::from_value(121), .payload = all_bytes(), .asked_at = at(122)};
}

}  // namespace agentbackend::testing
