// Random stories, played by both stores and by a model written apart from the library. After each
// command all three must agree; after each story `verify` must find nothing.
//
// 300 stories; 10,000 with AGENTBACKEND_NIGHTLY=1. A story is told by its number, so a failure can
// be played again.

#include "model/chooser.hpp"
#include "model/ledger.hpp"
#include "model/shop_under_test.hpp"
#include "support/temporary_folder.hpp"

#include <agentbackend/memory_store.hpp>
#include <agentbackend/sqlite_store.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <string_view>

namespace agentbackend::model {
namespace {

constexpr int parts = 10;  // so that the stories can be played side by side

int stories_in_part() {
    const char* nightly = std::getenv("AGENTBACKEND_NIGHTLY");
    return nightly && std::string_view(nightly) == "1" ? 10'000 / parts : 300 / parts;
}

std::string shown(const refusal& no) { return no ? std::string(name(*no)) : "success"; }

class random_story : public ::testing::Test {
protected:
    // Plays one story to its end, or to the first disagreement.
    void play(std::uint64_t number) {
        const test::temporary_folder folder;
        const auto path = (folder.path() / "shop.db").string();
        shop_under_test in_memory([] { return make_memory_store(); }, number);
        shop_under_test on_disk([path] { return std::move(open_sqlite_store(path)).value(); },
                                number);
        std::mt19937_64 random(number);
        chooser choices(number);
        ledger books;
        const auto steps = 40 + random() % 80;
        for (std::uint64_t i = 0; i < steps && !HasFailure(); ++i) {
            const auto taken = choices.next(books);
            SCOPED_TRACE("story " + std::to_string(number) + ", step " + std::to_string(i) + ": " +
                         to_string(taken));
            if (random() % 40 == 0) on_disk.reopen();
            take(taken, books, in_memory, on_disk);
        }
        SCOPED_TRACE("story " + std::to_string(number));
        on_disk.reopen();
        in_memory.expect_verifies();
        on_disk.expect_verifies();
        EXPECT_EQ(in_memory.head(), on_disk.head());
    }

private:
    static void take(const step& taken, ledger& books, shop_under_test& in_memory,
                     shop_under_test& on_disk) {
        const auto expected = shown(books.apply(taken));
        EXPECT_TRUE(books.adds_up());
        EXPECT_EQ(shown(in_memory.take(taken)), expected) << "in memory";
        EXPECT_EQ(shown(on_disk.take(taken)), expected) << "on disk";
        {
            SCOPED_TRACE("in memory");
            in_memory.expect_agrees_with(books);
        }
        {
            SCOPED_TRACE("on disk");
            on_disk.expect_agrees_with(books);
        }
    }
};

// Found by the long form: the model took one approval for two, by a TXID that approvals do not
// have.
TEST_F(random_story, knows_an_approval_again_that_is_repeated) { play(707); }

class random_stories : public random_story, public ::testing::WithParamInterface<int> {};

TEST_P(random_stories, agree_with_the_model_at_every_step) {
    const int stories = stories_in_part();
    for (int i = 0; i < stories && !HasFailure(); ++i) {
        play(static_cast<std::uint64_t>(GetParam() * stories + i));
    }
}

INSTANTIATE_TEST_SUITE_P(part, random_stories, ::testing::Range(0, parts));

}  // namespace
}  // namespace agentbackend::model
