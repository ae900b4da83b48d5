// JSON that keeps every number as it is written.
//
// Usual parsers hand out numbers as `double`, in which 0.1 USDT does not exist. This one listens to
// Boost.JSON's event parser and keeps the number's characters. Values; safe from any thread.

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace agentbackend::transfer {

struct json_tree {
    struct number {
        std::string text{};  // as written: `0.05`, `1E+2`
    };
    using list = std::vector<json_tree>;
    using object = std::vector<std::pair<std::string, json_tree>>;  // no name twice

    std::variant<std::monostate, bool, number, std::string, list, object> value{};

    bool is_null() const noexcept { return std::holds_alternative<std::monostate>(value); }
};

// The member of that name; null when there is none.
const json_tree* find_member(const json_tree::object&, std::string_view name);

// One document of UTF-8: at most 128 deep, which no document of MongoDB is, each name once in its
// object, no NUL in a text. Answers the document, or what is wrong and what to do as the end of a
// sentence: "is …; …". Memory grows with the text: whoever calls this bounds it.
std::variant<json_tree, std::string> parse_json(std::string_view);

}  // namespace agentbackend::transfer
