#include "transfer/line_reader.hpp"

#include <algorithm>

namespace agentbackend::transfer {
namespace {

constexpr std::size_t buffer_size = std::size_t{64} * 1'024;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

line_reader::line_reader(std::istream& in, std::size_t max_bytes)
    : in_(in), max_bytes_(max_bytes), buffer_(buffer_size) {}

// Appends what the buffer takes of the line. False when there was nothing any more.
bool line_reader::read_piece(bool& is_last) {
    in_.getline(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    const auto taken = static_cast<std::size_t>(in_.gcount());
    if (in_.bad() || (taken == 0 && in_.eof())) return false;
    // The stream fails when the buffer is full before the line is over.
    is_last = !in_.fail();
    const bool took_line_end = is_last && !in_.eof();
    const auto size = took_line_end ? taken - 1 : taken;
    const auto kept = std::min(size, max_bytes_ - text_.size());
    text_.append(buffer_.data(), kept);
    is_too_long_ = is_too_long_ || kept < size;
    if (!is_last) in_.clear(in_.rdstate() & ~std::ios::failbit);
    return true;
}

line_reader::outcome line_reader::next() {
    text_.clear();
    is_too_long_ = false;
    bool has_begun = false;
    for (bool is_last = false; !is_last;) {
        if (!read_piece(is_last)) {
            if (in_.bad()) return outcome::unreadable;
            if (!has_begun) return outcome::end;
            break;
        }
        has_begun = true;
    }
    ++number_;
    if (number_ == 1 && text_.starts_with(byte_order_mark)) text_.erase(0, byte_order_mark.size());
    if (text_.ends_with('\r')) text_.pop_back();
    return is_too_long_ ? outcome::too_long : outcome::line;
}

}  // namespace agentbackend::transfer
