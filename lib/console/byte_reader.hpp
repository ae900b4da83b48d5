// Reads what `byte_writer` wrote. A read past the end, or a value that cannot be, makes the reader
// fail for good; what it answers then is of no use.

#pragma once

#include <agentbackend/usdt.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace agentbackend {

class byte_reader {
public:
    explicit byte_reader(std::string_view bytes) : rest_(bytes) {}

    std::uint8_t u8() { return need(1) ? static_cast<std::uint8_t>(take(1).front()) : 0; }

    std::int64_t i64() {
        if (!need(8)) return 0;
        std::uint64_t bits = 0;
        for (const char byte : take(8)) bits = (bits << 8) | static_cast<std::uint8_t>(byte);
        return static_cast<std::int64_t>(bits);
    }

    usdt amount() {
        const auto micros = i64();
        has_failed_ |= micros > usdt::max_micros || micros < -usdt::max_micros;
        return has_failed_ ? usdt() : usdt::from_micros(micros);
    }

    std::string text() {
        const auto size = i64();
        if (size < 0 || !need(static_cast<std::uint64_t>(size))) return {};
        return std::string(take(static_cast<std::size_t>(size)));
    }

    // Whether everything was read, and nothing was wrong.
    bool is_complete() const noexcept { return !has_failed_ && rest_.empty(); }

private:
    bool need(std::uint64_t size) {
        has_failed_ |= size > rest_.size();
        return !has_failed_;
    }

    std::string_view take(std::size_t size) {
        const auto taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }

    std::string_view rest_;
    bool has_failed_ = false;
};

}  // namespace agentbackend
