#include "demo_page/render.hpp"

#include <cstdint>
#include <string_view>

namespace agentbackend::demo_page {
namespace {

namespace json = boost::json;

std::string_view name_of(part p) {
    switch (p) {
        case part::admin: return "admin";
        case part::owner: return "owner";
        case part::customer: return "customer";
    }
    return "";
}

std::string_view name_of(sandbox::event_kind kind) {
    using enum sandbox::event_kind;
    switch (kind) {
        case person_sent: return "person_sent";
        case person_tapped: return "person_tapped";
        case person_blocked: return "person_blocked";
        case person_unblocked: return "person_unblocked";
        case bot_sent: return "bot_sent";
        case bot_edited: return "bot_edited";
        case bot_deleted: return "bot_deleted";
        case bot_answered: return "bot_answered";
    }
    return "";
}

template <class Values, class Render>
json::array each(const Values& values, Render render) {
    json::array all;
    for (const auto& value : values) all.emplace_back(render(value));
    return all;
}

json::object of_button(const sandbox::button& b) {
    json::object button;
    button["label"] = b.label;
    if (!b.url.empty()) button["url"] = b.url;
    return button;
}

json::object of_entity(const sandbox::entity& e) {
    json::object entity;
    entity["type"] = e.type;
    entity["offset"] = e.offset;
    entity["length"] = e.length;
    if (!e.url.empty()) entity["url"] = e.url;
    return entity;
}

json::object of_message(const sandbox::message& m) {
    json::object message;
    message["id"] = m.id;
    message["fromBot"] = m.from_bot;
    message["text"] = m.text;
    message["entities"] = each(m.entities, of_entity);
    message["keyboard"] = each(m.keyboard, [](const auto& row) { return each(row, of_button); });
    message["date"] = m.date;
    message["edits"] = m.edits;
    if (m.document) {
        json::object document;
        document["name"] = m.document->name;
        document["size"] = m.document->bytes.size();
        message["document"] = std::move(document);
    }
    return message;
}

json::object of_agent(const agent_line& a) {
    json::object line;
    line["ref"] = a.ref.value;
    line["name"] = a.name;
    line["status"] = a.status;
    line["markup"] = a.markup.to_string();
    line["available"] = a.available.to_string();
    line["frozen"] = a.frozen.to_string();
    line["totalPaid"] = a.total_paid.to_string();
    return line;
}

json::object of_wallet(const wallet_line& w) {
    json::object line;
    line["bot"] = w.bot.value();
    line["user"] = w.user.value;
    line["customer"] = w.customer;
    line["shop"] = w.shop;
    line["balance"] = w.balance.to_string();
    return line;
}

json::object of_posting(const posting_line& p) {
    json::object line;
    line["kind"] = name(p.kind);
    line["agent"] = p.agent;
    line["customer"] = p.customer;
    line["amount"] = p.amount.to_string();
    return line;
}

json::object of_entry(const entry_line& e) {
    json::object line;
    line["sequence"] = e.sequence;
    line["at"] = e.at;
    line["what"] = name(e.what);
    line["note"] = e.note;
    line["postings"] = each(e.postings, of_posting);
    return line;
}

json::object of_character(const character& c) {
    json::object person;
    person["id"] = c.id;
    person["name"] = c.name;
    person["part"] = name_of(c.plays);
    person["shop"] = c.shop;
    return person;
}

json::object of_contact(const contact& c) {
    json::object bot;
    bot["username"] = c.username;
    bot["name"] = c.name;
    bot["isMain"] = c.is_main;
    bot["token"] = c.token;
    return bot;
}

json::object of_command(const sandbox::bot_command& c) {
    json::object command;
    command["name"] = c.name;
    command["description"] = c.description;
    return command;
}

}  // namespace

json::array to_json(const std::vector<character>& people) { return each(people, of_character); }

json::array to_json(const std::vector<contact>& bots) { return each(bots, of_contact); }

json::array to_json(const std::vector<sandbox::bot_command>& menu) {
    return each(menu, of_command);
}

json::object to_json(const ledger& books) {
    json::object all;
    all["agents"] = each(books.agents, of_agent);
    all["wallets"] = each(books.wallets, of_wallet);
    all["entries"] = each(books.entries, of_entry);
    return all;
}

json::object to_json(const sandbox::event& e) {
    json::object happened;
    happened["kind"] = name_of(e.kind);
    happened["bot"] = e.bot;
    happened["person"] = e.chat_id;
    happened["text"] = e.text;
    happened["alert"] = e.alert;
    if (e.message.id != 0) happened["message"] = of_message(e.message);
    return happened;
}

}  // namespace agentbackend::demo_page
