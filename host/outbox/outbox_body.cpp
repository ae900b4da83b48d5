#include "outbox/outbox_body.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base64.hpp"

namespace agentbackend::host {
namespace {

namespace json = boost::json;

constexpr std::int64_t body_version = 1;

std::string_view name_of(message_kind kind) {
    switch (kind) {
        case message_kind::send: return "send";
        case message_kind::edit: return "edit";
        case message_kind::upload: return "upload";
    }
    return {};
}

std::optional<message_kind> parse_kind(std::string_view name) {
    for (const auto kind : {message_kind::send, message_kind::edit, message_kind::upload}) {
        if (name == name_of(kind)) return kind;
    }
    return std::nullopt;
}

std::string_view text_at(const json::object& o, std::string_view key) {
    const auto* value = o.if_contains(key);
    if (value == nullptr || !value->is_string()) return {};
    return value->get_string();
}

std::int64_t number_at(const json::object& o, std::string_view key) {
    const auto* value = o.if_contains(key);
    return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

}  // namespace

std::string encode(const outbox_body& body) {
    json::object o;
    o["version"] = body_version;
    o["kind"] = name_of(body.kind);
    o["parameters"] = body.parameters;
    if (body.message_id != 0) o["message_id"] = body.message_id;
    if (body.kind == message_kind::upload) {
        o["file_name"] = body.file_name;
        o["file"] = to_base64(body.file_bytes);
    }
    if (!body.errand.empty()) o["errand"] = to_base64(body.errand);
    return json::serialize(o);
}

std::optional<outbox_body> decode_outbox_body(std::string_view bytes) {
    boost::system::error_code malformed;
    auto value = json::parse(bytes, malformed);
    if (malformed || !value.is_object()) return std::nullopt;
    auto& o = value.get_object();
    if (number_at(o, "version") != body_version) return std::nullopt;
    const auto kind = parse_kind(text_at(o, "kind"));
    const auto* parameters = o.if_contains("parameters");
    auto file = from_base64(text_at(o, "file"));
    auto errand = from_base64(text_at(o, "errand"));
    if (!kind || parameters == nullptr || !parameters->is_object() || !file || !errand) {
        return std::nullopt;
    }

    outbox_body body;
    body.kind = *kind;
    body.parameters = parameters->get_object();
    body.message_id = number_at(o, "message_id");
    body.file_name = text_at(o, "file_name");
    body.file_bytes = std::move(*file);
    body.errand = std::move(*errand);
    return body;
}

std::string errand_of(std::string_view encoded) {
    auto body = decode_outbox_body(encoded);
    return body ? std::move(body->errand) : std::string();
}

}  // namespace agentbackend::host
