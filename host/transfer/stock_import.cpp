#include "transfer/stock_import.hpp"

#include <charconv>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "transfer/content_hash.hpp"
#include "transfer/line_reader.hpp"
#include "transfer/pages.hpp"
#include "transfer/short_transaction.hpp"
#include "transfer/utf8.hpp"

namespace agentbackend::transfer {
namespace {

// An item and the blanks around it, which are not kept.
constexpr std::size_t max_line_bytes = 2 * max_stock_item_bytes;

bool is_blank(const line_reader& lines, line_reader::outcome outcome) {
    if (outcome != line_reader::outcome::line) return false;
    const auto kept = check_stock_content(lines.text());
    return !kept && kept.error().code() == errc::text_empty;
}

// Why a line cannot be an item; none when it can.
std::optional<std::string> what_is_wrong_with(const line_reader& lines,
                                              line_reader::outcome outcome) {
    const auto kept = check_stock_content(lines.text());
    const bool is_too_long = !kept && kept.error().code() == errc::text_too_long;
    if (is_too_long || outcome == line_reader::outcome::too_long) {
        return "This item is longer than " + std::to_string(max_stock_item_bytes) +
               " bytes. One item a line.";
    }
    if (!is_utf8(lines.text())) return "This item is not UTF-8. Save the file as UTF-8 text.";
    if (lines.text().find('\0') != std::string::npos) {
        return "This item holds a NUL byte. Save the file as UTF-8 text.";
    }
    return std::nullopt;
}

// What the first reading finds.
struct stock_file {
    std::int64_t items = 0;
    std::string hash;  // of the items
    stock_report report;
};

stock_file read_stock_file(const source& file) {
    stock_file found;
    content_hash hash;
    line_reader lines(file.text, max_line_bytes);
    for (;;) {
        const auto outcome = lines.next();
        if (outcome == line_reader::outcome::end) break;
        if (outcome == line_reader::outcome::unreadable) {
            found.report.problems.add({file.name, 0},
                                      "This file cannot be read. Look whether it is a file, and "
                                      "whether this account may read it.");
            break;
        }
        if (is_blank(lines, outcome)) {
            ++found.report.blank_lines;
            continue;
        }
        if (const auto problem = what_is_wrong_with(lines, outcome)) {
            found.report.problems.add({file.name, lines.number()}, *problem);
        }
        hash.add(lines.text());
        ++found.items;
    }
    found.hash = hash.finish();
    if (found.items == 0 && found.report.problems.empty()) {
        found.report.problems.add({file.name, 0}, "The file is empty. Write one item a line.");
    }
    return found;
}

// Goes back to the beginning, for the second reading.
bool rewind(const source& file) {
    file.text.clear();
    file.text.seekg(0);
    return file.text.good();
}

class stock_writer {
public:
    stock_writer(const shopkeeper& by, product_ref product, const stock_file& file)
        : by_(by), product_(product), file_(file), report_(file.report) {}

    result<stock_report> write(const source& file, const progress_watcher& progress) {
        line_reader lines(file.text, max_line_bytes);
        bool is_over = false;
        for (std::int64_t chunk = 0; !is_over; ++chunk) {
            std::vector<std::string> items;
            is_over = !read_chunk(lines, items);
            if (items.empty()) break;
            AGENTBACKEND_TRY(write_chunk(chunk, items));
            if (progress) progress({report_.added + report_.here_already, file_.items});
        }
        return std::move(report_);
    }

private:
    // False at the end of the file.
    static bool read_chunk(line_reader& lines, std::vector<std::string>& items) {
        while (items.size() < stock_chunk) {
            const auto outcome = lines.next();
            if (outcome != line_reader::outcome::line) return false;
            if (!is_blank(lines, outcome)) items.push_back(lines.text());
        }
        return true;
    }

    result<void> write_chunk(std::int64_t chunk, const std::vector<std::string>& items) {
        const auto key = "stock:" + std::to_string(product_.value) + ":" + file_.hash + ":" +
                         std::to_string(chunk);
        AGENTBACKEND_ASSIGN(
            const bool is_new,
            in_short_transaction(
                by_.database, by_.time, [&](unit_of_work& work, timestamp now) -> result<bool> {
                    const command_context context{
                        .now = now, .ids = by_.ids, .who = by_.who, .key = key};
                    AGENTBACKEND_TRY(by_.rules.add_stock(work, context, product_, items));
                    return work.writes() != 0;
                }));
        (is_new ? report_.added : report_.here_already) += static_cast<std::int64_t>(items.size());
        return success();
    }

    const shopkeeper& by_;
    const product_ref product_;
    const stock_file& file_;
    stock_report report_;
};

}  // namespace

result<stock_report> add_stock_file(const shopkeeper& by, product_ref product, const source& file,
                                    const progress_watcher& progress) {
    auto found = read_stock_file(file);
    if (!found.report.problems.empty()) return std::move(found.report);
    if (!rewind(file)) {
        found.report.problems.add({file.name, 0},
                                  "This cannot be read twice, so it is no file. Save the items to "
                                  "a file first.");
        return std::move(found.report);
    }
    return stock_writer(by, product, found).write(file, progress);
}

result<product> find_product(reader& rows, std::string_view number_or_name) {
    std::int64_t number = 0;
    const auto end = number_or_name.data() + number_or_name.size();
    const auto [stop, failed] = std::from_chars(number_or_name.data(), end, number);
    if (failed == std::errc() && stop == end) {
        AGENTBACKEND_ASSIGN(auto found, rows.find_product(product_ref{number}));
        if (found) return std::move(*found);
    }
    std::vector<product> named;
    AGENTBACKEND_TRY(each_row(
        product_ref{}, [&](auto after) { return rows.products(after, page_size); },
        [](const product& p) { return p.ref; },
        [&](const product& p) {
            if (p.name == number_or_name) named.push_back(p);
            return success();
        }));
    if (named.size() == 1) return std::move(named.front());
    const auto missing = error(errc::product_not_found).subject(number_or_name);
    if (named.empty()) return missing;
    return error(missing).detail("several products have this name; give the product's number");
}

std::ostream& operator<<(std::ostream& out, const stock_report& report) {
    if (!report.problems.empty()) {
        return out << "These stand in the way:\n"
                   << report.problems << "Nothing was added. Mend the file, and try again.\n";
    }
    out << counted(report.added, "item") << " added";
    if (report.here_already != 0) {
        out << ", " << report.here_already << " were here already, from an earlier run";
    }
    return out << ".\n";
}

}  // namespace agentbackend::transfer
