#include "transfer/import_line.hpp"

#include <agentbackend/agent.hpp>
#include <agentbackend/ids.hpp>

#include "transfer/import_fields.hpp"
#include "transfer/json_tree.hpp"

namespace agentbackend::transfer {
namespace {

constexpr std::string_view what_an_id_is =
    "no id: an id is one word of 1 to 64 characters, all of them to be seen";

const usdt largest_amount = usdt::from_micros(usdt::max_input_micros);
const usdt largest_balance = usdt::from_micros(usdt::max_micros);

import_line refused(std::string sentence) { return {.complaint = std::move(sentence)}; }

std::string text_or_empty(import_fields& fields, std::string_view name) {
    return fields.text(name).value_or(std::string());
}

std::vector<link_button> read_buttons(import_fields& links, std::string& complaint) {
    std::vector<link_button> buttons;
    const auto* list = links.list("extra_links");
    if (!list) return buttons;
    for (const auto& item : *list) {
        const auto* document = std::get_if<json_tree::object>(&item.value);
        if (!document) {
            complaint = "links: extra_links holds something that is not a title and a url";
            return buttons;
        }
        import_fields button(*document);
        buttons.push_back({text_or_empty(button, "title"), text_or_empty(button, "url")});
        if (!button.complaint().empty()) complaint = "links: extra_links: " + button.complaint();
    }
    return buttons;
}

agent_links read_links(import_fields& agent, std::string& complaint) {
    const auto* document = agent.object("links");
    if (!document) return {};
    import_fields fields(*document);
    agent_links links{.support_link = text_or_empty(fields, "support_link"),
                      .channel_link = text_or_empty(fields, "channel_link"),
                      .announcement_link = text_or_empty(fields, "announcement_link"),
                      .extra_links = read_buttons(fields, complaint)};
    if (complaint.empty() && !fields.complaint().empty())
        complaint = "links: " + fields.complaint();
    return links;
}

agent_row read_agent(import_fields& fields, std::string& complaint) {
    const auto balance = [&](std::string_view name) {
        return fields.amount(name, largest_balance).value_or(usdt());
    };
    agent_row row{.document_id = fields.document_id(),
                  .agent_id = text_or_empty(fields, "agent_id"),
                  .name = fields.text("name"),
                  .token = text_or_empty(fields, "token"),
                  .status = text_or_empty(fields, "status"),
                  .owner = fields.user("owner_user_id"),
                  .markup = fields.amount("markup_usdt", largest_amount).value_or(usdt()),
                  .available = balance("profit_available_usdt"),
                  .frozen = balance("profit_frozen_usdt"),
                  .total_paid = balance("total_paid_usdt"),
                  .links = read_links(fields, complaint),
                  .created_at = fields.time("created_at"),
                  .updated_at = fields.time("updated_at")};
    if (!complaint.empty()) return row;
    // What is no id at all is said by who reads the id.
    if (!check_agent_id(row.agent_id)) {
        complaint =
            "its id names the main bot wherever an id is typed, so that money would go to the "
            "wrong wallet; give the agent another id, in its line and in those of its withdrawals";
    } else if (row.markup.is_negative()) {
        complaint = "markup_usdt is below zero; correct it in the file";
    } else if (row.total_paid.is_negative()) {
        complaint = "total_paid_usdt is below zero; correct it in the file";
    }
    return row;
}

withdrawal_status read_status(import_fields& fields, std::string& complaint) {
    const auto text = fields.text("status");
    if (!text) return withdrawal_status::pending;
    const auto status = parse_withdrawal_status(*text);
    if (!status) {
        complaint = "status is \"" + text->substr(0, 32) +
                    "\"; it can be pending, approved, paid, rejected or cancelled";
    }
    return status.value_or(withdrawal_status::pending);
}

withdrawal_row read_withdrawal(import_fields& fields, std::string& complaint) {
    const auto amount = fields.amount("amount_usdt", largest_amount);
    withdrawal_row row{.document_id = fields.document_id(),
                       .request_id = text_or_empty(fields, "request_id"),
                       .agent_id = text_or_empty(fields, "agent_id"),
                       .owner = fields.user("owner_user_id"),
                       .amount = amount.value_or(usdt()),
                       .fee = fields.amount("fee_usdt", largest_amount),
                       .address = text_or_empty(fields, "address"),
                       .status = read_status(fields, complaint),
                       .created_at = fields.time("created_at"),
                       .reviewed_at = fields.time("reviewed_at"),
                       .reviewed_by = fields.user("reviewed_by"),
                       .paid_at = fields.time("paid_at"),
                       .paid_by = fields.user("paid_by"),
                       .txid = text_or_empty(fields, "txid"),
                       .reject_reason = text_or_empty(fields, "reject_reason"),
                       .cancelled_at = fields.time("cancelled_at"),
                       .cancelled_by = fields.user("cancelled_by"),
                       .cancel_reason = text_or_empty(fields, "cancel_reason")};
    if (!complaint.empty()) return row;
    if (!amount) {
        complaint = "amount_usdt is missing; a withdrawal is of an amount";
    } else if (!is_public_id(row.agent_id)) {
        complaint = "agent_id is missing, or " + std::string(what_an_id_is);
    }
    return row;
}

// Reads by the names that are there. `read` fills in its own complaint.
template <class Row, class Read>
import_line read_as(std::string_view kind, std::string_view id_field, import_fields& fields,
                    Read read) {
    const auto id = text_or_empty(fields, id_field);
    const auto title = std::string(kind) + (is_public_id(id) ? " " + id : "") + ": ";
    std::string complaint;
    Row row = read(fields, complaint);
    // A field that cannot be read reads as its default, so that comes first.
    if (!fields.complaint().empty()) return refused(title + fields.complaint() + ".");
    if (!is_public_id(id)) {
        return refused(std::string(id_field) + " is " + std::string(what_an_id_is) +
                       ". Give it another, wherever it stands in the files.");
    }
    if (!complaint.empty()) return refused(title + complaint + ".");
    import_line line{.row = std::move(row)};
    for (const auto& note : fields.notes()) line.notes.push_back(title + note + ".");
    return line;
}

// `export` says of each row what it is; what is neither of these two is not for `import`.
bool is_for_import(import_fields& fields) {
    const auto kind = fields.text("kind");
    return !kind || *kind == "agent" || *kind == "withdrawal";
}

}  // namespace

import_line read_import_line(std::string_view text) {
    const auto parsed = parse_json(text);
    if (const auto* complaint = std::get_if<std::string>(&parsed)) {
        return refused("This line " + *complaint + ".");
    }
    const auto& tree = std::get<json_tree>(parsed);
    if (std::holds_alternative<json_tree::list>(tree.value)) {
        return refused(
            "This line is a list of documents. Export the collection without --jsonArray, one "
            "document a line.");
    }
    const auto* document = std::get_if<json_tree::object>(&tree.value);
    if (!document) return refused("This line is no document in braces. Take it out of the file.");
    import_fields fields(*document);
    if (!is_for_import(fields)) {
        return refused(
            "This line is neither an agent nor a withdrawal, and cannot be imported. Export those "
            "two tables only.");
    }
    if (find_member(*document, "request_id")) {
        return read_as<withdrawal_row>("withdrawal", "request_id", fields, read_withdrawal);
    }
    if (find_member(*document, "agent_id")) {
        return read_as<agent_row>("agent", "agent_id", fields, read_agent);
    }
    return refused(
        "This document has neither a request_id nor an agent_id. Export the collections agents "
        "and agent_withdrawals, with all their fields.");
}

}  // namespace agentbackend::transfer
