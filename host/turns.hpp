// A turn of a conversation: one input, handled and committed together with everything it leads to.
//
// Belongs to the thread of the network; the handlers run on the committer's.

#pragma once

#include <agentbackend/console/console.hpp>

#include <spdlog/logger.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "commands.hpp"

namespace agentbackend::host {

// Runs as part of a command: possibly more than once, nothing kept outside the unit of work.
using turn_handler = std::function<result<console::response>(unit_of_work&, timestamp)>;

struct turn {
    std::string label;                  // for the log, such as "update 17 of @shop_bot"
    std::optional<inbox_key> delivery;  // handled once; none: a report of the host's own
    turn_handler handle;
    // Takes the place of a handler that fails for good, so that the same input does not come again
    // and again. Empty: the failure is logged, nothing more.
    turn_handler otherwise = {};
};

// Who goes on after a commit. Called on the network's thread, in the order of commits.
class turn_listener {
public:
    virtual ~turn_listener() = default;
    virtual void queued(std::vector<outbox_message>) = 0;
    virtual void asked(std::vector<console::effect>) = 0;
    // The outcome of a turn's commit was lost: what it queued and asked may be known to the store
    // alone, and comes before what later commits queue.
    virtual void must_look_again() = 0;
};

class turns {
public:
    // All three must outlive this.
    turns(const commands&, turn_listener&, spdlog::logger&, asio::any_io_executor);

    // Commits a turn, however long the store makes it wait; the listener then has what follows. The
    // answer is that of a tap, if the turn was one and had not been handled before.
    // Error: `stopped`; the input is not handled and must come again.
    awaitable<result<std::optional<console::tap_answer>>> run(turn) const;

private:
    struct trace;
    awaitable<result<void>> commit(const turn&, std::shared_ptr<trace>) const;
    void follow(const turn&, trace&) const;
    void report(const turn&, const error&) const;

    const commands& commands_;
    turn_listener& listener_;
    spdlog::logger& log_;
    asio::any_io_executor executor_;
};

}  // namespace agentbackend::host
