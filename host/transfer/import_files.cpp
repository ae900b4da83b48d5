#include "transfer/import_files.hpp"

#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "transfer/import_line.hpp"
#include "transfer/line_reader.hpp"

namespace agentbackend::transfer {
namespace {

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t") == std::string_view::npos;
}

const std::string& id_of(const agent_row& row) { return row.agent_id; }
const std::string& id_of(const withdrawal_row& row) { return row.request_id; }

class files_reader {
public:
    void read(const source& file) {
        line_reader lines(file.text, max_import_line_bytes);
        bool has_documents = false;
        for (;;) {
            const auto outcome = lines.next();
            const place at{file.name, lines.number()};
            switch (outcome) {
                case line_reader::outcome::line:
                    if (is_blank(lines.text())) break;
                    has_documents = true;
                    take_line(at, lines.text());
                    break;
                case line_reader::outcome::too_long:
                    has_documents = true;
                    found_.problems.add(at,
                                        "This line is longer than 1 MiB; no agent or withdrawal "
                                        "is. Export the collection one document a line.");
                    break;
                case line_reader::outcome::unreadable:
                    found_.problems.add({file.name, 0},
                                        "This file cannot be read. Look whether it is a file, and "
                                        "whether this account may read it.");
                    return;
                case line_reader::outcome::end:
                    (has_documents ? filled_ : empty_).push_back({file.name, 0});
                    return;
            }
        }
    }

    import_files take() {
        for (const auto& at : empty_) {
            if (filled_.empty()) {
                found_.problems.add(at,
                                    "This file holds no document. Look whether the export has "
                                    "worked, and name its file.");
            } else {
                found_.flags.add(at,
                                 "This file holds no document: right if its collection is empty.");
            }
        }
        return std::move(found_);
    }

private:
    void take_line(const place& at, std::string_view text) {
        auto line = read_import_line(text);
        for (const auto& note : line.notes) found_.flags.add(at, note);
        if (auto* row = std::get_if<agent_row>(&line.row)) {
            take_row(at, std::move(*row), found_.rows.agents, agents_);
        } else if (auto* request = std::get_if<withdrawal_row>(&line.row)) {
            take_row(at, std::move(*request), found_.rows.withdrawals, withdrawals_);
        } else {
            found_.problems.add(at, line.complaint);
        }
    }

    // Where each id stands in the list of its kind.
    using index = std::unordered_map<std::string, std::size_t>;

    template <class Row>
    void take_row(const place& at, Row row, std::vector<found_row<Row>>& list, index& known) {
        const auto [entry, is_new] = known.try_emplace(id_of(row), list.size());
        if (is_new) {
            list.push_back({at, std::move(row)});
            return;
        }
        const auto& first = list[entry->second];
        const auto where = std::string(first.at.file) + ":" + std::to_string(first.at.line);
        if (first.row == row) {
            found_.flags.add(at, id_of(row) + " stands at " + where +
                                     " already, word for word. This line is passed over.");
        } else {
            found_.problems.add(at, id_of(row) + " stands at " + where +
                                        " already, with other contents. Find out which is true; "
                                        "take out the other, or give it an id of its own.");
        }
    }

    import_files found_;
    std::vector<place> filled_;
    std::vector<place> empty_;
    index agents_;
    index withdrawals_;
};

}  // namespace

import_files read_import_files(std::span<const source> files) {
    files_reader reader;
    for (const auto& file : files) reader.read(file);
    return reader.take();
}

}  // namespace agentbackend::transfer
