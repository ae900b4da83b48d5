// Lines of a text file, bounded in size before anybody looks at them. Not thread-safe.

#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <vector>

namespace agentbackend::transfer {

// Ends of lines are `\n` or `\r\n`; a byte order mark at the start is passed over.
class line_reader {
public:
    enum class outcome {
        line,
        too_long,  // it was passed over; `text` is its beginning
        end,
        unreadable,  // the file failed; nothing follows
    };

    // The stream must outlive the reader.
    line_reader(std::istream&, std::size_t max_bytes);

    outcome next();
    // The line without its end; until the next call of `next`.
    const std::string& text() const noexcept { return text_; }
    // Counts from one.
    std::int64_t number() const noexcept { return number_; }

private:
    bool read_piece(bool& is_last);

    std::istream& in_;
    const std::size_t max_bytes_;
    std::vector<char> buffer_;
    std::string text_;
    bool is_too_long_ = false;
    std::int64_t number_ = 0;
};

}  // namespace agentbackend::transfer
