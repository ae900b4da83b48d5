#include <agentbackend/console/payload.hpp>

#include "invariant.hpp"

namespace agentbackend::console {
namespace {

constexpr std::uint8_t version = 1;
constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// One byte of version, an action below 2¹⁴ in two, and four numbers of ten bytes at most.
static_assert(std::size_t{1 + 2 + 4 * 10 + 2} / 3 * 4 <= payload::max_text_size);

// Small magnitudes of either sign become small numbers: 0, −1, 1, −2 … → 0, 1, 2, 3 …
std::uint64_t fold_sign(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

std::int64_t unfold_sign(std::uint64_t folded) {
    return static_cast<std::int64_t>((folded >> 1) ^ (~(folded & 1) + 1));
}

// Seven bits a byte, lowest first; the top bit says that more follow.
void put_number(std::string& bytes, std::uint64_t value) {
    while (value >= 0x80) {
        bytes.push_back(static_cast<char>(value | 0x80));
        value >>= 7;
    }
    bytes.push_back(static_cast<char>(value));
}

std::optional<std::uint64_t> take_number(std::string_view& bytes) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<std::uint8_t>(bytes.front());
        bytes.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80) return value;
    }
    return std::nullopt;
}

std::string to_base64url(std::string_view bytes) {
    std::string text;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char byte : bytes) {
        bits = (bits << 8) | static_cast<std::uint8_t>(byte);
        for (held += 8; held >= 6; held -= 6) text.push_back(alphabet[(bits >> (held - 6)) & 0x3F]);
    }
    if (held > 0) text.push_back(alphabet[(bits << (6 - held)) & 0x3F]);
    return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string bytes;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char character : text) {
        const auto value = alphabet.find(character);
        if (value == std::string_view::npos) return std::nullopt;
        bits = (bits << 6) | static_cast<std::uint32_t>(value);
        held += 6;
        if (held >= 8) {
            held -= 8;
            bytes.push_back(static_cast<char>((bits >> held) & 0xFF));
        }
    }
    return bytes;
}

std::optional<payload> read(std::string_view bytes) {
    if (bytes.empty() || bytes.front() != static_cast<char>(version)) return std::nullopt;
    bytes.remove_prefix(1);
    const auto number = take_number(bytes);
    const auto what = number ? find_button(*number) : std::nullopt;
    if (!what) return std::nullopt;

    std::array<std::int64_t, 4> values{};
    for (auto& value : values) {
        const auto folded = take_number(bytes);
        if (!folded) return std::nullopt;
        value = unfold_sign(*folded);
    }
    if (!bytes.empty()) return std::nullopt;
    const auto [bot, user, first, second] = values;
    return payload{bot_ref::from_value(bot), user_id{user}, *what, {first, second}};
}

}  // namespace

std::string encode(const payload& value) {
    AGENTBACKEND_INVARIANT(permission_of(value.what).by == trigger::button);
    std::string bytes(1, static_cast<char>(version));
    put_number(bytes, static_cast<std::uint64_t>(value.what));
    for (const auto number : {value.bot.value(), value.user.value, value.args[0], value.args[1]}) {
        put_number(bytes, fold_sign(number));
    }
    return to_base64url(bytes);
}

std::optional<payload> decode_payload(std::string_view text) {
    if (text.size() > payload::max_text_size) return std::nullopt;
    const auto bytes = from_base64url(text);
    const auto value = bytes ? read(*bytes) : std::nullopt;
    // What has another spelling was not made by `encode`.
    if (!value || encode(*value) != text) return std::nullopt;
    return value;
}

}  // namespace agentbackend::console
