// One life of a host: what it has in memory, and what is gone when it dies.
//
// Real: the console, the committer without its thread, the rendering and the stored form of
// messages, the reading of updates and of answers, and the judgement of a failed send. Modelled,
// because in the host they are coroutines that wait for sockets and clocks: the turns of
// conversations (host/turns/turns), the order of updates within a chat (host/turns/intake), the
// lanes of the outbox (host/outbox/outbox), how a message is edited or sent anew
// (host/outbox/courier), and how effects are carried out and bots begin anew
// (host/turns/effect_runner, host/bots/fleet).

#pragma once

#include "chance.hpp"
#include "clerk.hpp"
#include "platform.hpp"
#include "post_office.hpp"
#include "unreliable_store.hpp"

#include <agentbackend/console/console.hpp>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "backend/commit_group.hpp"
#include "outbox/delivery.hpp"

namespace agentbackend::simulation {

class virtual_clock final : public clock {
public:
    timestamp now() const override { return timestamp(std::chrono::microseconds(reads)); }
    // What the clock reads; it can be set back. `passed` cannot: it is how long the world lives.
    micros reads = 1'737'729'022'000'000;  // 2025-01-24T14:30:22Z
    micros passed = 0;
};

// What outlives every host.
struct surroundings {
    chance& luck;
    virtual_clock& time;
    platform& chats;
    clerk& books;
    post_office& post;
    const backend& rules;
    const console::console& conversations;
    const token_sealer& sealer;
    // Told of everything that is not as it must be.
    std::function<void(const std::string&)> object;
};

class host_process {
public:
    host_process(const surroundings&, unreliable_store&);

    // Each does one thing, and answers whether there was anything to do.
    bool poll();
    bool poll_everything();  // without any tricks
    bool commit();
    bool send();
    bool carry_out();
    void report_bot();
    void prune();

    // Whether everything is done that can be done without anybody doing anything.
    bool is_idle() const;
    // The next moment at which something that waits may go on; none waits: none.
    std::optional<micros> next_moment() const;

private:
    using handler = std::function<result<console::response>(unit_of_work&, timestamp)>;
    // What the last run of a turn led to.
    struct trace {
        bool is_new = false;
        bool is_complete = false;  // it came to its end, without an error
        micros at = 0;
        console::response response;
        std::vector<outbox_message> messages;
    };
    struct turn {
        std::optional<inbox_key> delivery;
        handler handle;
        handler otherwise{};
        std::function<std::string(const reply&, micros at)> follow;
        std::function<void()> done{};
        bool has_given_up = false;
        bool insists = false;  // tries again whatever the error
        trace last{};
    };
    using turn_ptr = std::shared_ptr<turn>;
    struct lane {
        std::deque<outbox_message> messages;
        micros rests_until = 0;
        micros pause = 0;  // the next one, when the platform names none
    };
    struct batch {
        number bot = 0;
        std::vector<update> updates;
        std::size_t chats_under_way = 0;
    };
    using batch_ptr = std::shared_ptr<batch>;

    // --- Turns ---
    void begin(turn_ptr);
    result<void> run(turn&, unit_of_work&, timestamp) const;
    void finish(const turn_ptr&, const result<void>&);
    void account_for(turn&);
    void go_on(const turn_ptr&, const result<void>&);
    void run_later(std::function<void()>);
    // A command without a turn. `settled` hears whether it is durable, and what the host was told.
    using settled = std::function<void(bool is_durable, const result<void>&)>;
    void run_alone(committer::command, settled);
    static reply reply_of(const console::response&);

    // --- Updates ---
    bool take(number bot, std::vector<update>);
    void take_next(const batch_ptr&, std::shared_ptr<std::deque<update>>);
    turn_ptr turn_of(const update&) const;

    // --- Messages ---
    void accept(const outbox_message&);
    void load();
    void read_queues(std::int64_t hold);
    std::optional<host::delivery> attempt(const outbox_message&, bool edits);
    void settle(post_office::chat, const host::delivery&);
    void note(const outbox_message&, const host::delivery&);
    void run_note(post_office::chat, outbox_ref, committer::command);

    // --- Effects and bots ---
    void carry_out(const console::effect&);
    console::effect_outcome perform(const console::effect&);
    void begin_anew(agent_ref after);
    turn_ptr report(agent_ref, agent_event);

    const surroundings& around_;
    unreliable_store& store_;
    group_committer committer_;
    std::deque<group_committer::job> queue_;
    std::multimap<micros, std::function<void()>> later_;
    std::set<number> polling_;  // bots of which a batch is under way
    std::map<post_office::chat, lane> lanes_;
    std::set<outbox_ref> known_;
    std::int64_t holds_ = 0;
    std::int64_t holds_ended_ = 0;
    std::vector<console::effect> effects_;
    std::set<effect_ref> effects_known_;
};

}  // namespace agentbackend::simulation
