#include "sandbox/form.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace agentbackend::sandbox {
namespace {

// Takes what is before the separator, and the separator, off the text. All of it when there is
// none.
std::string_view take_until(std::string_view& text, std::string_view separator) noexcept {
    const auto at = text.find(separator);
    const auto taken = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + separator.size());
    return taken;
}

// The value of `name="…"` in a header line.
std::optional<std::string> quoted_value(std::string_view header, std::string_view name) {
    const auto start = header.find(" " + std::string{name} + "=\"");
    if (start == std::string_view::npos) return std::nullopt;
    header.remove_prefix(start + name.size() + 3);
    const auto end = header.find('"');
    if (end == std::string_view::npos) return std::nullopt;
    return decode_percent(header.substr(0, end));
}

std::optional<form_field> parse_part(std::string_view part) {
    const auto end_of_header = part.find("\r\n\r\n");
    if (end_of_header == std::string_view::npos) return std::nullopt;
    const auto header = part.substr(0, end_of_header);
    auto name = quoted_value(header, "name");
    if (!name) return std::nullopt;
    return form_field{std::move(*name), std::string{part.substr(end_of_header + 4)},
                      quoted_value(header, "filename")};
}

std::string with_spaces(std::string_view text) {
    std::string spaced{text};
    std::replace(spaced.begin(), spaced.end(), '+', ' ');
    return decode_percent(spaced);
}

}  // namespace

std::string decode_percent(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned byte = 0;
        const auto* digits = text.data() + i + 1;
        const bool is_escape = text[i] == '%' && i + 2 < text.size() &&
                               std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2;
        decoded += is_escape ? static_cast<char>(byte) : text[i];
        if (is_escape) i += 2;
    }
    return decoded;
}

form parse_urlencoded(std::string_view text) {
    form fields;
    while (!text.empty()) {
        auto value = take_until(text, "&");
        const auto name = take_until(value, "=");
        fields.push_back({with_spaces(name), with_spaces(value), std::nullopt});
    }
    return fields;
}

std::optional<form> parse_multipart(std::string_view content_type, std::string_view body) {
    constexpr std::string_view label = "boundary=";
    const auto at = content_type.find(label);
    if (at == std::string_view::npos) return std::nullopt;
    auto boundary = content_type.substr(at + label.size());
    if (boundary.starts_with('"') && boundary.ends_with('"') && boundary.size() >= 2) {
        boundary = boundary.substr(1, boundary.size() - 2);
    }
    const auto opening = "--" + std::string{boundary};
    const auto separator = "\r\n" + opening;
    if (!body.starts_with(opening)) return std::nullopt;
    body.remove_prefix(opening.size());

    form fields;
    while (!body.starts_with("--")) {
        if (!body.starts_with("\r\n") || body.find(separator) == std::string_view::npos) {
            return std::nullopt;
        }
        body.remove_prefix(2);
        auto field = parse_part(take_until(body, separator));
        if (!field) return std::nullopt;
        fields.push_back(std::move(*field));
    }
    return fields;
}

}  // namespace agentbackend::sandbox
