#include "sqlite/postings.hpp"

#include <charconv>
#include <cstdint>
#include <system_error>

namespace agentbackend::sqlite {
namespace {

// Takes a text from the front, piece by piece; after one piece that is not there, none is.
class scanner {
public:
    explicit scanner(std::string_view rest) : rest_(rest) {}

    bool take(char expected) {
        is_good_ = is_good_ && rest_.starts_with(expected);
        if (is_good_) rest_.remove_prefix(1);
        return is_good_;
    }
    std::int64_t number() {
        std::int64_t value = 0;
        const auto* end = rest_.data() + rest_.size();
        const auto [stopped, failed] = std::from_chars(rest_.data(), end, value);
        is_good_ = is_good_ && failed == std::errc();
        if (is_good_) rest_.remove_prefix(static_cast<std::size_t>(stopped - rest_.data()));
        return value;
    }
    bool looks_at(char expected) const { return rest_.starts_with(expected); }
    bool is_good() const { return is_good_; }
    bool is_at_end() const { return rest_.empty(); }

private:
    std::string_view rest_;
    bool is_good_ = true;
};

std::optional<posting> read_posting(scanner& text) {
    text.take('[');
    const auto kind = text.number();
    text.take(',');
    const auto bot = text.number();
    text.take(',');
    const auto user = text.number();
    text.take(',');
    const auto amount = text.number();
    text.take(']');
    constexpr auto first = static_cast<std::int64_t>(account_kind::opening);
    constexpr auto last = static_cast<std::int64_t>(account_kind::fees);
    const bool is_sound = text.is_good() && kind >= first && kind <= last &&
                          amount >= -usdt::max_micros && amount <= usdt::max_micros;
    if (!is_sound) return std::nullopt;
    return posting{account::from_parts(static_cast<account_kind>(kind), bot_ref::from_value(bot),
                                       user_id{user}),
                   usdt::from_micros(amount)};
}

}  // namespace

std::string encode_postings(const std::vector<posting>& postings) {
    std::string text = "[";
    for (const auto& [where, amount] : postings) {
        if (text.size() > 1) text += ',';
        text += '[';
        text += std::to_string(static_cast<int>(where.kind())) + ',';
        text += std::to_string(where.bot().value()) + ',';
        text += std::to_string(where.user().value) + ',';
        text += std::to_string(amount.micros()) + ']';
    }
    return text + ']';
}

std::optional<std::vector<posting>> decode_postings(std::string_view packed) {
    scanner text(packed);
    std::vector<posting> postings;
    text.take('[');
    while (text.is_good() && !text.looks_at(']')) {
        if (!postings.empty()) text.take(',');
        const auto next = read_posting(text);
        if (!next) return std::nullopt;
        postings.push_back(*next);
    }
    if (!text.take(']') || !text.is_at_end()) return std::nullopt;
    return postings;
}

}  // namespace agentbackend::sqlite
