#include "transfer/csv_reader.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "transfer/utf8.hpp"

namespace agentbackend::transfer {
namespace {

constexpr int end_of_file = std::istream::traits_type::eof();
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank_line(const csv_record& record) {
    return record.cells.size() == 1 && record.cells.front().empty();
}

}  // namespace

csv_reader::outcome csv_reader::next(csv_record& record) {
    if (!complaint_.empty()) return outcome::malformed;
    for (auto end = ending::record; end != ending::file;) {
        if (!read_record(record, end)) return outcome::malformed;
        if (!is_blank_line(record)) return outcome::record;
    }
    return outcome::end;
}

// False when it is malformed; `end` says whether anything follows.
bool csv_reader::read_record(csv_record& record, ending& end) {
    record.line = line_;
    record.cells.clear();
    record_bytes_ = 0;
    do {
        end = read_cell(record.cells.emplace_back());
    } while (end == ending::cell);
    if (end == ending::malformed) return false;
    if (in_.bad()) {
        malformed("The file cannot be read any further. Look at the disk, and try again.");
        return false;
    }
    auto& first = record.cells.front();
    if (!std::exchange(has_begun_, true) && first.starts_with(byte_order_mark)) {
        first.erase(0, byte_order_mark.size());
    }
    if (!std::all_of(record.cells.begin(), record.cells.end(),
                     [](const std::string& cell) { return is_utf8(cell); })) {
        malformed("This record is not UTF-8. Save the file as CSV in UTF-8.");
        return false;
    }
    return true;
}

csv_reader::ending csv_reader::read_cell(std::string& cell) {
    if (in_.peek() == '"') {
        take();
        return read_quoted(cell);
    }
    return read_plain(cell);
}

csv_reader::ending csv_reader::read_quoted(std::string& cell) {
    for (;;) {
        const int byte = take();
        if (byte == end_of_file) {
            return malformed("A quote is opened here and never closed. Close it.");
        }
        const bool is_quote = byte == '"';
        if (is_quote && in_.peek() != '"') return after_quotes();
        if (is_quote) take();
        if (!append(cell, byte)) return ending::malformed;
    }
}

csv_reader::ending csv_reader::after_quotes() {
    const int byte = take();
    if (byte == ',') return ending::cell;
    if (byte == end_of_file) return ending::file;
    if (take_line_end(byte)) return ending::record;
    return malformed(
        "There is text behind a closing quote. Double the quotes inside a cell, and put the whole "
        "cell in quotes.");
}

csv_reader::ending csv_reader::read_plain(std::string& cell) {
    for (;;) {
        const int byte = take();
        if (byte == ',') return ending::cell;
        if (byte == end_of_file) return ending::file;
        if (take_line_end(byte)) return ending::record;
        // A mark before the first cell hides that the cell is in quotes.
        if (byte == '"' && !has_begun_ && cell == byte_order_mark) {
            cell.clear();
            return read_quoted(cell);
        }
        if (byte == '"') {
            return malformed(
                "There is a quote inside a cell that does not begin with one. Double it, and put "
                "the whole cell in quotes.");
        }
        if (!append(cell, byte)) return ending::malformed;
    }
}

csv_reader::ending csv_reader::malformed(std::string sentence) {
    complaint_ = std::move(sentence);
    return ending::malformed;
}

// The next byte, or the end of the file.
int csv_reader::take() {
    const int byte = in_.get();
    if (byte == '\n') ++line_;
    return byte;
}

bool csv_reader::take_line_end(int first) {
    if (first == '\n') return true;
    if (first != '\r' || in_.peek() != '\n') return false;
    take();
    return true;
}

bool csv_reader::append(std::string& cell, int byte) {
    if (++record_bytes_ > max_record_bytes) {
        malformed("This record is longer than 64 KiB. Look for a quote that is not closed.");
        return false;
    }
    if (byte == '\0') {
        malformed("This record holds a NUL byte. Save the file as CSV in UTF-8.");
        return false;
    }
    cell.push_back(static_cast<char>(byte));
    return true;
}

}  // namespace agentbackend::transfer
