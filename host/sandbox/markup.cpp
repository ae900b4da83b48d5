#include "sandbox/markup.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace agentbackend::sandbox {
namespace {

namespace json = boost::json;

std::string text_at(const json::object& object, std::string_view key) {
    const auto* value = object.if_contains(key);
    const auto* text = value ? value->if_string() : nullptr;
    return text ? std::string{text->data(), text->size()} : std::string{};
}

std::int64_t integer_at(const json::object& object, std::string_view key) noexcept {
    const auto* value = object.if_contains(key);
    const auto* number = value ? value->if_int64() : nullptr;
    return number ? *number : 0;
}

api_result<button> read_button(const json::value& value) {
    const auto* object = value.if_object();
    if (object == nullptr) {
        return bad_request("can't parse inline keyboard button: object expected");
    }
    if (!object->contains("callback_data") && !object->contains("url")) {
        return bad_request("text buttons are unallowed in the inline keyboard");
    }
    return button{text_at(*object, "text"), text_at(*object, "callback_data"),
                  text_at(*object, "url")};
}

api_result<std::vector<button>> read_row(const json::value& value) {
    const auto* array = value.if_array();
    if (array == nullptr) return bad_request("can't parse inline keyboard: rows must be arrays");
    std::vector<button> row;
    for (const auto& element : *array) {
        auto parsed = read_button(element);
        if (!parsed) return parsed.error();
        row.push_back(std::move(*parsed));
    }
    return row;
}

// The elements of an array that must be objects.
api_result<std::vector<const json::object*>> read_objects(const json::value& value,
                                                          const std::string& what) {
    std::vector<const json::object*> objects;
    if (value.is_null()) return objects;
    const auto* array = value.if_array();
    if (array == nullptr) return bad_request("can't parse " + what + ": array expected");
    for (const auto& element : *array) {
        const auto* object = element.if_object();
        if (object == nullptr) return bad_request("can't parse " + what + ": object expected");
        objects.push_back(object);
    }
    return objects;
}

}  // namespace

api_result<keyboard> read_keyboard(const json::value& reply_markup) {
    keyboard rows;
    if (reply_markup.is_null()) return rows;
    const auto* object = reply_markup.if_object();
    if (object == nullptr) return bad_request("object expected as reply markup");
    const auto* value = object->if_contains("inline_keyboard");
    if (value == nullptr) return rows;
    const auto* array = value->if_array();
    if (array == nullptr) return bad_request("can't parse inline keyboard: array expected");
    for (const auto& element : *array) {
        auto row = read_row(element);
        if (!row) return row.error();
        if (!row->empty()) rows.push_back(std::move(*row));
    }
    return rows;
}

api_result<std::vector<entity>> read_entities(const json::value& value) {
    const auto objects = read_objects(value, "entities");
    if (!objects) return objects.error();
    std::vector<entity> entities;
    for (const auto* object : *objects) {
        entities.push_back({text_at(*object, "type"), integer_at(*object, "offset"),
                            integer_at(*object, "length"), text_at(*object, "url")});
    }
    return entities;
}

api_result<std::vector<bot_command>> read_commands(const json::value& value) {
    const auto objects = read_objects(value, "commands");
    if (!objects) return objects.error();
    std::vector<bot_command> commands;
    for (const auto* object : *objects) {
        commands.push_back({text_at(*object, "command"), text_at(*object, "description")});
    }
    return commands;
}

json::object write_keyboard(const keyboard& rows) {
    json::array all;
    for (const auto& row : rows) {
        json::array buttons;
        for (const auto& b : row) {
            json::object written;
            written["text"] = b.label;
            if (b.url.empty()) {
                written["callback_data"] = b.callback_data;
            } else {
                written["url"] = b.url;
            }
            buttons.push_back(std::move(written));
        }
        all.push_back(std::move(buttons));
    }
    json::object markup;
    markup["inline_keyboard"] = std::move(all);
    return markup;
}

json::array write_entities(const std::vector<entity>& entities) {
    json::array all;
    for (const auto& e : entities) {
        json::object written;
        written["type"] = e.type;
        written["offset"] = e.offset;
        written["length"] = e.length;
        if (!e.url.empty()) written["url"] = e.url;
        all.push_back(std::move(written));
    }
    return all;
}

json::array write_commands(const std::vector<bot_command>& commands) {
    json::array all;
    for (const auto& c : commands) {
        json::object written;
        written["command"] = c.name;
        written["description"] = c.description;
        all.push_back(std::move(written));
    }
    return all;
}

}  // namespace agentbackend::sandbox
