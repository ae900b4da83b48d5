// Names of things. Inside, rows are known by 64-bit references, a type for each kind; outside, by
// public text ids (`agent_20250124_143022`). Values; safe from any thread.

#pragma once

#include <agentbackend/clock.hpp>
#include <agentbackend/export.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace AGENTBACKEND_PUBLIC agentbackend {

// A 64-bit number that cannot be mistaken for another kind of number. Zero means "none yet".
template <class Tag>
struct strong_id {
    std::int64_t value = 0;  // of rows: the store's, from 1; of people and chats: the platform's
    // Whether it is a reference to something.
    constexpr explicit operator bool() const noexcept { return value != 0; }
    friend constexpr auto operator<=>(strong_id, strong_id) noexcept = default;
};

// One type for each kind of row.
using agent_ref = strong_id<struct agent_tag>;
using category_ref = strong_id<struct category_tag>;
using product_ref = strong_id<struct product_tag>;
using quote_ref = strong_id<struct quote_tag>;
using order_ref = strong_id<struct order_tag>;
using stock_item_ref = strong_id<struct stock_item_tag>;
using withdrawal_ref = strong_id<struct withdrawal_tag>;
using outbox_ref = strong_id<struct outbox_tag>;
using effect_ref = strong_id<struct effect_tag>;
using dialog_ref = strong_id<struct dialog_tag>;

// People and chats, as Telegram (or the embedder's transport) numbers them.
using user_id = strong_id<struct user_tag>;
using chat_id = strong_id<struct chat_tag>;

// Which bot, and so which shop: the main one, or an agent's.
class bot_ref {
public:
    constexpr bot_ref() noexcept = default;  // the main bot
    // The main bot, or that of an agent.
    static constexpr bot_ref main() noexcept { return {}; }
    static constexpr bot_ref of(agent_ref agent) noexcept { return bot_ref(agent.value); }
    // The inverse of `value()`, for stores and codecs.
    static constexpr bot_ref from_value(std::int64_t value) noexcept { return bot_ref(value); }

    // Whether it is the shop's own bot.
    constexpr bool is_main() const noexcept { return value_ == 0; }
    // REQUIRES: not the main bot; else the reference is none.
    constexpr agent_ref agent() const noexcept { return {value_}; }
    // The agent's number; zero: the main bot.
    constexpr std::int64_t value() const noexcept { return value_; }
    friend constexpr auto operator<=>(bot_ref, bot_ref) noexcept = default;

private:
    constexpr explicit bot_ref(std::int64_t value) noexcept : value_(value) {}
    std::int64_t value_ = 0;
};

// Where random bits come from. Not required to be thread-safe: one source belongs to one thread.
class id_source {
public:
    virtual ~id_source() = default;
    // The next 64 random bits.
    virtual std::uint64_t next() = 0;
};

// Bits from the operating system's generator; nobody can guess the next.
std::unique_ptr<id_source> make_random_ids();
// The same bits for the same seed, for tests and simulations.
std::unique_ptr<id_source> make_seeded_ids(std::uint64_t seed);

// `agent_20250124_143022` in UTC; `ordinal` above one adds `_2`, `_3` …
std::string format_agent_id(timestamp, int ordinal);
// `aw_20250124_143022_abc123` in UTC, the last six drawn from `ids` in base 36.
std::string format_request_id(timestamp, id_source& ids);

// The longest public id that may be given rather than made.
inline constexpr std::size_t max_public_id_characters = 64;
// Whether people can tell a public id from others, and a command can name it: one word of 1 to
// `max_public_id_characters` characters of UTF-8, each of which can be seen and leaves the
// direction of its neighbours alone.
bool is_public_id(std::string_view);

}  // namespace agentbackend
