#include <agentbackend/console/effects.hpp>

#include "byte_writer.hpp"
#include "console/byte_reader.hpp"

namespace agentbackend::console {
namespace {

constexpr std::uint8_t version = 1;

using work = decltype(effect::what);

void write(byte_writer& to, const check_token& value) { to.text(value.token.bytes); }
void write(byte_writer& to, const start_bot& value) { to.i64(value.agent.value); }
void write(byte_writer& to, const stop_bot& value) { to.i64(value.agent.value); }
void write(byte_writer& to, const refresh_commands& value) {
    to.i64(value.bot.value()).i64(value.former.value);
}
void write(byte_writer& to, const fetch_file& value) {
    const auto& [product, first, bytes, items, all_items] = value.taken;
    to.text(value.file_id).i64(value.max_bytes);
    to.i64(product.value).i64(first.value).i64(bytes).i64(items).i64(all_items);
}

// Members are read in the order of their declaration, which a braced list keeps.
std::optional<work> read(std::uint8_t kind, byte_reader& from) {
    switch (kind) {
        case 0: return check_token{{from.text()}};
        case 1: return start_bot{{from.i64()}};
        case 2: return stop_bot{{from.i64()}};
        case 3: return refresh_commands{bot_ref::from_value(from.i64()), {from.i64()}};
        case 4:
            return fetch_file{.file_id = from.text(),
                              .max_bytes = from.i64(),
                              .taken = {.product = {from.i64()},
                                        .first = {from.i64()},
                                        .bytes = from.i64(),
                                        .items = from.i64(),
                                        .all_items = from.i64()}};
        default: return std::nullopt;
    }
}

static_assert(std::variant_size_v<work> == 5);

}  // namespace

std::string encode(const effect& value) {
    byte_writer to;
    to.u8(version).i64(value.chat.value).i64(value.user.value);
    to.u8(static_cast<std::uint8_t>(value.what.index()));
    std::visit([&to](const auto& what) { write(to, what); }, value.what);
    return {to.bytes().begin(), to.bytes().end()};
}

std::optional<effect> decode(const stored_effect& stored) {
    byte_reader from(stored.payload);
    if (from.u8() != version) return std::nullopt;
    const chat_id chat{from.i64()};
    const user_id user{from.i64()};
    auto what = read(from.u8(), from);
    if (!what || !from.is_complete()) return std::nullopt;
    return effect{stored.ref, stored.bot, chat, user, *std::move(what)};
}

}  // namespace agentbackend::console
