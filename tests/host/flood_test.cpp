// One who sends too much, and the others.

#include "host/service_fixture.hpp"

namespace agentbackend::host {
namespace {

constexpr std::string_view sentence = "That was too often. Please wait a while";

class flood : public running_service {
protected:
    flood() { inbound.of_person = token_bucket::limits{10, 60}; }

    std::size_t said_to(const sandbox::person& who, std::string_view fragment) {
        const auto record = world.record();
        return static_cast<std::size_t>(
            std::count_if(record.begin(), record.end(), [&](const sandbox::event& e) {
                return e.chat_id == who.id() && sandbox::is_by_bot(e.kind) &&
                       e.text.find(fragment) != std::string::npos;
            }));
    }

    sandbox::person flooder = world.person(66, "Flooder", "en");
};

TEST_F(flood, does_not_keep_another_customer_waiting) {
    const auto alpha = given_agent("alpha", agent_status::running);
    auto chat = flooder.in(alpha.username);
    for (int i = 0; i < 1'000; ++i) chat.sends("/id");
    start();
    expect_answer(alpha);
    // Everything before that answer, the flood included, cost no more than its share.
    EXPECT_LE(said_to(flooder, "Your user id"), 10U + 60U);
    EXPECT_EQ(said_to(flooder, sentence), 1U);
    stop();
    // The flood is confirmed; the answered update may be, by the next poll, if the end leaves time.
    EXPECT_LE(world.pending_updates(alpha.username), 1U);
}

TEST_F(flood, tells_one_who_presses_too_much_in_an_alert) {
    const auto alpha = given_agent("alpha", agent_status::running);
    start();
    auto chat = flooder.in(alpha.username).sends("/start").expect("Welcome");
    const auto seen = chat.reads();
    const auto* greeting = seen.newest_with_button("👤 My account");
    const auto data = sandbox::find_button(greeting->keyboard, "👤 My account")->callback_data;
    for (int i = 0; i < 100; ++i) chat.forges_callback({data, greeting->id});
    const auto told = world.await([](const sandbox::event& e) {
        return e.kind == sandbox::event_kind::bot_answered && e.alert;
    });
    EXPECT_NE(told.text.find(sentence), std::string::npos);
    expect_answer(alpha);
    EXPECT_EQ(said_to(flooder, sentence), 1U);
}

TEST_F(flood, says_nothing_into_a_group) {
    const auto alpha = given_agent("alpha", agent_status::running);
    auto group = world.group(-500, "Customers");
    group.adds_bot(alpha.username);
    auto chat = flooder.in(group);
    for (int i = 0; i < 100; ++i) chat.sends("/id@" + alpha.username);
    start();
    expect_answer(alpha);
    for (const auto& e : world.record()) EXPECT_EQ(e.text.find(sentence), std::string::npos);
}

TEST_F(flood, of_one_bot_lets_it_rest_and_loses_nothing) {
    inbound.of_person.reset();
    inbound.of_bot = token_bucket::limits{20, 6'000};
    const auto alpha = given_agent("alpha", agent_status::running);
    for (std::int64_t user = 100; user < 160; ++user) {
        world.person(user, "Customer", "en").in(alpha.username).sends("/start");
    }
    start();
    for (std::int64_t user = 100; user < 160; ++user) {
        world.person(user, "Customer", "en").in(alpha.username).await([](const auto& chat) {
            return chat.shows("Welcome");
        });
    }
}

}  // namespace
}  // namespace agentbackend::host
