#include "demo_page/news.hpp"

#include <utility>

#include <boost/json/serialize.hpp>

#include "demo_page/render.hpp"

namespace agentbackend::demo_page {
namespace {

namespace json = boost::json;

// Serialised JSON has no line breaks, so one data line is enough.
void tell(std::string& out, std::string_view what, std::string_view data) {
    out.append("event: ").append(what).append("\ndata: ").append(data).append("\n\n");
}

}  // namespace

void news::refresh() {
    if (!from_.books) return;
    const auto books = from_.books();
    if (!books) return;
    auto fresh = json::serialize(to_json(*books));
    if (fresh == ledger_) return;
    ledger_ = std::move(fresh);
    ++ledger_version_;
}

std::string news::after(bookmark& reader) const {
    std::string out;
    if (!std::exchange(reader.is_greeted, true)) {
        json::object greeting;
        greeting["token"] = from_.page_token;
        greeting["people"] = to_json(from_.people);
        out.append("retry: 1000\n");  // milliseconds until a browser asks again
        tell(out, "hello", json::serialize(greeting));
    }
    if (std::exchange(reader.contacts, from_.bots.version()) != from_.bots.version()) {
        tell(out, "bots", json::serialize(to_json(from_.bots.all())));
    }
    tell_events(reader, out);
    if (!std::exchange(reader.has_caught_up, true)) tell(out, "caught_up", "{}");
    if (std::exchange(reader.ledger, ledger_version_) != ledger_version_)
        tell(out, "ledger", ledger_);
    return out;
}

void news::tell_events(bookmark& reader, std::string& out) const {
    for (const auto& e : from_.telegram.record_since(reader.event)) {
        reader.event = e.sequence;
        const bool is_private = e.chat_id > 0 && e.bot_id != 0;
        if (!is_private) continue;
        out.append("id: ").append(std::to_string(e.sequence)).append("\n");
        tell(out, "happened", json::serialize(to_json(e)));
    }
}

}  // namespace agentbackend::demo_page
