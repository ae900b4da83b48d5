// Canonical bytes: one way to write each value, for hashes. Integers are big-endian and fixed in
// size; texts carry their size in bytes before them.

#pragma once

#include <agentbackend/usdt.hpp>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace agentbackend {

class byte_writer {
public:
    byte_writer& u8(std::uint8_t value) {
        bytes_.push_back(value);
        return *this;
    }
    byte_writer& i64(std::int64_t value) {
        const auto bits = static_cast<std::uint64_t>(value);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes_.push_back(static_cast<std::uint8_t>(bits >> shift));
        }
        return *this;
    }
    byte_writer& amount(usdt value) { return i64(value.micros()); }
    byte_writer& text(std::string_view value) {
        i64(static_cast<std::int64_t>(value.size()));
        bytes_.insert(bytes_.end(), value.begin(), value.end());
        return *this;
    }
    byte_writer& raw(std::span<const std::uint8_t> value) {
        bytes_.insert(bytes_.end(), value.begin(), value.end());
        return *this;
    }

    std::span<const std::uint8_t> bytes() const noexcept { return bytes_; }

private:
    std::vector<std::uint8_t> bytes_;
};

}  // namespace agentbackend
