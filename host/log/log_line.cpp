#include "log/log_line.hpp"

#include <agentbackend/clock.hpp>

#include <spdlog/details/log_msg.h>
#include <spdlog/pattern_formatter.h>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

#include "transfer/utf8.hpp"

namespace agentbackend::host {
namespace {

namespace json = boost::json;

// What others have written can neither end a line nor break a reader.
using transfer::printable;

std::string_view take_until_mark(std::string_view& rest) {
    const auto part = rest.substr(0, rest.find(about_mark));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    return part;
}

std::string_view view_of(const spdlog::string_view_t& text) { return {text.data(), text.size()}; }

json::value json_value(std::string_view text) {
    std::int64_t number = 0;
    const auto end = text.data() + text.size();
    const auto [stop, failed] = std::from_chars(text.data(), end, number);
    if (failed == std::errc() && stop == end) return number;
    return json::string(printable(text));
}

class text_lines final : public spdlog::formatter {
public:
    void format(const spdlog::details::log_msg& line, spdlog::memory_buf_t& out) override {
        auto rest = view_of(line.payload);
        auto text = printable(take_until_mark(rest));
        std::string_view separator = " (";
        while (!rest.empty()) {
            auto fact = std::string(take_until_mark(rest));
            if (const auto equals = fact.find('='); equals != std::string::npos) fact[equals] = ' ';
            text.append(separator).append(printable(fact));
            separator = ", ";
        }
        if (separator == ", ") text += ')';
        auto shown = line;
        shown.payload = text;
        pattern_.format(shown, out);
        line.color_range_start = shown.color_range_start;
        line.color_range_end = shown.color_range_end;
    }

    std::unique_ptr<spdlog::formatter> clone() const override {
        return std::make_unique<text_lines>();
    }

private:
    spdlog::pattern_formatter pattern_{"%Y-%m-%dT%H:%M:%S.%eZ %^%l%$ %v",
                                       spdlog::pattern_time_type::utc};
};

class json_lines final : public spdlog::formatter {
public:
    void format(const spdlog::details::log_msg& line, spdlog::memory_buf_t& out) override {
        auto rest = view_of(line.payload);
        json::object fields;
        const auto at = std::chrono::time_point_cast<timestamp::duration>(line.time);
        fields["time"] = to_iso8601(timestamp(at));
        fields["level"] = json::string(view_of(spdlog::level::to_string_view(line.level)));
        fields["text"] = printable(take_until_mark(rest));
        while (!rest.empty()) {
            const auto fact = take_until_mark(rest);
            const auto equals = fact.find('=');
            if (equals == std::string_view::npos) continue;
            fields[fact.substr(0, equals)] = json_value(fact.substr(equals + 1));
        }
        const auto text = json::serialize(fields) + "\n";
        out.append(text.data(), text.data() + text.size());
    }

    std::unique_ptr<spdlog::formatter> clone() const override {
        return std::make_unique<json_lines>();
    }
};

}  // namespace

std::unique_ptr<spdlog::formatter> make_text_lines() { return std::make_unique<text_lines>(); }
std::unique_ptr<spdlog::formatter> make_json_lines() { return std::make_unique<json_lines>(); }

}  // namespace agentbackend::host
