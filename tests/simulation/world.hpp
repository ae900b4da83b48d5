// The whole simulated world: people, platform, host and store, in one thread and in virtual time.
// The same seed leads to the same world, step by step.

#pragma once

#include "host_process.hpp"
#include "people.hpp"

#include <agentbackend/memory_store.hpp>

#include <deque>
#include <functional>
#include <memory>
#include <string>

namespace agentbackend::simulation {

// Not cryptography.
class plain_sealer final : public token_sealer {
public:
    sealed_token seal(std::string_view token, std::string_view purpose) const override {
        return {std::string(purpose) + "|" + std::string(token)};
    }
    result<std::string> open(const sealed_token& sealed, std::string_view purpose) const override {
        const auto prefix = std::string(purpose) + "|";
        if (!sealed.bytes.starts_with(prefix)) return errc::token_malformed;
        return sealed.bytes.substr(prefix.size());
    }
};

class world {
public:
    // `open_store` is called for every life of the host; what it opens must keep what was
    // committed.
    using opener = std::function<std::shared_ptr<store>()>;
    world(std::uint64_t seed, opener open_store);

    // Goes on for so many steps, then lets everything come to rest and looks at all of it. Answers
    // what is wrong, and at which step; empty when all is well.
    std::string run(std::int64_t steps);

    // What has happened, for whoever wonders whether anything has.
    std::string summary() const;

private:
    void found();
    result<void> found_in(unit_of_work&);
    void step();
    void restart();
    void come_to_rest();
    void compare_touched();
    void compare_everything();
    void verify_everything();
    void object(const std::string& what);
    template <class Question>
    void look(Question question);

    chance luck_;
    virtual_clock time_;
    platform chats_;
    clerk clerk_;
    post_office post_;
    people people_;
    backend rules_;
    plain_sealer sealer_;
    std::unique_ptr<id_source> ids_;
    console::console conversations_;
    surroundings around_;
    opener open_store_;
    std::shared_ptr<store> store_;
    std::unique_ptr<unreliable_store> trouble_;
    std::unique_ptr<host_process> host_;
    std::int64_t step_ = 0;
    std::int64_t restarts_ = 0;
    std::string wrong_;
};

}  // namespace agentbackend::simulation
