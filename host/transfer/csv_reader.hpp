// CSV as RFC 4180 has it: cells in quotes may hold commas, line ends and doubled quotes.
//
// UTF-8 only; a byte order mark at the start is passed over, line ends are `\n` or `\r\n`, blank
// lines are skipped. Records are bounded in size while they are read. Not thread-safe.

#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <vector>

namespace agentbackend::transfer {

struct csv_record {
    std::int64_t line = 0;  // where it begins; counts from one
    std::vector<std::string> cells{};
};

class csv_reader {
public:
    static constexpr std::size_t max_record_bytes = std::size_t{64} * 1'024;

    enum class outcome {
        record,
        end,
        malformed,  // `complaint` says how; nothing follows, since nobody knows where it would
                    // begin
    };

    // The stream must outlive the reader.
    explicit csv_reader(std::istream& in) : in_(in) {}

    outcome next(csv_record&);
    // A sentence, after `malformed`.
    const std::string& complaint() const noexcept { return complaint_; }

private:
    enum class ending { cell, record, file, malformed };

    bool read_record(csv_record&, ending&);
    ending read_cell(std::string&);
    ending read_quoted(std::string&);
    ending read_plain(std::string&);
    ending after_quotes();
    ending malformed(std::string sentence);
    int take();
    bool take_line_end(int first);
    bool append(std::string&, int byte);

    std::istream& in_;
    std::int64_t line_ = 1;
    std::size_t record_bytes_ = 0;
    bool has_begun_ = false;
    std::string complaint_;
};

}  // namespace agentbackend::transfer
