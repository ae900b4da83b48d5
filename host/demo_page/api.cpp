#include "demo_page/api.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <utility>

#include <boost/json/parse.hpp>

#include "demo_page/assets.hpp"
#include "demo_page/render.hpp"
#include "demo_page/replies.hpp"
#include "sandbox/form.hpp"

namespace agentbackend::demo_page {
namespace {

namespace json = boost::json;

std::optional<std::int64_t> read_number(std::string_view text) {
    std::int64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stopped != end) return std::nullopt;
    return number;
}

std::string_view content_type_of(std::string_view path) {
    if (path.ends_with(".html")) return "text/html; charset=utf-8";
    if (path.ends_with(".css")) return "text/css; charset=utf-8";
    if (path.ends_with(".js")) return "text/javascript; charset=utf-8";
    return "image/svg+xml";
}

reply not_found() { return refusal(404, "There is nothing at this address."); }

reply file(std::string_view path) {
    const auto* found = find_asset(path == "/" ? "/index.html" : path);
    if (found == nullptr) return not_found();
    reply r;
    r.content_type = content_type_of(found->path);
    r.body = found->bytes;
    return r;
}

// The JSON object of a request; absent and mistyped fields are std::invalid_argument.
class fields {
public:
    explicit fields(const request& asked) {
        boost::system::error_code error;
        const auto parsed = json::parse(asked.body, error);
        if (error || !parsed.is_object())
            throw std::invalid_argument{"The request is not a JSON object."};
        values_ = parsed.as_object();
    }

    std::string text(std::string_view key) const {
        const auto* value = values_.if_contains(key);
        const auto* content = value ? value->if_string() : nullptr;
        if (content == nullptr) throw std::invalid_argument{missing(key)};
        return {content->data(), content->size()};
    }

    std::int64_t number(std::string_view key) const {
        const auto* value = values_.if_contains(key);
        const auto* content = value ? value->if_int64() : nullptr;
        if (content == nullptr) throw std::invalid_argument{missing(key)};
        return *content;
    }

private:
    static std::string missing(std::string_view key) {
        return "The request has no usable \"" + std::string{key} + "\".";
    }

    json::object values_;
};

reply send_text(sandbox::conversation chat, const request& asked) {
    chat.sends(fields{asked}.text("text"));
    const auto seen = chat.reads();
    const auto sent = std::find_if(seen.messages.rbegin(), seen.messages.rend(),
                                   [](const sandbox::message& m) { return !m.from_bot; });
    json::object receipt;
    receipt["message"] = sent->id;
    return success(receipt);
}

reply send_document(sandbox::conversation chat, const request& asked) {
    sandbox::outgoing_document document;
    document.name = sandbox::decode_percent(asked.header("x-document-name"));
    document.caption = sandbox::decode_percent(asked.header("x-document-caption"));
    document.bytes = asked.body;
    if (document.name.empty()) document.name = "document";
    chat.sends_document(std::move(document));
    return success();
}

const sandbox::button* button_at(const sandbox::keyboard& rows, std::int64_t row,
                                 std::int64_t column) {
    if (row < 0 || row >= static_cast<std::int64_t>(rows.size())) return nullptr;
    const auto& buttons = rows[static_cast<std::size_t>(row)];
    if (column < 0 || column >= static_cast<std::int64_t>(buttons.size())) return nullptr;
    return &buttons[static_cast<std::size_t>(column)];
}

reply tap(sandbox::conversation chat, const request& asked) {
    const fields press{asked};
    const auto message_id = press.number("message");
    const auto label = press.text("label");
    const auto seen = chat.reads();
    const auto* message = seen.find(message_id);
    const auto* button =
        message ? button_at(message->keyboard, press.number("row"), press.number("column"))
                : nullptr;
    if (button == nullptr || button->label != label) {
        return refusal(409, "The button has just changed. Look at the message again.");
    }
    const bool is_first_of_its_label = sandbox::find_button(message->keyboard, label) == button;
    if (is_first_of_its_label) {
        chat.taps(label, message_id);
    } else if (button->url.empty()) {
        chat.forges_callback({button->callback_data, message_id});
    }
    return success();
}

reply download(const sandbox::conversation& chat, std::string_view message_id) {
    const auto seen = chat.reads();
    const auto* message = seen.find(read_number(message_id).value_or(0));
    if (message == nullptr || !message->document) return not_found();
    reply r;
    r.content_type = "application/octet-stream";
    r.body = message->document->bytes;
    r.file_name = message->document->name;
    return r;
}

reply list_commands(const sandbox::conversation& chat) {
    json::object menu;
    menu["commands"] = to_json(chat.sees_commands());
    return success(menu);
}

}  // namespace

struct api::chat_path {
    std::int64_t person = 0;
    std::string bot;
    std::string subject;  // texts, taps, documents, commands
    std::string item;     // a message's id; often empty

    // None when the path is not of a chat.
    static std::optional<chat_path> parse(std::string_view path) {
        constexpr std::string_view prefix = "/api/chats/";
        if (!path.starts_with(prefix)) return std::nullopt;
        path.remove_prefix(prefix.size());
        std::array<std::string, 4> parts;
        for (auto& part : parts) {
            const auto slash = std::min(path.find('/'), path.size());
            part = path.substr(0, slash);
            path.remove_prefix(std::min(slash + 1, path.size()));
        }
        const auto person = read_number(parts[0]);
        if (!person || !path.empty()) return std::nullopt;
        return chat_path{*person, parts[1], parts[2], parts[3]};
    }
};

api::api(sandbox::world& telegram, contacts& bots, const std::vector<character>& people)
    : bots_{&bots} {
    for (const auto& c : people) {
        people_.emplace(c.id, telegram.person(c.id, c.name, c.language_code));
    }
}

reply api::answer(const request& asked) {
    try {
        return carry_out(asked);
    } catch (const std::invalid_argument& e) {
        return refusal(400, e.what());
    } catch (const sandbox::unmet_expectation&) {
        return refusal(409, "The chat has just changed. Look at it again.");
    }
}

reply api::carry_out(const request& asked) {
    if (const auto where = chat_path::parse(asked.path)) return in_chat(asked, *where);
    if (asked.path == "/api/bots" && asked.method == "POST") return make_bot(asked);
    if (asked.method != "GET") return not_found();
    if (asked.path == "/api/stream") {
        reply r;
        const auto last = read_number(asked.header("last-event-id")).value_or(0);
        r.stream_from = bookmark{};
        r.stream_from->event = static_cast<std::uint64_t>(std::max<std::int64_t>(last, 0));
        return r;
    }
    return file(asked.path);
}

reply api::in_chat(const request& asked, const chat_path& where) {
    const auto person = people_.find(where.person);
    if (person == people_.end() || bots_->find(where.bot) == nullptr) return not_found();
    const auto chat = person->second.in(where.bot);
    if (asked.method == "GET" && where.subject == "commands") return list_commands(chat);
    if (asked.method == "GET" && where.subject == "documents") return download(chat, where.item);
    if (asked.method != "POST" || !where.item.empty()) return not_found();
    if (where.subject == "texts") return send_text(chat, asked);
    if (where.subject == "taps") return tap(chat, asked);
    if (where.subject == "documents") return send_document(chat, asked);
    return not_found();
}

reply api::make_bot(const request& asked) {
    const auto& made = bots_->make(fields{asked}.text("name"));
    json::object receipt;
    receipt["username"] = made.username;
    return success(receipt);
}

}  // namespace agentbackend::demo_page
