// The parameters of one method call, however they came: as JSON, as a form, or in the query.
//
// Values come out as the type that is asked for; the Bot API takes a number as text and an array as
// JSON text, too. What is there but not of the type counts as missing. Values.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "sandbox/api_error.hpp"

namespace agentbackend::sandbox {

struct uploaded_file {
    std::string name;
    std::string bytes;
};

struct request_body {
    std::string content_type;
    std::string bytes;
    std::string query;  // of the URL, without the question mark
};

class arguments {
public:
    static api_result<arguments> parse(const request_body&);

    bool has(std::string_view key) const { return values_.contains(key); }
    std::string text(std::string_view key) const;  // empty when missing
    std::optional<std::int64_t> integer(std::string_view key) const;
    bool flag(std::string_view key) const;
    // An object or array; null when missing.
    boost::json::value structure(std::string_view key) const;
    // Null when missing.
    const uploaded_file* file(std::string_view key) const;

private:
    boost::json::object values_;
    std::map<std::string, uploaded_file, std::less<>> files_;
};

}  // namespace agentbackend::sandbox
