#include "transfer/catalog_file.hpp"

#include <agentbackend/catalog.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "transfer/catalog_import.hpp"
#include "transfer/csv_reader.hpp"

namespace agentbackend::transfer {
namespace {

constexpr std::array<std::string_view, 3> column_names{"category", "name", "base_price"};

std::string_view without_blanks(std::string_view cell) {
    constexpr std::string_view blanks = " \t";
    const auto start = cell.find_first_not_of(blanks);
    if (start == std::string_view::npos) return {};
    return cell.substr(start, cell.find_last_not_of(blanks) + 1 - start);
}

// Where each of `column_names` stands; none when the header is another.
using column_order = std::array<std::size_t, column_names.size()>;
std::optional<column_order> read_header(const csv_record& header) {
    column_order order{};
    if (header.cells.size() != column_names.size()) return std::nullopt;
    for (std::size_t i = 0; i < column_names.size(); ++i) {
        const auto found = std::find_if(
            header.cells.begin(), header.cells.end(),
            [&](const std::string& cell) { return without_blanks(cell) == column_names[i]; });
        if (found == header.cells.end()) return std::nullopt;
        order[i] = static_cast<std::size_t>(found - header.cells.begin());
    }
    return order;
}

class catalog_reader {
public:
    explicit catalog_reader(const source& file) : file_(file), csv_(file.text) {}

    catalog_file read() {
        if (!take_header()) return std::move(found_);
        csv_record record;
        while (take(record)) {
            if (found_.rows.size() == max_catalog_rows) {
                found_.problems.add({file_.name, record.line},
                                    "The file has more than 100000 products. Split it.");
                break;
            }
            take_row(record);
        }
        return std::move(found_);
    }

private:
    bool take(csv_record& record) {
        switch (csv_.next(record)) {
            case csv_reader::outcome::record: return true;
            case csv_reader::outcome::end: return false;
            case csv_reader::outcome::malformed:
                found_.problems.add({file_.name, record.line}, csv_.complaint());
                return false;
        }
        return false;
    }

    bool take_header() {
        csv_record header;
        const bool is_there = take(header);
        if (is_there) {
            if (const auto order = read_header(header)) {
                order_ = *order;
                return true;
            }
        }
        if (found_.problems.empty()) {
            found_.problems.add({file_.name, 1},
                                "The first line has to name the columns: category,name,base_price, "
                                "separated by commas.");
        }
        return false;
    }

    void take_row(const csv_record& record) {
        const place at{file_.name, record.line};
        if (record.cells.size() != column_names.size()) {
            return found_.problems.add(
                at, "This record has " +
                        counted(static_cast<std::int64_t>(record.cells.size()), "cell") +
                        ", not three. Put a cell with a comma in it in quotes.");
        }
        const auto category = read_category(at, record.cells[order_[0]]);
        const auto name = read_name(at, record.cells[order_[1]], "name");
        const auto price = read_price(at, record.cells[order_[2]]);
        if (!category || !name || !price) return;
        const auto [first, is_new] = lines_.try_emplace({*category, *name}, record.line);
        if (!is_new) {
            return found_.problems.add(at, "This product stands on line " +
                                               std::to_string(first->second) +
                                               " already. Take one of the two out.");
        }
        found_.rows.push_back({at, *category, *name, *price});
    }

    std::optional<std::string> read_category(const place& at, const std::string& cell) {
        if (without_blanks(cell).empty()) return std::string();
        return read_name(at, cell, "category");
    }

    std::optional<std::string> read_name(const place& at, const std::string& cell,
                                         const std::string& column) {
        const auto checked = check_product_name(cell);
        if (checked) return *checked;
        found_.problems.add(
            at, "The " + column + " has to be 1 to 128 printable characters on one line.");
        return std::nullopt;
    }

    std::optional<usdt> read_price(const place& at, const std::string& cell) {
        const auto price = usdt::parse(without_blanks(cell));
        if (price) return *price;
        found_.problems.add(at,
                            "The base_price has to be an amount such as 10.05, at most 1000000000, "
                            "with at most six decimals.");
        return std::nullopt;
    }

    const source& file_;
    csv_reader csv_;
    column_order order_{};
    std::map<std::pair<std::string, std::string>, std::int64_t> lines_;
    catalog_file found_;
};

}  // namespace

catalog_file read_catalog_file(const source& file) { return catalog_reader(file).read(); }

}  // namespace agentbackend::transfer
