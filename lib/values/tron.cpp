#include <agentbackend/tron.hpp>

#include <algorithm>
#include <optional>
#include <span>

#include "values/sha256.hpp"

namespace agentbackend {
namespace {

constexpr std::size_t payload_size = 21;
constexpr std::size_t checksum_size = 4;
constexpr std::uint8_t mainnet_prefix = 0x41;
constexpr std::string_view alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

constexpr std::array<std::uint8_t, 20> usdt_contract{0xa6, 0x14, 0xf8, 0x03, 0xb6, 0xfd, 0x78,
                                                     0x09, 0x86, 0xa4, 0x2c, 0x78, 0xec, 0x9c,
                                                     0x7f, 0x77, 0xe6, 0xde, 0xd1, 0x3c};

using raw_address = std::array<std::uint8_t, payload_size + checksum_size>;

bool is_base58(std::string_view text) {
    return text.find_first_not_of(alphabet) == std::string_view::npos;
}

// The number the text writes in base 58, as 25 bytes; none when it needs more.
// REQUIRES: base58 characters only.
std::optional<raw_address> decode_base58(std::string_view text) {
    raw_address bytes{};
    for (const char c : text) {
        auto carry = static_cast<unsigned>(alphabet.find(c));
        for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte) {
            carry += 58u * *byte;
            *byte = static_cast<std::uint8_t>(carry & 0xFF);
            carry >>= 8;
        }
        if (carry != 0) return std::nullopt;
    }
    return bytes;
}

bool has_valid_checksum(const raw_address& bytes) {
    const auto once = sha256(std::span(bytes).first<payload_size>());
    const auto twice = sha256(once);
    return std::equal(bytes.begin() + payload_size, bytes.end(), twice.begin());
}

error refused(errc code, std::string_view text) { return error(code).subject(text); }

}  // namespace

tron_address::tron_address(std::string text, std::array<std::uint8_t, 20> account)
    : text_(std::move(text)), account_(account) {}

result<tron_address> tron_address::parse(std::string_view text) {
    if (text.size() != text_size) {
        return refused(errc::address_wrong_length, text)
            .count(static_cast<std::int64_t>(text.size()), text_size);
    }
    if (!is_base58(text)) return refused(errc::address_malformed, text);
    if (text.front() != 'T') return refused(errc::address_wrong_prefix, text);
    const auto bytes = decode_base58(text);
    if (!bytes || bytes->front() != mainnet_prefix)
        return refused(errc::address_wrong_prefix, text);
    if (!has_valid_checksum(*bytes)) return refused(errc::address_bad_checksum, text);

    std::array<std::uint8_t, 20> account{};
    std::copy_n(bytes->begin() + 1, account.size(), account.begin());
    return tron_address(std::string(text), account);
}

bool tron_address::is_zero() const noexcept {
    return std::all_of(account_.begin(), account_.end(), [](auto byte) { return byte == 0; });
}

bool tron_address::is_usdt_contract() const noexcept { return account_ == usdt_contract; }

result<txid> txid::parse(std::string_view text) {
    constexpr std::size_t hex_digits = 64;
    auto digits = text;
    if (digits.starts_with("0x") || digits.starts_with("0X")) digits.remove_prefix(2);
    if (digits.size() != hex_digits) {
        return error(errc::txid_malformed)
            .subject(text)
            .count(static_cast<std::int64_t>(digits.size()), hex_digits);
    }
    std::string folded(digits);
    for (char& c : folded) {
        if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return error(errc::txid_malformed).subject(text);
        }
    }
    return txid(std::move(folded));
}

}  // namespace agentbackend
