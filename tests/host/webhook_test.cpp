// Webhooks: secret addresses, the listener that strangers can reach, and bots served by it.

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/parse.hpp>

#include <spdlog/sinks/ostream_sink.h>

#include <fstream>
#include <optional>
#include <set>
#include <sstream>

#include "bot_api/connection.hpp"
#include "bots/webhook_listener.hpp"
#include "bots/webhook_routes.hpp"
#include "config/cannot_start.hpp"
#include "support/temporary_folder.hpp"
#include "tls_identity.hpp"

namespace agentbackend::host {
namespace {

constexpr bot_ref alpha = bot_ref::of({1});
constexpr bot_ref beta = bot_ref::of({2});

awaitable<result<void>> take_anything(bot_api::update) { co_return success(); }

TEST(webhook_routes, finds_a_bot_by_its_path_and_secret_alone) {
    webhook_routes routes;
    const auto of_alpha = routes.open(alpha, take_anything);
    const auto of_beta = routes.open(beta, take_anything);

    EXPECT_NE(routes.find(of_alpha.path, of_alpha.secret), nullptr);
    EXPECT_EQ(routes.find(of_alpha.path, of_beta.secret), nullptr);
    EXPECT_EQ(routes.find(of_alpha.path, ""), nullptr);
    EXPECT_EQ(routes.find(of_alpha.path + "/", of_alpha.secret), nullptr);
    for (const auto* other :
         {"", "/", "/1", "/1/", "/-1/x", "/99/x", "1/x", "/99999999999999999999/x", "/1/ffff"}) {
        EXPECT_EQ(routes.find(other, of_alpha.secret), nullptr) << other;
    }
}

TEST(webhook_routes, draws_paths_and_secrets_that_cannot_be_guessed) {
    webhook_routes routes;
    std::set<std::string> drawn;
    for (int i = 0; i < 100; ++i) {
        const auto address = routes.open(bot_ref::main(), take_anything);
        drawn.insert(address.path);
        drawn.insert(address.secret);
        EXPECT_EQ(address.secret.size(), 64U);
        EXPECT_GE(address.path.size(), 64U);
    }
    EXPECT_EQ(drawn.size(), 200U);
}

TEST(webhook_routes, takes_paths_with_and_without_what_a_proxy_leaves_before_them) {
    webhook_routes routes("/hooks");
    const auto address = routes.open(alpha, take_anything);
    EXPECT_NE(routes.find(address.path, address.secret), nullptr);
    EXPECT_NE(routes.find("/hooks" + address.path, address.secret), nullptr);
    EXPECT_EQ(routes.find("/hooks/hooks" + address.path, address.secret), nullptr);
    EXPECT_EQ(routes.find("/hooks", address.secret), nullptr);
}

TEST(webhook_routes, forgets_an_address_when_it_is_closed_or_replaced) {
    webhook_routes routes;
    const auto first = routes.open(alpha, take_anything);
    const auto second = routes.open(alpha, take_anything);
    EXPECT_EQ(routes.find(first.path, first.secret), nullptr);
    EXPECT_NE(routes.find(second.path, second.secret), nullptr);
    routes.close(alpha);
    EXPECT_EQ(routes.find(second.path, second.secret), nullptr);
}

class listener_test : public ::testing::Test {
protected:
    using exchanged = boost::system::result<bot_api::http_answer, bot_api::broken_exchange>;

    void listen(listen_options options = {}) {
        listener.emplace(io.get_executor(), std::move(options), routes, log);
        address = routes.open(alpha, [this](bot_api::update u) { return take(std::move(u)); });
    }

    awaitable<result<void>> take(bot_api::update u) {
        taken.push_back(u.update_id);
        if (refuses) co_return error(errc::stopped);
        co_return success();
    }

    bot_api::base_url url(std::string_view scheme = "http") const {
        return bot_api::parse_base_url(std::string(scheme) +
                                       "://127.0.0.1:" + std::to_string(listener->port()));
    }

    std::unique_ptr<bot_api::connection> connect() {
        return bot_api::connector(io.get_executor(), url(), {}).make();
    }

    template <class T>
    T run(awaitable<T> work) {
        auto outcome = asio::co_spawn(io, std::move(work), asio::use_future);
        io.restart();
        while (outcome.wait_for(std::chrono::seconds(0)) != std::future_status::ready) io.run_one();
        return outcome.get();
    }

    bot_api::http_request posts(std::string body) const {
        bot_api::http_request request;
        request.target = address.path;
        request.content_type = "application/json";
        request.headers = {{"X-Telegram-Bot-Api-Secret-Token", address.secret}};
        request.body = std::move(body);
        return request;
    }

    // The status; zero when no answer came.
    static awaitable<int> exchange(bot_api::connection& c, bot_api::http_request request) {
        const bot_api::exchange_limits limits{std::chrono::seconds(30), std::chrono::seconds(30),
                                              1u << 20};
        const auto answer = co_await c.exchange(request, limits);
        co_return answer ? answer->status : 0;
    }

    int status_of(bot_api::http_request request) {
        const auto connection = connect();
        EXPECT_FALSE(run(connection->open(std::chrono::seconds(30))));
        return run(exchange(*connection, std::move(request)));
    }

    asio::io_context io{1};
    webhook_routes routes;
    std::ostringstream lines;
    spdlog::logger log{"test", std::make_shared<spdlog::sinks::ostream_sink_mt>(lines)};
    std::optional<webhook_listener> listener;
    webhook_address address;
    std::vector<std::int64_t> taken;
    bool refuses = false;
};

TEST_F(listener_test, takes_updates_one_after_another_on_a_kept_connection) {
    listen();
    const auto connection = connect();
    ASSERT_FALSE(run(connection->open(std::chrono::seconds(30))));
    EXPECT_EQ(run(exchange(*connection, posts(R"({"update_id":7})"))), 200);
    ASSERT_TRUE(connection->is_reusable());
    EXPECT_EQ(run(exchange(*connection, posts(R"({"update_id":8})"))), 200);
    EXPECT_EQ(taken, (std::vector<std::int64_t>{7, 8}));
}

TEST_F(listener_test, confirms_nothing_that_was_not_committed) {
    listen();
    refuses = true;
    EXPECT_EQ(status_of(posts(R"({"update_id":7})")), 503);
}

TEST_F(listener_test, answers_strangers_alike_and_reads_nothing_of_theirs) {
    listen();
    auto with_wrong_secret = posts(R"({"update_id":7})");
    with_wrong_secret.headers.front().second.back() ^= 1;
    auto without_secret = posts(R"({"update_id":7})");
    without_secret.headers.clear();
    auto elsewhere = posts(R"({"update_id":7})");
    elsewhere.target = "/";
    auto not_posted = posts("");
    not_posted.is_post = false;
    for (const auto& request : {with_wrong_secret, without_secret, elsewhere, not_posted}) {
        EXPECT_EQ(status_of(request), 404) << request.target;
    }
    EXPECT_TRUE(taken.empty());
}

TEST_F(listener_test, refuses_what_is_too_long_or_no_update) {
    listen_options options;
    options.max_update_bytes = 1000;
    listen(std::move(options));
    EXPECT_EQ(status_of(posts(R"({"update_id":7})" + std::string(1000, ' '))), 413);
    for (const auto* body : {"", "{", "[]", "{}", R"({"update_id":"7"})"}) {
        EXPECT_EQ(status_of(posts(body)), 400) << body;
    }
    EXPECT_EQ(status_of(posts(std::string(400, '[') + std::string(400, ']'))), 400);
    auto with_long_header = posts(R"({"update_id":7})");
    with_long_header.headers.emplace_back("X-Long", std::string(9000, 'x'));
    EXPECT_EQ(status_of(with_long_header), 0);
    EXPECT_TRUE(taken.empty());
}

TEST_F(listener_test, takes_updates_as_deeply_nested_as_polls_do) {
    listen();
    const auto nested = [](std::size_t levels) {
        return R"({"update_id":7,"x":)" + std::string(levels, '[') + std::string(levels, ']') + "}";
    };
    EXPECT_EQ(status_of(posts(nested(60))), 200);
    EXPECT_EQ(status_of(posts(nested(70))), 400);
}

TEST_F(listener_test, warns_of_what_the_platform_does_and_of_no_stranger) {
    log.set_level(spdlog::level::debug);
    listen_options options;
    options.max_update_bytes = 1000;
    listen(std::move(options));
    auto too_long = posts(R"({"update_id":7})" + std::string(1000, ' '));
    auto of_a_stranger = too_long;
    of_a_stranger.headers.clear();
    EXPECT_EQ(status_of(of_a_stranger), 404);
    EXPECT_EQ(lines.str().find("[warning]"), std::string::npos) << lines.str();
    EXPECT_EQ(status_of(posts("{")), 400);
    EXPECT_NE(lines.str().find("[debug] what was posted for a bot is no update"), std::string::npos)
        << lines.str();
    EXPECT_EQ(status_of(too_long), 413);
    EXPECT_NE(lines.str().find("[warning] a request of more than 1000 bytes"), std::string::npos)
        << lines.str();
}

TEST_F(listener_test, takes_nothing_for_a_bot_that_has_left_while_the_body_came) {
    listen();
    asio::ip::tcp::socket client(io);
    client.connect({asio::ip::address_v4::loopback(), listener->port()});
    const std::string body = R"({"update_id":7})";
    asio::write(client,
                asio::buffer("POST " + address.path + " HTTP/1.1\r\nHost: x\r\n" +
                             "X-Telegram-Bot-Api-Secret-Token: " + address.secret +
                             "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n"));
    while (io.poll() > 0) continue;  // the listener waits for the body now
    routes.close(alpha);
    asio::write(client, asio::buffer(body));
    std::string status(12, '\0');
    run([](auto& from, auto& into) -> awaitable<void> {
        co_await asio::async_read(from, asio::buffer(into), asio::use_awaitable);
    }(client, status));
    EXPECT_EQ(status, "HTTP/1.1 503");
    EXPECT_TRUE(taken.empty());
}

TEST_F(listener_test, hangs_up_on_those_who_connect_and_say_nothing) {
    listen_options options;
    options.max_idle_time = std::chrono::milliseconds(20);
    listen(std::move(options));
    const auto connection = connect();
    ASSERT_FALSE(run(connection->open(std::chrono::seconds(30))));
    const auto is_closed = [&connection] { return !connection->is_reusable(); };
    while (!is_closed()) io.run_one();
    EXPECT_EQ(status_of(posts(R"({"update_id":7})")), 200);
}

TEST_F(listener_test, waits_less_for_the_first_request_than_for_the_next) {
    listen_options options;
    options.patience = std::chrono::milliseconds(20);
    options.max_idle_time = std::chrono::hours(1);  // longer than a test may hang
    listen(std::move(options));
    const auto connection = connect();
    ASSERT_FALSE(run(connection->open(std::chrono::seconds(30))));
    while (connection->is_reusable()) io.run_one();
}

// Else whoever keeps enough connections would keep the platform out.
TEST_F(listener_test, closes_the_connection_that_is_idle_longest_for_one_that_comes) {
    listen_options options;
    options.max_connections = 2;
    listen(std::move(options));
    const auto first = connect();
    const auto second = connect();
    for (const auto& one : {first.get(), second.get()}) {
        ASSERT_FALSE(run(one->open(std::chrono::seconds(30))));
        EXPECT_EQ(run(exchange(*one, posts(R"({"update_id":7})"))), 200);
    }
    EXPECT_EQ(status_of(posts(R"({"update_id":8})")), 200);
    EXPECT_FALSE(first->is_reusable());
    EXPECT_EQ(run(exchange(*second, posts(R"({"update_id":9})"))), 200);
}

TEST_F(listener_test, serves_no_more_than_its_number_of_connections) {
    listen_options options;
    options.max_connections = 1;
    listen(std::move(options));
    asio::ip::tcp::socket at_work(io);
    at_work.connect({asio::ip::address_v4::loopback(), listener->port()});
    asio::write(at_work, asio::buffer("POST " + address.path + " HTTP/1.1\r\nHost: x\r\n" +
                                      "X-Telegram-Bot-Api-Secret-Token: " + address.secret +
                                      "\r\nContent-Length: 15\r\n\r\n"));
    while (io.poll() > 0) continue;  // the listener waits for the body now
    EXPECT_EQ(status_of(posts(R"({"update_id":8})")), 0);
    EXPECT_TRUE(taken.empty());
}

TEST_F(listener_test, writes_no_secret_into_the_log) {
    log.set_level(spdlog::level::trace);
    listen();
    auto with_wrong_secret = posts(R"({"update_id":7})");
    with_wrong_secret.headers.front().second.back() ^= 1;
    status_of(with_wrong_secret);
    status_of(posts("{"));
    EXPECT_EQ(lines.str().find(address.secret), std::string::npos);
    EXPECT_EQ(lines.str().find(address.path.substr(3)), std::string::npos);
}

TEST_F(listener_test, speaks_tls_with_a_certificate_of_its_own) {
    const test::temporary_folder folder;
    const auto who = testing_tls::make_identity("IP:127.0.0.1");
    tls_files files{(folder.path() / "chain.pem").string(), (folder.path() / "key.pem").string()};
    std::ofstream(files.certificate_chain) << who.certificate;
    std::ofstream(files.private_key) << who.private_key;
    listen_options options;
    options.tls = files;
    listen(std::move(options));
    const bot_api::connector trusting(io.get_executor(), url("https"), who.certificate);
    const auto connection = trusting.make();
    ASSERT_FALSE(run(connection->open(std::chrono::seconds(30))));
    EXPECT_EQ(run(exchange(*connection, posts(R"({"update_id":7})"))), 200);
}

TEST_F(listener_test, says_what_is_wrong_with_where_it_shall_listen) {
    const auto complaint = [this](listen_options options) -> std::string {
        try {
            listen(std::move(options));
        } catch (const cannot_start& why) {
            return why.what();
        }
        return "";
    };
    listen_options without_address;
    without_address.address = "nowhere";
    EXPECT_NE(complaint(without_address).find("\"nowhere\" is no address"), std::string::npos);
    listen_options without_certificate;
    without_certificate.tls = tls_files{"/nonexistent.pem", "/nonexistent.pem"};
    EXPECT_NE(complaint(without_certificate).find("/nonexistent.pem"), std::string::npos);
    listen();
    listen_options taken_port;
    taken_port.port = listener->port();
    webhook_routes none;
    try {
        const webhook_listener second(io.get_executor(), taken_port, none, log);
        ADD_FAILURE() << "two listeners at one address";
    } catch (const cannot_start& why) {
        EXPECT_EQ(why.status(), exit_status::failure) << "worth another try";
    }
}

}  // namespace
}  // namespace agentbackend::host
