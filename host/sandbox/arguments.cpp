#include "sandbox/arguments.hpp"

#include <charconv>
#include <utility>

#include <boost/json/parse.hpp>

#include "sandbox/form.hpp"

namespace agentbackend::sandbox {
namespace {

namespace json = boost::json;

api_error unreadable() { return bad_request("can't parse the request body"); }

}  // namespace

api_result<arguments> arguments::parse(const request_body& request) {
    arguments parsed;
    for (auto& field : parse_urlencoded(request.query)) parsed.values_[field.name] = field.value;

    const std::string_view type = request.content_type;
    if (type.starts_with("application/json")) {
        json::error_code error;
        const auto body = json::parse(request.bytes, error);
        const auto* object = error ? nullptr : body.if_object();
        if (object == nullptr) return unreadable();
        for (const auto& member : *object) parsed.values_[member.key()] = member.value();
    } else if (type.starts_with("multipart/form-data")) {
        auto fields = parse_multipart(type, request.bytes);
        if (!fields) return unreadable();
        for (auto& field : *fields) {
            if (field.file_name) {
                parsed.files_[field.name] = {std::move(*field.file_name), std::move(field.value)};
            } else {
                parsed.values_[field.name] = field.value;
            }
        }
    } else if (type.starts_with("application/x-www-form-urlencoded")) {
        for (auto& field : parse_urlencoded(request.bytes))
            parsed.values_[field.name] = field.value;
    }
    return parsed;
}

std::string arguments::text(std::string_view key) const {
    const auto* value = values_.if_contains(key);
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string{text->data(), text->size()} : std::string{};
}

std::optional<std::int64_t> arguments::integer(std::string_view key) const {
    const auto* value = values_.if_contains(key);
    if (value == nullptr) return std::nullopt;
    if (const auto* number = value->if_int64()) return *number;
    const auto* text = value->if_string();
    if (text == nullptr) return std::nullopt;
    std::int64_t number = 0;
    const auto* last = text->data() + text->size();
    const auto [end, error] = std::from_chars(text->data(), last, number);
    if (error != std::errc{} || end != last) return std::nullopt;
    return number;
}

bool arguments::flag(std::string_view key) const {
    const auto* value = values_.if_contains(key);
    if (value != nullptr && value->is_bool()) return value->get_bool();
    const auto words = text(key);
    return words == "true" || words == "True" || words == "1";
}

json::value arguments::structure(std::string_view key) const {
    const auto* value = values_.if_contains(key);
    if (value == nullptr) return {};
    if (!value->is_string()) return *value;
    json::error_code error;
    auto parsed = json::parse(value->get_string(), error);
    return error ? json::value() : parsed;
}

const uploaded_file* arguments::file(std::string_view key) const {
    const auto found = files_.find(key);
    return found == files_.end() ? nullptr : &found->second;
}

}  // namespace agentbackend::sandbox
