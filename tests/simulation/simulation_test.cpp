// The simulation: hundreds of shops, their owners and customers, several admins at once, over a
// platform that repeats, delays, mixes and loses, a store that fails, and a host that dies. After
// every commit the rows it touched must be what independent books say, and every screen must state
// the true amounts; every message must arrive, in the order of its chat.
//
// A million steps over eight seeds, a twenty-fifth of them under sanitizers; fifty times as many
// with AGENTBACKEND_NIGHTLY=1. A failure names its seed and step; AGENTBACKEND_SEED=… plays that
// seed alone, AGENTBACKEND_STEPS=… so many steps.
//
// What is real and what is modelled is said in host_process.hpp. People tap whatever is shown to
// them. What they leave out has no money in it, or takes more than a chat: the texts of an owner's
// links and custom buttons, languages, groups, and files of stock.
//
// It can fail: with the profit of a sale counted twice every seed found out within 10,000 steps,
// with a refund that leaves the agent the profit within 16,000, with an inbox that knows no update
// within 220, with products that are sold although they are off sale within 20,000, with an
// invitation that works twice within 30,000, with a credit whose dialog goes on within 26,000. A
// quote that can be bought again for want of its erasure alone is not found, and should not be: the
// purchase's key stands behind it; without both it is found within 9,400. An invitation that
// outlives the owner's change by hand took one seed of eight 47,000 steps, and the others more than
// the short form has.

#include "world.hpp"

#include "support/proof_size.hpp"
#include "support/temporary_folder.hpp"

#include <agentbackend/memory_store.hpp>
#include <agentbackend/sqlite_store.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <string>

namespace agentbackend::simulation {
namespace {

std::int64_t from_environment(const char* variable, std::int64_t otherwise) {
    const char* text = std::getenv(variable);
    return text ? std::strtoll(text, nullptr, 10) : otherwise;
}

constexpr int seeds = 8;

std::int64_t steps_of(std::int64_t short_form) {
    const bool is_nightly = from_environment("AGENTBACKEND_NIGHTLY", 0) == 1;
    const auto usual = short_form / test::slowness_of_this_build;
    return from_environment("AGENTBACKEND_STEPS", is_nightly ? 50 * usual : usual);
}

void play(std::uint64_t seed, std::int64_t steps, const world::opener& open) {
    world whole(seed, open);
    const auto wrong = whole.run(steps);
    std::cout << "seed " << seed << ", " << whole.summary() << std::endl;
    ASSERT_EQ(wrong, "") << "Play it again with AGENTBACKEND_SEED=" << seed
                         << " AGENTBACKEND_STEPS=" << steps;
}

class simulation : public ::testing::TestWithParam<int> {
protected:
    std::uint64_t seed() const {
        return static_cast<std::uint64_t>(from_environment("AGENTBACKEND_SEED", GetParam()));
    }
};

TEST_P(simulation, agrees_with_independent_books_in_memory) {
    const std::shared_ptr<store> rows = make_memory_store();
    play(seed(), steps_of(1'000'000 / seeds), [rows] { return rows; });
}

INSTANTIATE_TEST_SUITE_P(seed, simulation, ::testing::Range(1, seeds + 1));

class simulation_on_disk : public simulation {};

TEST_P(simulation_on_disk, agrees_with_independent_books_in_sqlite) {
    const test::temporary_folder folder;
    play(seed(), steps_of(60'000), [path = (folder.path() / "shop.db").string()] {
        return std::shared_ptr<store>(std::move(open_sqlite_store(path).value()));
    });
}

INSTANTIATE_TEST_SUITE_P(seed, simulation_on_disk, ::testing::Values(101));

}  // namespace
}  // namespace agentbackend::simulation
