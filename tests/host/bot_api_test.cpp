// The client of the Bot API, against the sandbox over loopback HTTP.

#include "bot_api/client.hpp"

#include <array>
#include <chrono>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/parse.hpp>

#include "bot_api/methods.hpp"
#include "sandbox/world.hpp"

namespace agentbackend::bot_api {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

using namespace std::chrono_literals;
using asio::ip::tcp;

constexpr std::string_view secret = "5000001:AAE-alpha_secret";

json::object parse_object(std::string_view text) { return json::parse(text).as_object(); }

class bot_api_client : public ::testing::Test {
protected:
    bot_api_client() {
        world_.add_bot({.token = std::string{secret}, .id = 5000001, .username = "alpha_bot"});
        customer().sends("/start");
    }

    sandbox::conversation customer() { return world_.person(42, "Customer").in("alpha_bot"); }

    std::size_t hellos_in_the_chat() {
        std::size_t count = 0;
        for (const auto& m : customer().reads().messages) count += m.text == "Hello" ? 1u : 0u;
        return count;
    }

    client_options options() const {
        client_options o;
        o.base_url = world_.url();
        return o;
    }

    client make_client(client_options o) { return client{io_.get_executor(), std::move(o)}; }
    client make_client() { return make_client(options()); }

    template <class T>
    T run(asio::awaitable<T> work) {
        auto result = asio::co_spawn(io_, std::move(work), asio::use_future);
        io_.restart();
        io_.run();
        return result.get();
    }

    outcome<json::value> call(client& c, std::string_view method,
                              const json::object& parameters = {}) {
        return run(c.call(token_, method, parameters));
    }

    outcome<json::value> say_hello(client& c) {
        return call(c, "sendMessage", parse_object(R"({"chat_id":42,"text":"Hello"})"));
    }

    sandbox::world world_;
    asio::io_context io_{1};
    bot_token token_{std::string{secret}};
};

// Connections

TEST_F(bot_api_client, keeps_its_connection_alive) {
    auto c = make_client();
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(call(c, "getMe"));
    EXPECT_EQ(world_.connections_accepted(), 1u);
}

TEST_F(bot_api_client, gives_each_call_under_way_a_connection_and_reuses_them_all) {
    auto c = make_client();
    for (int round = 0; round < 3; ++round) {
        std::vector<std::future<outcome<json::value>>> calls;
        for (int i = 0; i < 4; ++i) {
            calls.push_back(asio::co_spawn(io_, c.call(token_, "getMe"), asio::use_future));
        }
        io_.restart();
        io_.run();
        for (auto& each : calls) EXPECT_TRUE(each.get());
    }
    EXPECT_EQ(world_.connections_accepted(), 4u);
}

TEST_F(bot_api_client, notices_that_an_idle_connection_was_closed_before_it_uses_it) {
    auto c = make_client();
    ASSERT_TRUE(call(c, "getMe"));
    world_.close_all_connections();
    EXPECT_TRUE(say_hello(c));
    EXPECT_EQ(hellos_in_the_chat(), 1u);
}

TEST_F(bot_api_client, keeps_no_more_idle_connections_than_it_may) {
    auto o = options();
    o.max_idle_connections = 0;
    auto c = make_client(o);
    ASSERT_TRUE(call(c, "getMe"));
    ASSERT_TRUE(call(c, "getMe"));
    EXPECT_EQ(world_.connections_accepted(), 2u);
}

TEST_F(bot_api_client, lets_idle_connections_go_when_they_are_too_old) {
    auto o = options();
    o.max_idle_time = 0ms;
    auto c = make_client(o);
    ASSERT_TRUE(call(c, "getMe"));
    ASSERT_TRUE(call(c, "getMe"));
    EXPECT_EQ(world_.connections_accepted(), 2u);
}

TEST_F(bot_api_client, asks_again_when_a_reused_connection_breaks_and_asking_twice_does_no_harm) {
    auto c = make_client();
    ASSERT_TRUE(call(c, "getMe"));
    world_.faults().next("getMe", 1, sandbox::hang_up());
    EXPECT_TRUE(call(c, "getMe"));
    EXPECT_EQ(world_.faults().remaining(), 0u);
}

TEST_F(bot_api_client, does_not_send_a_message_again_of_which_it_knows_nothing) {
    auto c = make_client();
    ASSERT_TRUE(call(c, "getMe"));
    world_.faults().next("sendMessage", 1, sandbox::lost_answer());
    const auto answer = say_hello(c);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, failure_kind::transport);
    EXPECT_TRUE(answer.error().may_have_taken_effect);
    EXPECT_TRUE(answer.error().may_be_retried());
    EXPECT_EQ(hellos_in_the_chat(), 1u);
}

TEST_F(bot_api_client, does_not_ask_again_on_a_fresh_connection) {
    auto c = make_client();
    world_.faults().next("getMe", 1, sandbox::hang_up());
    const auto answer = call(c, "getMe");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, failure_kind::transport);
}

TEST_F(bot_api_client, says_so_when_the_server_is_down_and_works_when_it_is_back) {
    auto c = make_client();
    ASSERT_TRUE(call(c, "getMe"));
    world_.stop_listening();
    world_.close_all_connections();
    const auto answer = say_hello(c);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, failure_kind::transport);
    EXPECT_FALSE(answer.error().may_have_taken_effect);
    EXPECT_TRUE(answer.error().may_be_retried());

    world_.listen_again();
    EXPECT_TRUE(say_hello(c));
    EXPECT_EQ(hellos_in_the_chat(), 1u);
}

// Time

TEST_F(bot_api_client, does_not_wait_for_an_answer_for_ever) {
    auto o = options();
    o.read_timeout = 30ms;
    auto c = make_client(o);
    world_.faults().next("sendMessage", 1, sandbox::silence());
    const auto answer = say_hello(c);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, failure_kind::timed_out);
    EXPECT_TRUE(answer.error().may_have_taken_effect);

    // However slow this machine is, the next answer may take its time.
    const auto next = run(c.call(token_, "getMe", {}, call_options::polling_for(30s)));
    EXPECT_TRUE(next) << "the client goes on";
}

TEST_F(bot_api_client, waits_longer_for_a_long_poll) {
    auto o = options();
    o.read_timeout = 10ms;
    auto c = make_client(o);
    world_.faults().next("getUpdates", 1, sandbox::delay(50ms));
    EXPECT_TRUE(run(c.call(token_, "getUpdates", {}, call_options::polling_for(30s))));
}

// A server that takes connections, and then nothing.
class deaf_server {
public:
    deaf_server() : acceptor_{io_, tcp::endpoint{asio::ip::address_v4::loopback(), 0}} {}

    std::string address() const {
        return "127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
    }

private:
    asio::io_context io_;
    tcp::acceptor acceptor_;
};

TEST_F(bot_api_client, does_not_wait_for_a_connection_for_ever) {
    const deaf_server deaf;
    auto o = options();
    o.base_url = "https://" + deaf.address();
    o.connect_timeout = 30ms;
    auto c = make_client(o);
    const auto answer = say_hello(c);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, failure_kind::timed_out);
    EXPECT_FALSE(answer.error().may_have_taken_effect);
}

TEST_F(bot_api_client, does_not_write_for_ever) {
    const deaf_server deaf;
    auto o = options();
    o.base_url = "http://" + deaf.address();
    o.write_timeout = 30ms;
    o.slowest_bytes_per_second = 1u << 30;
    auto c = make_client(o);
    const upload_file large{
        .field = "document", .name = "large.bin", .bytes = std::string(32u << 20, 'x')};
    const auto answer = run(c.upload(token_, "sendDocument", {}, large));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, failure_kind::timed_out);
    EXPECT_FALSE(answer.error().may_have_taken_effect);
}

// Stopping

// The outcome of a long poll that is under way on the server while `interrupt` runs.
template <class Interrupt>
outcome<json::value> poll_until(asio::io_context& io, sandbox::world& world, client& c,
                                bot_token token, Interrupt interrupt) {
    auto poll =
        c.call(std::move(token), "getUpdates", parse_object(R"({"timeout":50,"offset":-1})"),
               call_options::polling_for(50s));
    asio::cancellation_signal signal;
    auto result = asio::co_spawn(io, std::move(poll),
                                 asio::bind_cancellation_slot(signal.slot(), asio::use_future));
    std::thread network{[&] {
        io.restart();
        io.run();
    }};
    world.await_requests("getUpdates", 1);
    asio::post(io, [&] { interrupt(signal); });
    network.join();
    return result.get();
}

class bot_api_client_that_polls : public bot_api_client {
protected:
    // Confirms the update of the fixture, so that the poll has something to wait for.
    client make_polling_client() {
        auto c = make_client();
        EXPECT_TRUE(call(c, "deleteWebhook", parse_object(R"({"drop_pending_updates":true})")));
        return c;
    }
};

TEST_F(bot_api_client_that_polls, ends_everything_when_it_is_stopped) {
    auto c = make_polling_client();
    const auto answer =
        poll_until(io_, world_, c, token_, [&](asio::cancellation_signal&) { c.stop(); });
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, failure_kind::cancelled);

    const auto later = call(c, "getMe");
    ASSERT_FALSE(later);
    EXPECT_EQ(later.error().kind, failure_kind::cancelled);
    EXPECT_FALSE(later.error().may_be_retried());
}

TEST_F(bot_api_client_that_polls, may_be_gone_before_its_calls) {
    auto c = std::make_unique<client>(make_polling_client());
    const auto answer =
        poll_until(io_, world_, *c, token_, [&](asio::cancellation_signal&) { c.reset(); });
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, failure_kind::cancelled);
}

TEST_F(bot_api_client_that_polls, ends_a_call_that_its_caller_cancels) {
    auto c = make_polling_client();
    const auto answer = poll_until(io_, world_, c, token_, [&](asio::cancellation_signal& signal) {
        signal.emit(asio::cancellation_type::terminal);
    });
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, failure_kind::cancelled);
    EXPECT_TRUE(call(c, "getMe"));
}

// Answers

TEST_F(bot_api_client, tells_the_result) {
    auto c = make_client();
    const auto me = run(get_me(c, token_));
    ASSERT_TRUE(me);
    EXPECT_EQ(me->id, 5000001);
    EXPECT_EQ(me->username, "alpha_bot");
}

TEST_F(bot_api_client, tells_how_long_to_wait) {
    auto c = make_client();
    world_.faults().next("sendMessage", 1, sandbox::too_many_requests(7s));
    const auto answer = say_hello(c);
    ASSERT_FALSE(answer);
    EXPECT_TRUE(answer.error().is_rate_limited());
    EXPECT_TRUE(answer.error().may_be_retried());
    EXPECT_EQ(answer.error().retry_after, 7s);
    EXPECT_FALSE(answer.error().may_have_taken_effect);
    EXPECT_EQ(hellos_in_the_chat(), 0u);
}

TEST_F(bot_api_client, takes_the_wait_from_the_header_when_a_proxy_answers) {
    auto c = make_client();
    auto busy = sandbox::raw_answer(429, "<html>slow down</html>");
    busy.retry_after = 3s;
    world_.faults().next("sendMessage", 1, busy);
    const auto answer = say_hello(c);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, failure_kind::bad_response);
    EXPECT_TRUE(answer.error().is_rate_limited());
    EXPECT_EQ(answer.error().retry_after, 3s);
}

TEST_F(bot_api_client, tells_where_a_group_has_moved) {
    const auto group =
        world_.group(-55, "Resellers").adds_bot("alpha_bot").migrates_to(-1000000000055);
    auto c = make_client();
    const auto answer = call(c, "sendMessage", parse_object(R"({"chat_id":-55,"text":"Hello"})"));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().migrate_to_chat_id, group.id());
}

struct broken_answer {
    std::string name;
    sandbox::fault fault;
    failure_kind kind;
    bool may_be_retried;
    bool may_have_taken_effect;
};

std::string deeply_nested() {
    return R"({"ok":true,"result":)" + std::string(200, '[') + std::string(200, ']') + "}";
}

std::vector<broken_answer> broken_answers() {
    using namespace sandbox;
    const auto too_large = R"({"ok":true,"result":")" + std::string(100'000, 'x') + "\"}";
    return {
        {"cut", cut_answer(), failure_kind::transport, true, true},
        {"garbled", garbled_answer(), failure_kind::bad_response, true, true},
        {"empty", raw_answer(200, ""), failure_kind::bad_response, true, true},
        {"no object", raw_answer(200, "[1,2]"), failure_kind::bad_response, true, true},
        {"no result", raw_answer(200, R"({"ok":true})"), failure_kind::bad_response, true, true},
        {"not UTF-8", raw_answer(200, "{\"ok\":true,\"result\":\"\xff\"}"),
         failure_kind::bad_response, true, true},
        {"too deep", raw_answer(200, deeply_nested()), failure_kind::bad_response, true, true},
        {"too large", raw_answer(200, too_large), failure_kind::too_large, false, true},
        {"a proxy's page", bad_gateway(), failure_kind::bad_response, true, true},
        {"a redirect", raw_answer(302, "elsewhere"), failure_kind::bad_response, false, false},
        {"another site", raw_answer(404, "<html>"), failure_kind::bad_response, false, false},
        {"a server's error", internal_server_error(), failure_kind::refused, true, false},
    };
}

TEST_F(bot_api_client, survives_every_kind_of_broken_answer) {
    auto o = options();
    o.max_answer_bytes = 50'000;
    auto c = make_client(o);
    for (const auto& broken : broken_answers()) {
        SCOPED_TRACE(broken.name);
        world_.faults().next("sendMessage", 1, broken.fault);
        const auto answer = say_hello(c);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, broken.kind) << to_string(answer.error());
        EXPECT_EQ(answer.error().may_be_retried(), broken.may_be_retried);
        EXPECT_EQ(answer.error().may_have_taken_effect, broken.may_have_taken_effect);
        EXPECT_TRUE(call(c, "getMe")) << "the client goes on";
    }
}

// Secrets

TEST_F(bot_api_client, never_lets_a_token_into_a_failure) {
    auto o = options();
    o.read_timeout = 30ms;
    auto c = make_client(o);
    const std::vector<sandbox::fault> faults{
        sandbox::error_answer(
            400, "Bad Request: POST /bot" + std::string{secret} + "/sendMessage failed"),
        sandbox::raw_answer(502, "<html>/bot" + std::string{secret} + "</html>"),
        sandbox::hang_up(),
        sandbox::cut_answer(),
        sandbox::silence(),
        sandbox::unauthorized(),
    };
    for (const auto& fault : faults) {
        world_.faults().next("sendMessage", 1, fault);
        const auto answer = say_hello(c);
        ASSERT_FALSE(answer);
        EXPECT_EQ(to_string(answer.error()).find(secret), std::string::npos);
        try {
            answer.value();
            FAIL() << "value() of a failure throws";
        } catch (const std::runtime_error& e) {
            EXPECT_EQ(std::string_view{e.what()}.find(secret), std::string_view::npos);
        }
    }
}

TEST_F(bot_api_client, sends_nothing_for_what_cannot_be_a_token) {
    auto c = make_client();
    const std::string too_long = "1:" + std::string(200, 'a');
    const std::array texts{std::string{},
                           std::string{"5000001"},
                           std::string{":secret"},
                           std::string{"1:"},
                           std::string{"1:a/../../x"},
                           std::string{"1:a b"},
                           std::string{"1:a\r\nHost: x"},
                           too_long};
    for (const auto& text : texts) {
        const auto answer = run(c.call(bot_token{text}, "getMe"));
        ASSERT_FALSE(answer) << text;
        EXPECT_TRUE(answer.error().is_unauthorized()) << text;
    }
    EXPECT_EQ(world_.connections_accepted(), 0u);
}

TEST_F(bot_api_client, tells_that_a_token_was_revoked) {
    auto c = make_client();
    world_.replace_token("alpha_bot", "5000001:another");
    const auto answer = call(c, "getMe");
    ASSERT_FALSE(answer);
    EXPECT_TRUE(answer.error().is_unauthorized());
    EXPECT_FALSE(answer.error().may_be_retried());
}

// Files

TEST_F(bot_api_client, uploads_and_downloads_bytes_as_they_are) {
    auto c = make_client();
    std::string bytes = "\r\n--part-of-agentbackend-0-end\r\n";
    for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
    const upload_file file{.field = {}, .name = "it\"ems\r\n.txt", .bytes = bytes};
    const auto sent =
        run(send_document(c, token_, parse_object(R"({"chat_id":42,"caption":"货"})"), file));
    ASSERT_TRUE(sent) << to_string(sent.error());

    const auto chat = customer().reads();
    const auto* shown = chat.find(*sent);
    ASSERT_NE(shown, nullptr);
    ASSERT_TRUE(shown->document);
    EXPECT_EQ(shown->text, "货");
    EXPECT_EQ(shown->document->name, file.name);
    EXPECT_EQ(shown->document->bytes, bytes);

    const auto fetched = run(fetch_file(c, token_, shown->document->file_id, bytes.size()));
    ASSERT_TRUE(fetched);
    EXPECT_EQ(*fetched, bytes);
}

TEST_F(bot_api_client, refuses_a_download_that_is_larger_than_asked_for) {
    auto c = make_client();
    customer().sends_document({.name = "stock.txt", .bytes = std::string(10'000, 'x')});
    const auto id = customer().reads().messages.back().document->file_id;
    const auto fetched = run(fetch_file(c, token_, id, 9'999));
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().kind, failure_kind::too_large);
}

TEST_F(bot_api_client, tells_that_a_file_is_not_there) {
    auto c = make_client();
    const auto fetched = run(c.download(token_, "documents/no such file?", 100));
    ASSERT_FALSE(fetched);
    EXPECT_EQ(fetched.error().kind, failure_kind::refused);
    EXPECT_EQ(fetched.error().error_code, 404);
}

}  // namespace
}  // namespace agentbackend::bot_api
