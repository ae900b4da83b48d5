#include "outbox/render.hpp"

namespace agentbackend::host {
namespace {

namespace json = boost::json;

std::string_view entity_type(console::text_style style) {
    switch (style) {
        case console::text_style::bold: return "bold";
        case console::text_style::italic: return "italic";
        case console::text_style::code: return "code";
        case console::text_style::preformatted: return "pre";
    }
    return {};
}

// UTF-16 code units of a text in UTF-8: one for each character, two where it takes four bytes.
std::int64_t utf16_units(std::string_view text) {
    std::int64_t units = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool begins_character = (byte & 0xC0U) != 0x80U;
        if (begins_character) units += byte >= 0xF0U ? 2 : 1;
    }
    return units;
}

json::object button_of(const console::button& b) {
    json::object o;
    o["text"] = b.label;
    if (b.url.empty()) {
        o["callback_data"] = b.payload;
    } else {
        o["url"] = b.url;
    }
    return o;
}

json::object parameters_of(const console::screen& s) {
    json::object o;
    o["text"] = s.text.text();
    if (auto entities = entities_of(s.text); !entities.empty()) o["entities"] = std::move(entities);
    if (!s.rows.empty()) o["reply_markup"] = keyboard_of(s.rows);
    json::object preview;
    preview["is_disabled"] = true;
    o["link_preview_options"] = std::move(preview);
    return o;
}

outbox_body render_one(const console::outgoing::send& send) {
    outbox_body body;
    body.kind = message_kind::send;
    body.parameters = parameters_of(send.what);
    return body;
}

outbox_body render_one(const console::outgoing::edit& edit) {
    outbox_body body;
    body.kind = message_kind::edit;
    body.parameters = parameters_of(edit.what);
    body.message_id = edit.message_id;
    return body;
}

outbox_body render_one(const console::outgoing::upload& upload) {
    outbox_body body;
    body.kind = message_kind::upload;
    body.file_name = upload.what.file_name;
    body.file_bytes = upload.what.bytes;
    const auto& caption = upload.what.caption;
    if (!caption.empty()) body.parameters["caption"] = caption.text();
    if (auto entities = entities_of(caption); !entities.empty()) {
        body.parameters["caption_entities"] = std::move(entities);
    }
    return body;
}

std::string_view name_of(const console::outgoing::send& send) { return send.name; }
std::string_view name_of(const console::outgoing::edit& edit) { return edit.name; }
std::string_view name_of(const console::outgoing::upload&) { return {}; }

}  // namespace

outbox_body render(const console::outgoing& message) {
    auto body = std::visit([](const auto& m) { return render_one(m); }, message.what);
    body.errand = message.errand;
    return body;
}

std::string_view screen_name(const console::outgoing& message) {
    return std::visit([](const auto& m) { return name_of(m); }, message.what);
}

json::array entities_of(const console::styled_text& styled) {
    const std::string_view text = styled.text();
    json::array entities;
    for (const auto& span : styled.spans()) {
        json::object entity;
        entity["type"] = entity_type(span.style);
        entity["offset"] = utf16_units(text.substr(0, span.offset));
        entity["length"] = utf16_units(text.substr(span.offset, span.size));
        entities.push_back(std::move(entity));
    }
    return entities;
}

json::object keyboard_of(const std::vector<std::vector<console::button>>& rows) {
    json::array lines;
    for (const auto& row : rows) {
        json::array line;
        for (const auto& b : row) line.push_back(button_of(b));
        lines.push_back(std::move(line));
    }
    json::object keyboard;
    keyboard["inline_keyboard"] = std::move(lines);
    return keyboard;
}

}  // namespace agentbackend::host
