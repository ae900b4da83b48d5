#include "bot_api/multipart.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/serialize.hpp>

namespace agentbackend::bot_api {
namespace {

using parts = std::vector<std::pair<std::string, std::string>>;  // header lines, content

// As browsers do: the three characters that could end the quoted name are percent-encoded.
std::string quoted(std::string_view name) {
    std::string text = "\"";
    for (const char c : name) {
        switch (c) {
            case '"': text += "%22"; break;
            case '\r': text += "%0D"; break;
            case '\n': text += "%0A"; break;
            default: text += c;
        }
    }
    return text + '"';
}

std::string disposition(std::string_view name) {
    return "Content-Disposition: form-data; name=" + quoted(name);
}

std::string as_field(const boost::json::value& value) {
    if (const auto* text = value.if_string()) return std::string{text->data(), text->size()};
    return boost::json::serialize(value);
}

bool occurs_in_any(std::string_view boundary, const parts& all) noexcept {
    for (const auto& [header, content] : all) {
        if (content.find(boundary) != std::string::npos) return true;
    }
    return false;
}

std::string unused_boundary(const parts& all) {
    for (unsigned n = 0;; ++n) {
        auto boundary = "part-of-agentbackend-" + std::to_string(n) + "-end";
        if (!occurs_in_any(boundary, all)) return boundary;
    }
}

}  // namespace

multipart_body encode_multipart(const boost::json::object& parameters, upload_file file) {
    parts all;
    for (const auto& parameter : parameters) {
        all.emplace_back(disposition(parameter.key()), as_field(parameter.value()));
    }
    all.emplace_back(disposition(file.field) + "; filename=" + quoted(file.name) +
                         "\r\nContent-Type: application/octet-stream",
                     std::move(file.bytes));

    const auto boundary = unused_boundary(all);
    std::string bytes;
    for (const auto& [header, content] : all) {
        bytes += "--" + boundary + "\r\n" + header + "\r\n\r\n" + content + "\r\n";
    }
    bytes += "--" + boundary + "--\r\n";
    return {"multipart/form-data; boundary=" + boundary, std::move(bytes)};
}

}  // namespace agentbackend::bot_api
