// A request to the page's server, and what it is answered with. Values.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace agentbackend::demo_page {

struct request {
    std::string method;
    std::string path;                                         // without query
    std::map<std::string, std::string, std::less<>> headers;  // by lower-case name
    std::string body;

    // Empty when there is none.
    std::string_view header(std::string_view lower_case_name) const {
        const auto found = headers.find(lower_case_name);
        return found == headers.end() ? std::string_view{} : std::string_view{found->second};
    }
};

// How far a reader of the event stream is.
struct bookmark {
    bool is_greeted = false;
    bool has_caught_up = false;
    std::uint64_t event = 0;     // the last one told
    std::uint64_t contacts = 0;  // versions
    std::uint64_t ledger = 0;
};

struct reply {
    int status = 200;
    std::string content_type = "application/json; charset=utf-8";
    std::string body;
    std::optional<std::string> file_name = {};  // of a download
    std::optional<bookmark> stream_from = {};   // an event stream, and no body
};

}  // namespace agentbackend::demo_page
