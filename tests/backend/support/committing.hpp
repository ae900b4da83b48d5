// A committer over a store in memory that fails when told to, whose writer thread can be held up so
// that what is submitted meanwhile becomes one group.

#pragma once

#include "backend/support/manual_clock.hpp"
#include "unit/support/expect.hpp"

#include <agentbackend/committer.hpp>
#include <agentbackend/memory_store.hpp>
#include <agentbackend/store_decorator.hpp>

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace agentbackend::test {

// Counts commits, and answers what it is told to in place of some calls.
class watched_store : public store_decorator {
public:
    using store_decorator::store_decorator;

    std::optional<error> refuse_begin;
    std::optional<error> refuse_next_commit;  // and nothing happens
    std::optional<error> doubt_next_commit;   // after it has happened
    std::optional<store_call> poison;         // fails the next such call, and all after it
    int begins = 0;
    int commits = 0;

    result<void> before(store_call call) override {
        if (call == store_call::begin) {
            ++begins;
            is_poisoned_ = false;
            if (refuse_begin) return *refuse_begin;
        }
        if (is_poisoned_) return errc::transaction_lost;
        if (call == store_call::commit) {
            ++commits;
            return take(refuse_next_commit);
        }
        return success();
    }
    result<void> after(store_call call, const error* failure) override {
        if (poison == call) {
            poison.reset();
            is_poisoned_ = true;
            return errc::store_io;
        }
        if (call == store_call::commit && !failure) return take(doubt_next_commit);
        return success();
    }

private:
    static result<void> take(std::optional<error>& planned) {
        if (!planned) return success();
        auto said = *planned;
        planned.reset();
        return said;
    }

    bool is_poisoned_ = false;
};

class committing : public ::testing::Test {
protected:
    // Holds the writer thread until `release`, so that what is submitted meanwhile is one group.
    void hold() {
        std::promise<void> held;
        auto is_held = held.get_future();
        ASSERT_OK(writer_->submit(
            [&, gate = gate_.get_future().share()](unit_of_work&, timestamp) {
                held.set_value();
                gate.wait();
                return success();
            },
            nullptr));
        is_held.wait();
    }
    void release() { gate_.set_value(); }

    // Writes one category, then answers `outcome`.
    static committer::command writes(std::string name, result<void> outcome = success()) {
        return [name, outcome](unit_of_work& work, timestamp) -> result<void> {
            AGENTBACKEND_TRY(work.insert_category({.name = name}));
            return outcome;
        };
    }
    std::future<result<void>> submits(committer::command command) {
        auto done = std::make_shared<std::promise<result<void>>>();
        auto waiting = done->get_future();
        EXPECT_OK(writer_->submit(std::move(command),
                                  [done](const result<void>& r) { done->set_value(r); }));
        return waiting;
    }
    void restart(const committer_options& options) {
        writer_ = std::make_unique<committer>(store_, clock_, options);
    }
    std::vector<std::string> categories() {
        const auto state = std::move(memory_->read().value());
        std::vector<std::string> names;
        for (const auto& c : state->view().categories({}, 100).value()) names.push_back(c.name);
        return names;
    }

    std::unique_ptr<store> memory_ = make_memory_store();
    watched_store store_{*memory_};
    manual_clock clock_;
    std::promise<void> gate_;
    std::unique_ptr<committer> writer_ = std::make_unique<committer>(store_, clock_);
};

}  // namespace agentbackend::test
