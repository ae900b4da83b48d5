// The client of the Bot API over TLS, against a server with a certificate made for the occasion.

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <gtest/gtest.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>

#include "bot_api/client.hpp"
#include "tls_identity.hpp"

namespace agentbackend::bot_api {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

using asio::ip::tcp;

constexpr std::string_view secret = "5000001:AAE-alpha_secret";

// Serves one connection: shakes hands, and answers every request with `true`.
class tls_server {
public:
    explicit tls_server(const testing_tls::identity& who)
        : acceptor_{io_, tcp::endpoint{asio::ip::address_v4::loopback(), 0}} {
        context_.use_certificate(asio::buffer(who.certificate), asio::ssl::context::pem);
        context_.use_private_key(asio::buffer(who.private_key), asio::ssl::context::pem);
        SSL_CTX_set_tlsext_servername_callback(context_.native_handle(), &note_server_name);
        SSL_CTX_set_tlsext_servername_arg(context_.native_handle(), &server_name_);
        thread_ = std::thread{[this] { serve(); }};
    }

    ~tls_server() { thread_.join(); }

    std::string url(const std::string& host) const {
        return "https://" + host + ":" + std::to_string(acceptor_.local_endpoint().port());
    }

    // The name the client asked for, once the connection is over.
    std::string server_name() {
        thread_.join();
        thread_ = std::thread{[] {}};
        return server_name_;
    }

private:
    static int note_server_name(SSL* ssl, int*, void* noted) {
        const char* name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
        if (name != nullptr) *static_cast<std::string*>(noted) = name;
        return SSL_TLSEXT_ERR_OK;
    }

    void serve() {
        asio::ssl::stream<tcp::socket> stream{acceptor_.accept(), context_};
        boost::system::error_code error;
        stream.handshake(asio::ssl::stream_base::server, error);
        asio::streambuf received;
        while (!error) {
            // The requests of these tests have the body `{}`.
            asio::read_until(stream, received, "\r\n\r\n{}", error);
            if (error) break;
            received.consume(received.size());
            const std::string_view answer =
                "HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n{\"ok\":true,\"result\":true}";
            asio::write(stream, asio::buffer(answer), error);
        }
    }

    asio::io_context io_;
    asio::ssl::context context_{asio::ssl::context::tls_server};
    tcp::acceptor acceptor_;
    std::string server_name_;
    std::thread thread_;
};

outcome<json::value> call_over_tls(const client_options& options, int times) {
    asio::io_context io{1};
    client c{io.get_executor(), options};
    outcome<json::value> answer = failure{failure_kind::cancelled, "not called"};
    for (int i = 0; i < times; ++i) {
        auto result =
            asio::co_spawn(io, c.call(bot_token{std::string{secret}}, "getMe"), asio::use_future);
        io.restart();
        io.run();
        answer = result.get();
    }
    return answer;
}

TEST(bot_api_over_tls, refuses_a_certificate_that_nobody_vouches_for) {
    const auto who = testing_tls::make_identity("IP:127.0.0.1");
    const tls_server server{who};
    client_options o;
    o.base_url = server.url("127.0.0.1");
    const auto answer = call_over_tls(o, 1);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, failure_kind::transport);
    EXPECT_NE(answer.error().description.find("self-signed"), std::string::npos)
        << answer.error().description;
    EXPECT_FALSE(answer.error().may_have_taken_effect);
}

TEST(bot_api_over_tls, accepts_a_certificate_it_was_told_to_trust_and_keeps_the_connection) {
    const auto who = testing_tls::make_identity("IP:127.0.0.1,DNS:localhost");
    tls_server server{who};
    client_options o;
    o.base_url = server.url("localhost");
    o.trusted_certificates = who.certificate;
    const auto answer = call_over_tls(o, 3);
    ASSERT_TRUE(answer) << to_string(answer.error());
    EXPECT_EQ(*answer, json::value(true));
    EXPECT_EQ(server.server_name(), "localhost");
}

TEST(bot_api_over_tls, refuses_a_trusted_certificate_of_another_host) {
    const auto who = testing_tls::make_identity("DNS:other.example");
    const tls_server server{who};
    client_options o;
    o.base_url = server.url("127.0.0.1");
    o.trusted_certificates = who.certificate;
    const auto answer = call_over_tls(o, 1);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, failure_kind::transport);
}

TEST(bot_api_over_tls, refuses_certificates_that_are_none) {
    asio::io_context io{1};
    client_options o;
    o.trusted_certificates = "no certificate";
    EXPECT_THROW((client{io.get_executor(), o}), std::invalid_argument);
}

}  // namespace
}  // namespace agentbackend::bot_api
