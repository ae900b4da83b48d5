// Sends what commits have queued: one lane per (bot, chat), in order; lanes side by side.
//
// A message leaves the queue when it is sent, or when it never will be. What goes wrong in one lane
// holds up no other. A crash can repeat a message, never lose one. Belongs to the thread of the
// network; everything passed in must outlive it, and it must outlive the executor's work.

#pragma once

#include <spdlog/logger.h>

#include <chrono>
#include <compare>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <vector>

#include "backoff.hpp"
#include "bots/bot_tokens.hpp"
#include "event.hpp"
#include "log/log_line.hpp"
#include "outbox/courier.hpp"
#include "turns/commands.hpp"

namespace agentbackend::host {

struct outbox_options {
    std::size_t max_under_way = 32;  // messages being sent at a time
    // Between attempts of a lane whose bot's token was refused.
    std::chrono::milliseconds pause_while_suspended = std::chrono::minutes(5);
    backoff::limits pauses{std::chrono::milliseconds(500), std::chrono::seconds(60)};
};

// Who sees to what will never arrive. Called on the thread of the network.
class undeliverable_listener {
public:
    virtual ~undeliverable_listener() = default;
    // Takes the message out of the queue, and passes on what it was about, in one commit. Error:
    // `stopped`; the message is still queued.
    virtual awaitable<result<void>> gave_up(outbox_message, std::string reason) = 0;
};

class outbox {
public:
    outbox(asio::any_io_executor, const courier&, bot_tokens&, const commands&,
           undeliverable_listener&, spdlog::logger&, outbox_options = {});

    // Takes a message that is committed. One it has already is passed over.
    void accept(outbox_message, const cause& = {});

    // Takes a word in passing, which no store knows of: said once, in its turn, and lost when the
    // process ends before. Its reference is not looked at.
    void say_in_passing(outbox_message);

    // Takes everything that is queued in the store: after a start, and after a lost commit.
    awaitable<result<void>> load();

    // The store may have messages that nobody knows of here, before those that are still to be
    // accepted: nothing more is begun until a `load` from now on has succeeded.
    void hold() { ++holds_; }

    // The bot's token is good: lanes that waited for that go on.
    void resume(bot_ref);

    // Returns when nothing is left that could be sent, or when the time is over.
    awaitable<> drain(std::chrono::milliseconds limit);

    std::size_t waiting() const;

private:
    struct lane_key {
        bot_ref bot;
        chat_id chat;
        friend auto operator<=>(const lane_key&, const lane_key&) noexcept = default;
    };
    enum class lane_state { ready, under_way, frozen, suspended };
    struct lane {
        explicit lane(backoff::limits limits) : pauses(limits) {}
        // Those that are committed, in the order of references; a word in passing, whose
        // reference is zero, where it came.
        std::deque<outbox_message> messages;
        lane_state state = lane_state::ready;
        backoff pauses;
    };

    void enter(outbox_message);
    void make_ready(lane_key);
    void start_what_is_ready();
    awaitable<> send_first(lane_key);
    awaitable<delivery> deliver(outbox_message);
    void settle(lane_key, const delivered&);
    void settle(lane_key, const undeliverable&);
    void settle(lane_key, const try_later&);
    void settle(lane_key, const token_refused&);
    void pass_on_errands(lane_key);
    void finish_first(lane_key, awaitable<> settling);
    awaitable<> thaw_after(lane_key, std::chrono::milliseconds);
    awaitable<> resume_later(lane_key);
    awaitable<> commit_mark(outbox_ref, committer::command);
    awaitable<> give_up(outbox_message, std::string reason);
    about on(outbox_ref) const;
    bool could_send_more() const;

    asio::any_io_executor executor_;
    const courier& courier_;
    bot_tokens& tokens_;
    const commands& commands_;
    undeliverable_listener& listener_;
    spdlog::logger& log_;
    outbox_options options_;
    std::map<lane_key, lane> lanes_;  // none is empty
    std::deque<lane_key> ready_;
    std::deque<lane_key> ready_in_passing_;  // whose first message no store knows of
    std::map<outbox_ref, cause> known_;      // taken, and still queued as the store sees it
    std::size_t under_way_ = 0;
    std::uint64_t holds_ = 0;
    std::uint64_t holds_ended_ = 0;   // fewer than `holds_`: nothing is begun
    std::shared_ptr<event> drained_;  // while somebody waits for it
};

}  // namespace agentbackend::host
