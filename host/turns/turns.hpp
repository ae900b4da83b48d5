// A turn of a conversation: one input, handled and committed together with everything it leads to.
//
// Belongs to the thread of the network; the handlers run on the committer's.

#pragma once

#include <agentbackend/console/console.hpp>

#include <spdlog/logger.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "log/cause.hpp"
#include "turns/commands.hpp"
#include "turns/refusals.hpp"

namespace agentbackend::host {

// Runs as part of a command: possibly more than once, nothing kept outside the unit of work.
using turn_handler = std::function<result<console::response>(unit_of_work&, timestamp)>;

// What becomes of a turn while the store cannot write: it waits, or it is given up after a short
// while, for whoever is waiting for the answer.
enum class when_store_fails { wait, give_up };

struct turn {
    cause because = {};
    std::string label;                  // for the log, such as "update 17 of @shop_bot"
    std::optional<inbox_key> delivery;  // handled once; none: a report of the host's own
    turn_handler handle;
    // Takes the place of a handler that fails for good, so that the same input does not come again
    // and again. Empty: the failure is logged, nothing more.
    turn_handler otherwise = {};
    // To be given up it must have a delivery.
    host::when_store_fails when_store_fails = host::when_store_fails::wait;
};

// Who goes on after a commit. Called on the network's thread, in the order of commits.
class turn_listener {
public:
    virtual ~turn_listener() = default;
    virtual void queued(std::vector<outbox_message>, const cause&) = 0;
    virtual void asked(std::vector<console::effect>, const cause&) = 0;
    // The outcome of a turn's commit was lost: what it queued and asked may be known to the store
    // alone, and comes before what later commits queue.
    virtual void must_look_again() = 0;
    // The store has not taken a turn for a while, and why; and that it has taken one.
    virtual void store_fails(const error&) = 0;
    virtual void store_works() = 0;
};

class turns {
public:
    // All three must outlive this.
    turns(const commands&, turn_listener&, spdlog::logger&, asio::any_io_executor);

    // Commits a turn, however long the store makes it wait; the listener then has what follows. The
    // answer is that of a tap, if the turn was one and had not been handled before.
    // Errors: `stopped`, the input is not handled and must come again; for a turn that may be given
    // up also the store's, `store_full` or `store_locked`, and then the turn has left nothing
    // behind and never will: delivered again to this process, or to any after the next commit, it
    // counts as handled.
    awaitable<result<std::optional<console::tap_answer>>> run(turn);

private:
    using clock = std::chrono::steady_clock;
    struct trace;
    // Why the store does not write.
    struct trouble {
        errc cause;
        clock::time_point rests_until;
    };

    awaitable<result<void>> commit(const turn&, std::shared_ptr<trace>);
    void follow(const turn&, trace&);
    void report(const turn&, const error&, std::string_view what_next) const;
    void note_trouble(const error&, clock::time_point attempted);
    bool may_refuse() const;
    bool is_resting() const;
    awaitable<bool> may_be_committed(inbox_key) const;

    const commands& commands_;
    turn_listener& listener_;
    spdlog::logger& log_;
    asio::any_io_executor executor_;
    std::optional<trouble> trouble_;  // until a commit
    refusals refused_;                // the next commit records them
};

}  // namespace agentbackend::host
