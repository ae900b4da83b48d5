// The updates that wait for a bot, under the rules of getUpdates. Guarded by the world's lock.

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace agentbackend::sandbox {

class update_queue {
public:
    // Adds an update and gives it the next id, unless it has an integer one.
    void push(boost::json::object);

    // Forgets what an offset confirms: every update below it that has been given out. A negative
    // offset keeps that many of the newest and forgets the rest. (An update that nobody has seen
    // cannot be confirmed: after a random restart ids may be lower than the offset.)
    void confirm(std::int64_t offset);

    // Up to `limit` unconfirmed updates, oldest first. They stay until they are confirmed.
    boost::json::array take(std::size_t limit);

    // The latest `count` updates that were given out will be given out once more.
    void redeliver(std::size_t count);

    void clear();
    void restart_ids(std::int64_t next) noexcept { next_id_ = next; }
    std::size_t size() const noexcept { return waiting_.size(); }

private:
    struct entry {
        std::int64_t id = 0;
        bool was_given_out = false;
        boost::json::object update;
    };

    void remember(const boost::json::object&);

    std::deque<entry> waiting_;
    std::deque<boost::json::object> given_out_;  // the newest ones, each once
    std::vector<boost::json::object> again_;
    std::int64_t next_id_ = 100'000'001;
};

}  // namespace agentbackend::sandbox
