// How much inbound work one person, and one bot, may make: a flood starves nobody else.
//
// What one person sends beyond their limit is refused. A busy bot is not refused anything: it is
// asked for more only after a rest, and its updates wait at Telegram meanwhile. Pure: the time is
// told. One thread.

#pragma once

#include <agentbackend/ids.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <utility>

#include "turns/token_bucket.hpp"

namespace agentbackend::host {

struct inbound_options {
    // None: as much as they like.
    std::optional<token_bucket::limits> of_person = token_bucket::limits{60, 120};
    std::optional<token_bucket::limits> of_bot = token_bucket::limits{3'000, 6'000};
};

class inbound_limits {
public:
    using time_point = token_bucket::time_point;
    enum class verdict {
        admitted,
        refused_first,  // tell them, once: they hear nothing more until they have been quiet
        refused
    };

    explicit inbound_limits(inbound_options options) : options_(options) {}

    // One more update of this person in this bot.
    verdict judge(bot_ref, user_id, time_point now);

    // So many more updates of this bot: how long it must rest before it is asked for others.
    std::chrono::milliseconds rest_after(bot_ref, std::size_t updates, time_point now);

    // People who are not forgotten yet; bounded by how many write within the time a bucket fills.
    std::size_t remembered() const noexcept { return people_.size(); }

private:
    struct visitor {
        token_bucket left;
        bool has_been_told = false;
    };

    void forget_the_quiet(time_point now);

    inbound_options options_;
    std::map<std::pair<bot_ref, user_id>, visitor> people_;
    std::map<bot_ref, token_bucket> bots_;
    std::size_t swept_at_ = 1'024;  // as many people are looked through for quiet ones
};

}  // namespace agentbackend::host
