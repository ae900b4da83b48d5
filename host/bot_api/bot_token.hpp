// A bot's token: the one secret a request carries, in its URL.
//
// A class of its own so that a token cannot be printed, logged or passed as some other string by
// accident. It has no stream operator; whoever needs the text says `reveal()`.

#pragma once

#include <string>
#include <utility>

namespace agentbackend::bot_api {

class bot_token {
public:
    explicit bot_token(std::string text) : text_{std::move(text)} {}

    const std::string& reveal() const noexcept { return text_; }

    // Whether it can be a token: digits, a colon, then letters, digits, `_` and `-`; at most 128
    // characters. What is not is never put into a URL.
    bool is_well_formed() const noexcept;

    friend bool operator==(const bot_token&, const bot_token&) = default;

private:
    std::string text_;
};

}  // namespace agentbackend::bot_api
