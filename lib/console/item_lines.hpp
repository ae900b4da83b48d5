// Stock as people write it: one item a line, blanks around it off, empty lines nobody's.

#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "values/text.hpp"

namespace agentbackend::console {

class item_lines {
public:
    // From a byte at which a line begins. The text must outlive this.
    explicit item_lines(std::string_view text, std::size_t from = 0)
        : text_(text), read_(std::min(from, text.size())) {}

    // None at the end.
    std::optional<std::string_view> next() {
        while (read_ < text_.size()) {
            const auto end = std::min(text_.find('\n', read_), text_.size());
            const auto line = text::trim(text_.substr(read_, end - read_));
            read_ = std::min(end + 1, text_.size());
            ++number_;
            if (!line.empty()) return line;
        }
        return std::nullopt;
    }

    // How many bytes belong to what was read.
    std::size_t bytes_read() const noexcept { return read_; }
    // Of the line read last, counted from one at where the reading began.
    std::int64_t number() const noexcept { return number_; }

private:
    std::string_view text_;
    std::size_t read_;
    std::int64_t number_ = 0;
};

}  // namespace agentbackend::console
