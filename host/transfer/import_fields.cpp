#include "transfer/import_fields.hpp"

#include "transfer/exact_number.hpp"

namespace agentbackend::transfer {
namespace {

constexpr int usdt_decimals = 6;

// The years 1 to 9999, in milliseconds.
constexpr std::int64_t earliest_ms = -62'135'596'800'000;
constexpr std::int64_t latest_ms = 253'402'300'799'999;

// The value under the only member of an object such as `{"$date": …}`; null for anything else.
const json_tree* wrapped(const json_tree& value, std::string_view name) {
    const auto* object = std::get_if<json_tree::object>(&value.value);
    if (!object || object->size() != 1 || object->front().first != name) return nullptr;
    return &object->front().second;
}

// A number's characters, however it is wrapped; none when it is no number and no text.
std::optional<std::string_view> number_text(const json_tree& value) {
    if (const auto* number = std::get_if<json_tree::number>(&value.value)) return number->text;
    if (const auto* text = std::get_if<std::string>(&value.value)) return *text;
    for (const auto type : {"$numberInt", "$numberLong", "$numberDouble", "$numberDecimal"}) {
        if (const auto* inner = wrapped(value, type)) return number_text(*inner);
    }
    return std::nullopt;
}

std::string what_is_wrong_with_amount(errc code, std::string_view text) {
    const std::string said(text.substr(0, 64));
    switch (code) {
        case errc::amount_too_precise:
            return "is " + said + ", which has more than six decimals; round it in the file";
        case errc::amount_out_of_range:
            return "is " + said + ", which is beyond what this system holds";
        default: return "is \"" + said + "\", which is no amount such as 10.05";
    }
}

}  // namespace

const json_tree* import_fields::find(std::string_view name) const {
    const auto* found = find_member(document_, name);
    return found && !found->is_null() ? found : nullptr;
}

void import_fields::complain(std::string_view name, std::string_view what_is_wrong) {
    if (!complaint_.empty()) return;
    complaint_.append(name).append(" ").append(what_is_wrong);
}

std::optional<std::string> import_fields::text(std::string_view name) {
    const auto* found = find(name);
    if (!found) return std::nullopt;
    if (const auto* text = std::get_if<std::string>(&found->value)) return *text;
    complain(name, "is not a text; put it in quotes");
    return std::nullopt;
}

std::optional<usdt> import_fields::amount(std::string_view name, usdt limit) {
    const auto* found = find(name);
    if (!found) return std::nullopt;
    const auto text = number_text(*found);
    if (!text) {
        complain(name, "is neither a number nor a text; write an amount such as \"10.05\"");
        return std::nullopt;
    }
    const auto micros = parse_exact(*text, usdt_decimals);
    if (!micros) {
        complain(name, what_is_wrong_with_amount(micros.error().code(), *text));
        return std::nullopt;
    }
    if (*micros > limit.micros() || *micros < -limit.micros()) {
        complain(name, what_is_wrong_with_amount(errc::amount_out_of_range, *text));
        return std::nullopt;
    }
    return usdt::from_micros(*micros);
}

std::optional<user_id> import_fields::user(std::string_view name) {
    const auto* found = find(name);
    if (!found) return std::nullopt;
    const auto text = number_text(*found);
    const auto number = text ? parse_exact(*text, 0) : result<std::int64_t>(errc::amount_malformed);
    if (!number || *number < 0) {
        complain(name, "is no user id; write the number that Telegram gives the person");
        return std::nullopt;
    }
    if (*number == 0) return std::nullopt;
    return user_id{*number};
}

std::optional<timestamp> import_fields::time_from_text(std::string_view name,
                                                       std::string_view text) {
    if (const auto at = parse_iso8601(text)) return at;
    // Python's own form of a time that knows no zone: a blank between date and time, no `Z`.
    auto in_utc = std::string(text) + 'Z';
    constexpr std::size_t date_size = 10;
    if (text.size() > date_size && text[date_size] == ' ') in_utc[date_size] = 'T';
    if (const auto at = parse_iso8601(in_utc)) {
        notes_.push_back(std::string(name) + " names no time zone; it is taken as UTC");
        return at;
    }
    complain(name, "is no time such as 2025-01-24T14:30:22Z");
    return std::nullopt;
}

std::optional<timestamp> import_fields::time(std::string_view name) {
    const auto* found = find(name);
    if (!found) return std::nullopt;
    const auto* date = wrapped(*found, "$date");
    const auto& value = date ? *date : *found;
    if (const auto* text = std::get_if<std::string>(&value.value)) {
        return time_from_text(name, *text);
    }
    const auto milliseconds = date ? number_text(value) : std::nullopt;
    const auto number =
        milliseconds ? parse_exact(*milliseconds, 0) : result<std::int64_t>(errc::amount_malformed);
    if (!number || *number < earliest_ms || *number > latest_ms) {
        complain(name, "is no time such as {\"$date\":\"2025-01-24T14:30:22Z\"}");
        return std::nullopt;
    }
    return timestamp(std::chrono::milliseconds(*number));
}

std::string import_fields::document_id() const {
    const auto* found = find("_id");
    if (!found) return {};
    const auto* oid = wrapped(*found, "$oid");
    const auto* text = std::get_if<std::string>(&(oid ? oid : found)->value);
    return text ? *text : std::string();
}

const json_tree::object* import_fields::object(std::string_view name) {
    const auto* found = find(name);
    if (!found) return nullptr;
    const auto* object = std::get_if<json_tree::object>(&found->value);
    if (!object) complain(name, "is not an object in braces");
    return object;
}

const json_tree::list* import_fields::list(std::string_view name) {
    const auto* found = find(name);
    if (!found) return nullptr;
    const auto* list = std::get_if<json_tree::list>(&found->value);
    if (!list) complain(name, "is not a list in square brackets");
    return list;
}

}  // namespace agentbackend::transfer
