// The outbox over real HTTP: a world on loopback, a store in memory.

#include "outbox/outbox.hpp"

#include <gtest/gtest.h>

#include <agentbackend/memory_store.hpp>

#include <spdlog/sinks/null_sink.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>

#include <future>
#include <thread>

#include "aes_token_sealer.hpp"
#include "outbox/passing_message.hpp"
#include "outbox/render.hpp"
#include "sandbox/world.hpp"

namespace agentbackend::host {
namespace {

constexpr std::string_view main_token = "1000001:made-up-token-of-the-main-bot";
constexpr std::string_view alpha_token = "1000002:made-up-token-of-the-alpha-bot";

outbox_options quick() {
    outbox_options options;
    options.pauses = {std::chrono::milliseconds(10), std::chrono::milliseconds(50)};
    return options;
}

// Takes the message out of the queue, and notes it.
class noting_listener final : public undeliverable_listener {
public:
    explicit noting_listener(const commands& q) : queue_(q) {}

    awaitable<result<void>> gave_up(outbox_message message, std::string reason) override {
        noted.push_back(reason);
        committer::command mark = [ref = message.ref, reason](unit_of_work& work, timestamp) {
            return work.mark_failed(ref, reason);
        };
        co_return co_await queue_.run(std::move(mark));
    }

    std::vector<std::string> noted;

private:
    const commands& queue_;
};

class outbox_test : public ::testing::Test {
protected:
    outbox_test() {
        world.add_bot({std::string(main_token), 1000001, "shop_bot", "Shop"});
        for (auto* person : {&customer, &owner}) person->in("shop_bot").sends("/start");
        network_thread = std::thread([this] { network.run(); });
    }

    ~outbox_test() override {
        on_network([this] { client.stop(); });
        network.stop();
        network_thread.join();
        queue.stop();
    }

    template <class F>
    void on_network(F f) {
        std::promise<void> done;
        asio::post(network, [&] {
            f();
            done.set_value();
        });
        done.get_future().wait();
    }

    // Queues a message as a turn would, without handing it to the outbox.
    outbox_message queued(const console::outgoing& said) {
        outbox_message message;
        message.bot = said.bot;
        message.chat = said.chat;
        message.body = encode(render(said));
        message.screen = screen_name(said);
        auto ref = queue.run([&](unit_of_work& work, timestamp) { return work.enqueue(message); });
        message.ref = ref.value();
        return message;
    }

    void say(const console::outgoing& said) {
        auto message = queued(said);
        on_network([&] { sender.accept(std::move(message)); });
    }

    // An agent whose token the server knows nothing of.
    bot_ref given_alpha() {
        agent alpha;
        alpha.agent_id = "agent_1";
        alpha.name = "Alpha";
        alpha.token = sealer.seal(alpha_token, alpha.agent_id);
        return bot_ref::of(
            queue.run([&](unit_of_work& work, timestamp) { return work.insert_agent(alpha); })
                .value());
    }

    static console::outgoing text_to(chat_id chat, std::string text, std::string name = {}) {
        return {bot_ref::main(), chat,
                console::outgoing::send{{console::styled_text(text), {}}, std::move(name)}};
    }

    // Until nothing is left that could be sent, and all of that is marked.
    void await_idle() {
        asio::co_spawn(network, sender.drain(std::chrono::seconds(30)), asio::use_future).wait();
    }

    std::size_t left_in_store() {
        auto left =
            queue.run([](unit_of_work& work, timestamp) { return work.queued_messages({}, 100); });
        return left.value().size();
    }

    std::vector<std::string> texts_in(sandbox::person& person) {
        std::vector<std::string> texts;
        for (const auto& message : person.in("shop_bot").reads().messages) {
            if (message.from_bot) texts.push_back(message.text);
        }
        return texts;
    }

    using lines = std::vector<std::string>;

    sandbox::world world;
    sandbox::person customer = world.person(42, "Customer");
    sandbox::person owner = world.person(43, "Owner");
    chat_id to_customer{42};
    chat_id to_owner{43};

    asio::io_context network;
    asio::executor_work_guard<asio::io_context::executor_type> guard{network.get_executor()};
    spdlog::logger log{"test", std::make_shared<spdlog::sinks::null_sink_mt>()};
    std::unique_ptr<store> data = make_memory_store();
    wall_clock clock;
    aes_token_sealer sealer{token_key{}};
    committer queue{*data, clock};
    bot_api::client client{network.get_executor(), [this] {
                               bot_api::client_options options;
                               options.base_url = world.url();
                               return options;
                           }()};
    commands commits{queue, network.get_executor()};
    bot_tokens tokens{bot_api::bot_token(std::string(main_token)), commits, sealer};
    courier carrier{client, commits};
    noting_listener given_up{commits};
    outbox sender{network.get_executor(), carrier, tokens, commits, given_up, log, quick()};
    std::thread network_thread;
};

TEST_F(outbox_test, what_a_lost_commit_has_queued_is_not_overtaken) {
    queued(text_to(to_customer, "of the lost commit"));
    on_network([this] { sender.hold(); });
    say(text_to(to_customer, "of the commit after it"));
    on_network([this] {
        sender.say_in_passing(
            passing_message({bot_ref::main(), to_customer, console::styled_text("in passing")}));
    });
    asio::co_spawn(network, sender.load(), asio::use_future).wait();
    await_idle();
    EXPECT_EQ(texts_in(customer),
              (lines{"of the lost commit", "of the commit after it", "in passing"}));
}

TEST_F(outbox_test, says_in_passing_what_is_in_no_queue_also_while_it_waits_for_the_store) {
    on_network([this] {
        sender.hold();
        sender.say_in_passing(passing_message(
            {bot_ref::main(), to_owner, console::styled_text("the store is out of order")}));
    });
    owner.in("shop_bot").await([](const auto& chat) {
        return chat.shows("the store is out of order");
    });
    say(text_to(to_customer, "once it is back"));
    asio::co_spawn(network, sender.load(), asio::use_future).wait();
    await_idle();
    EXPECT_EQ(texts_in(customer), lines{"once it is back"});
}

TEST_F(outbox_test, sends_each_chat_its_messages_in_order) {
    lines expected;
    for (int i = 0; i < 20; ++i) {
        expected.push_back("message " + std::to_string(i));
        say(text_to(to_customer, expected.back()));
        say(text_to(to_owner, expected.back()));
    }
    await_idle();
    EXPECT_EQ(texts_in(customer), expected);
    EXPECT_EQ(texts_in(owner), expected);
    EXPECT_EQ(left_in_store(), 0U);
}

TEST_F(outbox_test, gives_up_on_somebody_who_blocked_the_bot_and_on_nobody_else) {
    customer.in("shop_bot").blocks();
    say(text_to(to_customer, "lost"));
    say(text_to(to_owner, "found"));
    await_idle();
    EXPECT_EQ(texts_in(customer), lines{});
    EXPECT_EQ(texts_in(owner), lines{"found"});
    EXPECT_EQ(left_in_store(), 0U);
    EXPECT_EQ(given_up.noted, lines{"Forbidden: bot was blocked by the user"});

    customer.in("shop_bot").unblocks();
    say(text_to(to_customer, "hello again"));
    await_idle();
    EXPECT_EQ(texts_in(customer), lines{"hello again"});
}

TEST_F(outbox_test, waits_as_long_as_the_server_asks_in_that_chat_alone) {
    world.faults().next("sendMessage", 1, sandbox::too_many_requests(std::chrono::seconds(1)));
    const auto refused = std::chrono::steady_clock::now();
    say(text_to(to_customer, "later"));
    world.await_requests("sendMessage", 1);
    say(text_to(to_owner, "now"));
    await_idle();
    std::vector<std::int64_t> order;
    for (const auto& e : world.record()) {
        if (e.kind == sandbox::event_kind::bot_sent) order.push_back(e.chat_id);
    }
    EXPECT_EQ(order, (std::vector<std::int64_t>{43, 42}));
    EXPECT_EQ(left_in_store(), 0U);
    EXPECT_GE(std::chrono::steady_clock::now() - refused, std::chrono::seconds(1));
}

TEST_F(outbox_test, tries_again_when_the_server_is_in_trouble) {
    world.faults().next("sendMessage", 1, sandbox::internal_server_error());
    world.faults().next("sendMessage", 1, sandbox::bad_gateway());
    world.faults().next("sendMessage", 1, sandbox::hang_up());
    say(text_to(to_customer, "first"));
    say(text_to(to_customer, "second"));
    await_idle();
    EXPECT_EQ(texts_in(customer), (lines{"first", "second"}));
    EXPECT_EQ(world.faults().remaining(), 0U);
}

TEST_F(outbox_test, goes_on_after_a_message_that_telegram_does_not_take) {
    say(text_to(to_customer, std::string(5'000, 'x')));
    say(text_to(to_customer, "short"));
    await_idle();
    EXPECT_EQ(texts_in(customer), lines{"short"});
    EXPECT_EQ(left_in_store(), 0U);
}

TEST_F(outbox_test, changes_the_message_that_shows_a_named_screen) {
    say(text_to(to_customer, "working", "progress"));
    say({bot_ref::main(), to_customer, console::outgoing::edit{{"half done", {}}, 0, "progress"}});
    say({bot_ref::main(), to_customer, console::outgoing::edit{{"half done", {}}, 0, "progress"}});
    say({bot_ref::main(), to_customer, console::outgoing::edit{{"done", {}}, 0, "progress"}});
    await_idle();
    EXPECT_EQ(texts_in(customer), lines{"done"});
    EXPECT_EQ(left_in_store(), 0U);
}

TEST_F(outbox_test, sends_anew_what_it_cannot_change) {
    say({bot_ref::main(), to_customer, console::outgoing::edit{{"by id", {}}, 999'999, ""}});
    say({bot_ref::main(), to_customer, console::outgoing::edit{{"by name", {}}, 0, "never shown"}});
    say({bot_ref::main(), to_customer,
         console::outgoing::edit{{"by name, again", {}}, 0, "never shown"}});
    await_idle();
    EXPECT_EQ(texts_in(customer), (lines{"by id", "by name, again"}));
}

TEST_F(outbox_test, sends_files_byte_by_byte) {
    const std::string bytes("a\0b\r\n--\xFF", 8);
    say({bot_ref::main(), to_customer, console::outgoing::upload{{"order-1.txt", bytes, "Here"}}});
    await_idle();
    const auto chat = customer.in("shop_bot").reads();
    const auto* message = chat.newest_from_bot();
    ASSERT_NE(message, nullptr);
    ASSERT_TRUE(message->document);
    EXPECT_EQ(message->document->name, "order-1.txt");
    EXPECT_EQ(message->document->bytes, bytes);
}

TEST_F(outbox_test, follows_a_group_that_became_a_supergroup) {
    world.group(-500, "Customers").adds_bot("shop_bot").migrates_to(-1'500);
    say(text_to({-500}, "still here"));
    await_idle();
    EXPECT_EQ(world.await([](const auto& e) { return e.text == "still here"; }).chat_id, -1'500);
    EXPECT_EQ(left_in_store(), 0U);
}

TEST_F(outbox_test, sends_what_an_earlier_process_left_behind) {
    for (const auto* text : {"one", "two", "three"}) queued(text_to(to_customer, text));
    asio::co_spawn(network, sender.load(), asio::use_future).get().value();
    await_idle();
    EXPECT_EQ(texts_in(customer), (lines{"one", "two", "three"}));
    EXPECT_EQ(left_in_store(), 0U);
}

TEST_F(outbox_test, takes_a_message_once_however_often_it_is_handed_over) {
    auto message = queued(text_to(to_customer, "once"));
    on_network([&] {
        sender.accept(message);
        sender.accept(message);
    });
    asio::co_spawn(network, sender.load(), asio::use_future).get().value();
    await_idle();
    EXPECT_EQ(texts_in(customer), lines{"once"});
}

TEST_F(outbox_test, shows_a_screen_without_its_links_when_one_of_them_is_refused) {
    console::screen home;
    home.text = console::styled_text("Welcome");
    home.rows = {{{"Support", "", "https://x.y:99999"}},
                 {{"News", "", "https://t.me/news"}, {"Products", "p", ""}}};
    say({bot_ref::main(), to_customer, console::outgoing::send{home, ""}});
    await_idle();
    const auto seen = customer.in("shop_bot").reads().messages.back();
    EXPECT_EQ(seen.text, "Welcome");
    ASSERT_EQ(seen.keyboard.size(), 1U);
    ASSERT_EQ(seen.keyboard[0].size(), 1U);
    EXPECT_EQ(seen.keyboard[0][0].label, "Products");
}

TEST_F(outbox_test, passes_on_the_errands_of_a_bot_whose_token_is_refused) {
    const auto alpha = given_alpha();
    say({alpha, to_owner, console::outgoing::send{{"a receipt", {}}, ""}});
    console::outgoing paid{alpha, to_owner, console::outgoing::send{{"it is paid", {}}, ""}};
    paid.errand = "withdrawal 7";
    say(paid);
    await_idle();
    EXPECT_EQ(left_in_store(), 1U);
    // Also one that comes when the refusal is known.
    say(paid);
    await_idle();
    EXPECT_EQ(left_in_store(), 1U);
    on_network([&] { EXPECT_EQ(given_up.noted, lines(2, "its bot has no valid token")); });
}

TEST_F(outbox_test, keeps_the_messages_of_a_bot_whose_token_is_refused_until_it_is_good) {
    const auto alpha = given_alpha();
    say({alpha, to_customer, console::outgoing::send{{"from Alpha", {}}, ""}});
    say(text_to(to_customer, "from the shop"));
    await_idle();
    EXPECT_EQ(texts_in(customer), lines{"from the shop"});
    EXPECT_EQ(left_in_store(), 1U);

    world.add_bot({std::string(alpha_token), 1000002, "alpha_bot", "Alpha"});
    customer.in("alpha_bot").sends("/start");
    on_network([&] { sender.resume(alpha); });
    await_idle();
    EXPECT_TRUE(customer.in("alpha_bot").reads().shows("from Alpha"));
    EXPECT_EQ(left_in_store(), 0U);
}

}  // namespace
}  // namespace agentbackend::host
