#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <ostream>

#include "transfer/export_tables.hpp"

namespace agentbackend::transfer {
namespace {

namespace json = boost::json;

json::value to_json(const exported_value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
    if (const auto* text = std::get_if<std::string>(&value)) return json::string(*text);
    return nullptr;
}

void add(json::object& object, const exported_fields& fields) {
    for (const auto& [name, value] : fields) object.emplace(name, to_json(value));
}

json::object object_of(std::string_view kind, const exported_fields& fields) {
    json::object object;
    object.emplace("kind", kind);
    add(object, fields);
    return object;
}

json::object to_json(const agent_links& links) {
    json::array buttons;
    for (const auto& [title, url] : links.extra_links) {
        json::object button;
        button.emplace("title", title);
        button.emplace("url", url);
        buttons.push_back(std::move(button));
    }
    json::object object;
    object.emplace("support_link", to_json(value_of(links.support_link)));
    object.emplace("channel_link", to_json(value_of(links.channel_link)));
    object.emplace("announcement_link", to_json(value_of(links.announcement_link)));
    object.emplace("extra_links", std::move(buttons));
    return object;
}

class jsonl_writer {
public:
    jsonl_writer(reader& rows, const agent_names& names, std::ostream& out)
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
    result<void> write_agents() {
        return each_agent(rows_, [&](const agent& a) {
            auto object = object_of("agent", fields_of(a));
            object.emplace("links", to_json(a.links));
            return write_line(object);
        });
    }
    result<void> write_orders() {
        return each_order(rows_, [&](const order& o) {
            return write_line(object_of("order", fields_of(o, names_)));
        });
    }
    result<void> write_withdrawals() {
        return each_withdrawal(rows_, [&](const withdrawal& w) {
            return write_line(object_of("withdrawal", fields_of(w, names_)));
        });
    }
    result<void> write_journal() {
        return each_entry(rows_, [&](const journal_entry& e) -> result<void> {
            AGENTBACKEND_ASSIGN(const auto request_id, request_of(e, rows_));
            auto object = object_of("journal_entry", fields_of(e, request_id));
            json::array postings;
            for (const auto& line : e.draft.postings) {
                json::object posting;
                add(posting, fields_of(line, names_));
                postings.push_back(std::move(posting));
            }
            object.emplace("postings", std::move(postings));
            return write_line(object);
        });
    }

    result<void> write_line(const json::object& object) {
        out_ << json::serialize(object) << '\n';
        return check_written(out_);
    }

    reader& rows_;
    const agent_names& names_;
    std::ostream& out_;
};

}  // namespace

result<void> export_jsonl(reader& rows, std::span<const export_table> tables, std::ostream& out) {
    AGENTBACKEND_ASSIGN(const auto names, agent_names::read(rows));
    jsonl_writer writer(rows, names, out);
    for (const auto table : tables) AGENTBACKEND_TRY(writer.write(table));
    out.flush();
    return check_written(out);
}

}  // namespace agentbackend::transfer
