// The fault loop over whole turns: input, conversation, money, and what is queued and asked for.
// The store fails once, at its first call, then at its second, and so on to the last; the turn
// comes to the end it would have come to, once.

#include "turns/turns.hpp"

#include "backend/support/manual_clock.hpp"
#include "faults/support/failing_store.hpp"
#include "faults/support/money_picture.hpp"
#include "faults/support/shop.hpp"
#include "unit/support/expect.hpp"

#include <agentbackend/memory_store.hpp>
#include <agentbackend/verify.hpp>

#include <gtest/gtest.h>

#include <spdlog/sinks/null_sink.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "aes_token_sealer.hpp"

namespace agentbackend::host {
namespace {

using moment = test::failing_store::moment;

class unconcerned final : public turn_listener {
public:
    void queued(std::vector<outbox_message>, const cause&) override {}
    void asked(std::vector<console::effect>, const cause&) override {}
    void must_look_again() override {}
    void store_fails(const error&) override {}
    void store_works() override {}
};

// What a run of the script leaves.
struct ending {
    std::string picture;
    std::vector<std::string> queued;
    bool is_clean = false;
    bool has_failed = false;
    friend bool operator==(const ending&, const ending&) = default;
};

class whole_turns : public ::testing::TestWithParam<moment> {
protected:
    // The `number`-th store call fails; none for zero.
    static ending play(int number, moment when) {
        const auto data = make_memory_store();
        test::shop shop;
        {
            auto opening = data->begin().value();
            shop.open(opening->work(), test::story_start).value();
            opening->commit().value();
        }
        test::failing_store failing(*data);
        const auto request = withdrawal_of(*data, shop.pending).request_id;
        failing.fail_call(number, when);
        speak(failing, shop, {"/credit main 42 5 moved in", "/withdraw_approve " + request});
        return {test::money_picture(data->read().value()->view()), queued_in(*data),
                verify(data->read().value()->view()).value().is_clean(), failing.has_failed()};
    }

    static withdrawal withdrawal_of(store& data, withdrawal_ref ref) {
        return *data.read().value()->view().find_withdrawal(ref).value();
    }

    static std::vector<std::string> queued_in(store& data) {
        std::vector<std::string> bodies;
        for (auto& message : data.read().value()->view().queued_messages({}, 100).value()) {
            bodies.push_back(std::move(message.body));
        }
        return bodies;
    }

    // An admin says each, and the platform delivers each twice.
    static void speak(store& data, const test::shop& shop, const std::vector<std::string>& texts) {
        test::manual_clock time;
        committer queue(data, time);
        asio::io_context network;
        const commands way(queue, network.get_executor());
        unconcerned listener;
        spdlog::logger log("test", std::make_shared<spdlog::sinks::null_sink_mt>());
        const aes_token_sealer sealer{token_key{}};
        const auto ids = make_seeded_ids(8);
        const console::console conversations(shop.rules, sealer, *ids);
        turns runner(way, listener, log, network.get_executor());
        std::int64_t update = 0;
        for (const auto& text : texts) {
            ++update;
            for (int delivery = 0; delivery < 2; ++delivery) {
                auto t = turn_of(conversations, update, text);
                auto ended = asio::co_spawn(network, runner.run(std::move(t)), asio::use_future);
                network.restart();
                network.run();
                EXPECT_TRUE(ended.get()) << text;
            }
        }
        queue.stop();
    }

    static turn turn_of(const console::console& c, std::int64_t update, const std::string& text) {
        console::input in;
        in.chat = chat_id{test::admin.value};
        in.from = {.user = test::admin, .name = "Admin", .language_code = "en"};
        in.delivery = {0, update};
        in.message_id = update;
        in.what = console::typed{text};
        turn t;
        t.label = text;
        t.delivery = in.delivery;
        t.when_store_fails = when_store_fails::give_up;
        t.handle = [&c, in](unit_of_work& work, timestamp now) { return c.handle(work, now, in); };
        return t;
    }
};

TEST_P(whole_turns, come_to_their_end_once_whichever_store_call_fails) {
    const auto undisturbed = play(0, GetParam());
    EXPECT_TRUE(undisturbed.is_clean);
    EXPECT_GE(undisturbed.queued.size(), 3U) << "two answers, and news for the owner";
    int number = 0;
    for (bool has_failed = true; has_failed;) {
        auto played = play(++number, GetParam());
        has_failed = std::exchange(played.has_failed, false);
        EXPECT_EQ(played.picture, undisturbed.picture) << "call " << number;
        EXPECT_EQ(played.queued, undisturbed.queued) << "call " << number;
        EXPECT_TRUE(played.is_clean) << "call " << number;
    }
    EXPECT_GT(number, 30) << "the loop has hardly begun";
}

INSTANTIATE_TEST_SUITE_P(moments, whole_turns,
                         ::testing::Values(moment::before_the_call, moment::after_the_call),
                         [](const auto& tested) {
                             return std::string(tested.param == moment::before_the_call
                                                    ? "before_the_call"
                                                    : "after_the_call");
                         });

}  // namespace
}  // namespace agentbackend::host
