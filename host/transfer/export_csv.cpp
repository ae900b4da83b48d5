#include <ostream>

#include "transfer/export_tables.hpp"

namespace agentbackend::transfer {
namespace {

// In quotes where RFC 4180 asks for them.
std::string cell_of(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string cell_of(const exported_value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return cell_of(*text);
    return {};
}

void append(exported_fields& fields, exported_fields more) {
    for (auto& field : more) fields.push_back(std::move(field));
}

// Buttons as lines of one cell: title, blank, url.
exported_fields fields_of_links(const agent_links& links) {
    std::string buttons;
    for (const auto& [title, url] : links.extra_links) {
        if (!buttons.empty()) buttons += '\n';
        buttons.append(title).append(" ").append(url);
    }
    return {{"support_link", value_of(links.support_link)},
            {"channel_link", value_of(links.channel_link)},
            {"announcement_link", value_of(links.announcement_link)},
            {"extra_links", value_of(buttons)}};
}

class csv_writer {
public:
    csv_writer(reader& rows, const agent_names& names, std::ostream& out)
        : rows_(rows), names_(names), out_(out) {}

    result<void> write(export_table table) {
        switch (table) {
            case export_table::agents: return write_agents();
            case export_table::orders: return write_orders();
            case export_table::withdrawals: return write_withdrawals();
            case export_table::journal: return write_journal();
        }
        return success();
    }

private:
    // The header is made of a row that holds nothing, so that an empty table has one, too.
    result<void> write_agents() {
        const auto fields = [](const agent& a) {
            auto all = fields_of(a);
            append(all, fields_of_links(a.links));
            return all;
        };
        AGENTBACKEND_TRY(write_header(fields({})));
        return each_agent(rows_, [&](const agent& a) { return write_record(fields(a)); });
    }
    result<void> write_orders() {
        AGENTBACKEND_TRY(write_header(fields_of(order{}, names_)));
        return each_order(rows_,
                          [&](const order& o) { return write_record(fields_of(o, names_)); });
    }
    result<void> write_withdrawals() {
        AGENTBACKEND_TRY(write_header(fields_of(withdrawal{}, names_)));
        return each_withdrawal(
            rows_, [&](const withdrawal& w) { return write_record(fields_of(w, names_)); });
    }
    result<void> write_journal() {
        const auto fields = [&](const journal_entry& e, std::string_view request_id,
                                const posting& line) {
            auto all = fields_of(e, request_id);
            append(all, fields_of(line, names_));
            return all;
        };
        AGENTBACKEND_TRY(write_header(fields({.draft = {.what = movement::opening_balance}}, "",
                                             {account::opening(), usdt()})));
        return each_entry(rows_, [&](const journal_entry& e) -> result<void> {
            AGENTBACKEND_ASSIGN(const auto request_id, request_of(e, rows_));
            for (const auto& line : e.draft.postings) {
                AGENTBACKEND_TRY(write_record(fields(e, request_id, line)));
            }
            return success();
        });
    }

    result<void> write_header(const exported_fields& fields) {
        std::string line;
        for (const auto& [name, value] : fields) line.append(line.empty() ? "" : ",").append(name);
        return write_line(line);
    }
    result<void> write_record(const exported_fields& fields) {
        std::string line;
        for (const auto& [name, value] : fields) {
            if (&name != &fields.front().first) line += ',';
            line += cell_of(value);
        }
        return write_line(line);
    }
    result<void> write_line(const std::string& line) {
        out_ << line << "\r\n";
        return check_written(out_);
    }

    reader& rows_;
    const agent_names& names_;
    std::ostream& out_;
};

}  // namespace

result<void> export_csv(reader& rows, export_table table, std::ostream& out) {
    AGENTBACKEND_ASSIGN(const auto names, agent_names::read(rows));
    AGENTBACKEND_TRY(csv_writer(rows, names, out).write(table));
    out.flush();
    return check_written(out);
}

}  // namespace agentbackend::transfer
