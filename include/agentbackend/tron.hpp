// TRON identifiers: TRC20 addresses and transaction ids. Parsed values are valid by construction.
// Values; safe from any thread.

#pragma once

#include <agentbackend/error.hpp>
#include <agentbackend/export.hpp>

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace AGENTBACKEND_PUBLIC agentbackend {

// A base58check address: 0x41, twenty bytes of account, and the first four bytes of the SHA-256 of
// the SHA-256 of those twenty-one.
class tron_address {
public:
    static constexpr std::size_t text_size = 34;  // in characters

    // Errors, in this order: `address_wrong_length`, `address_malformed` (a character outside
    // base58), `address_wrong_prefix`, `address_bad_checksum`.
    static result<tron_address> parse(std::string_view text);

    // As it was written: 34 characters of base58.
    const std::string& text() const noexcept { return text_; }
    // The burn address: all twenty account bytes are zero.
    bool is_zero() const noexcept;
    // The contract of USDT itself, TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t.
    bool is_usdt_contract() const noexcept;

    friend bool operator==(const tron_address&, const tron_address&) = default;

private:
    tron_address(std::string text, std::array<std::uint8_t, 20> account);
    std::string text_;
    std::array<std::uint8_t, 20> account_;
};

// A transaction id: 64 hex digits in lower case.
class txid {
public:
    // Takes off one leading `0x` and folds case. Error: `txid_malformed`.
    static result<txid> parse(std::string_view text);
    // 64 characters.
    const std::string& text() const noexcept { return text_; }
    friend auto operator<=>(const txid&, const txid&) = default;

private:
    explicit txid(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace agentbackend
