// Faults that the sandbox plays on request, so that tests can prove what a host does when the Bot
// API or the network misbehaves.
//
// A script is a list of rules; each answers so many requests that match it, and is then used up.
// The first rule that matches a request decides. Safe to use from any thread.

#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace agentbackend::sandbox {

enum class fault_kind {
    answers,         // with a status and body of the script's choosing; nothing is carried out
    stays_silent,    // nothing is carried out, no answer comes, the connection stays open
    hangs_up,        // nothing is carried out, the connection is closed
    loses_answer,    // the request is carried out, the connection is closed without an answer
    cuts_answer,     // the request is carried out, its answer ends in the middle
    garbles_answer,  // the request is carried out, its answer is not JSON
    delays,          // the request is carried out after a while
};

struct fault {
    fault_kind kind = fault_kind::hangs_up;
    int http_status = 0;                                   // of `answers`
    std::string body = {};                                 // of `answers`
    std::optional<std::chrono::seconds> retry_after = {};  // of `answers`, as a header
    std::chrono::milliseconds pause{0};                    // of `delays`
};

// An error as the Bot API words it. `status` 429 needs too_many_requests().
fault error_answer(int status, std::string_view description);
fault too_many_requests(std::chrono::seconds retry_after);
fault unauthorized();           // 401
fault conflict();               // 409, another poller
fault internal_server_error();  // 500, in JSON
fault bad_gateway();            // 502, in HTML, as a proxy before the API answers
fault raw_answer(int status, std::string body);
fault silence();
fault hang_up();
fault lost_answer();
fault cut_answer();
fault garbled_answer();
fault delay(std::chrono::milliseconds);

// Which requests a rule is about. Empty fields match everything; "file" is the method of downloads.
struct fault_filter {
    std::string method = {};
    std::string bot = {};  // username
};

class faults {
public:
    // The next `times` requests of this method, of any bot.
    void next(std::string method, std::size_t times, fault);
    void next_matching(fault_filter, std::size_t times, fault);

    // Until clear().
    void always_matching(fault_filter, fault);

    void clear();

    // How many faults are still to come, endless rules not counted. A test that scripted three
    // wants to see 0 in the end.
    std::size_t remaining() const;

    // The fault of this request, if any, which is thereby used up.
    std::optional<fault> take(std::string_view method, std::string_view bot);

private:
    struct rule {
        fault_filter filter;
        std::optional<std::size_t> times;  // none: endless
        sandbox::fault fault;
    };

    mutable std::mutex mutex_;
    std::deque<rule> rules_;
};

}  // namespace agentbackend::sandbox
