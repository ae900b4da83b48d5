#include "bot_api/connection.hpp"

#include <charconv>
#include <cstdint>
#include <stdexcept>
#include <string_view>
#include <type_traits>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/span_body.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

namespace agentbackend::bot_api {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

using asio::ip::tcp;
using boost::system::error_code;

using plain_stream = beast::tcp_stream;
using tls_stream = beast::ssl_stream<beast::tcp_stream>;

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

constexpr std::uint32_t max_header_bytes = 32u << 10;

// A name lookup that can be abandoned: the system's resolver cannot be interrupted, so the one who
// waits sleeps on an alarm instead, and a late result finds nobody.
struct name_lookup {
    explicit name_lookup(const asio::any_io_executor& executor)
        : resolver{executor}, alarm{executor} {}

    tcp::resolver resolver;
    asio::steady_timer alarm;
    bool is_done = false;
    error_code error;
    tcp::resolver::results_type results;
};

void start(const std::shared_ptr<name_lookup>& lookup, const base_url& url) {
    lookup->resolver.async_resolve(url.host, url.port,
                                   [lookup](error_code error, tcp::resolver::results_type results) {
                                       lookup->is_done = true;
                                       lookup->error = error;
                                       lookup->results = std::move(results);
                                       lookup->alarm.cancel();
                                   });
}

bool is_address(const std::string& host) {
    error_code error;
    asio::ip::make_address(host, error);
    return !error;
}

std::optional<std::chrono::seconds> parse_seconds(std::string_view text) noexcept {
    std::uint32_t seconds = 0;
    const auto* last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, seconds);
    if (error != std::errc{} || end != last) return std::nullopt;
    return std::chrono::seconds{seconds};
}

using wire_request = http::request<http::span_body<const char>>;

wire_request to_wire(const http_request& request, const base_url& url) {
    wire_request wire{request.is_post ? http::verb::post : http::verb::get, request.target, 11};
    wire.set(http::field::host, url.authority());
    wire.set(http::field::user_agent, "agentbackend");
    if (!request.content_type.empty()) wire.set(http::field::content_type, request.content_type);
    for (const auto& [name, value] : request.headers) wire.set(name, value);
    wire.body() = {request.body.data(), request.body.size()};
    wire.prepare_payload();
    return wire;
}

template <class Stream>
class connection_over final : public connection {
public:
    connection_over(base_url url, Stream stream)
        : url_{std::move(url)}, stream_{std::move(stream)} {}

    asio::awaitable<std::optional<broken_exchange>> open(std::chrono::milliseconds limit) override {
        const auto deadline = asio::steady_timer::clock_type::now() + limit;
        auto broken = co_await look_up(deadline);
        if (!broken) broken = co_await connect(deadline);
        if constexpr (std::is_same_v<Stream, tls_stream>) {
            if (!broken) broken = co_await shake_hands(deadline);
        }
        is_reusable_ = !broken;
        co_return broken;
    }

    asio::awaitable<boost::system::result<http_answer, broken_exchange>> exchange(
        const http_request& request, const exchange_limits& limits) override {
        is_reusable_ = false;
        const auto wire = to_wire(request, url_);
        tcp_layer().expires_after(limits.write);
        const auto [write_error, written] = co_await http::async_write(stream_, wire, as_result);
        if (write_error) co_return broken_by(exchange_phase::writing, write_error);

        http::response_parser<http::string_body> parser;
        parser.header_limit(max_header_bytes);
        parser.body_limit(limits.answer_bytes);
        tcp_layer().expires_after(limits.read);
        const auto [read_error, read] =
            co_await http::async_read(stream_, buffer_, parser, as_result);
        if (read_error) {
            const auto phase =
                parser.got_some() ? exchange_phase::reading : exchange_phase::waiting;
            co_return broken_by(phase, read_error);
        }
        tcp_layer().expires_never();

        auto message = parser.release();
        is_reusable_ = message.keep_alive() && buffer_.size() == 0;
        http_answer answer;
        answer.status = message.result_int();
        answer.retry_after = parse_seconds(message[http::field::retry_after]);
        answer.body = std::move(message.body());
        co_return answer;
    }

    // The peer says goodbye, or something that nobody asked for, while no exchange is under way:
    // then there is something to read, and the connection is of no more use.
    bool is_reusable() override {
        if (!is_reusable_) return false;
        auto& socket = tcp_layer().socket();
        char byte = 0;
        error_code error;
        socket.non_blocking(true, error);
        if (error) return false;
        socket.receive(asio::buffer(&byte, 1), tcp::socket::message_peek, error);
        return error == asio::error::would_block;
    }

    void close() noexcept override {
        is_reusable_ = false;
        is_closed_ = true;
        if (lookup_) lookup_->alarm.cancel();
        tcp_layer().close();
    }

private:
    using time_point = asio::steady_timer::time_point;

    beast::tcp_stream& tcp_layer() noexcept { return beast::get_lowest_layer(stream_); }

    broken_exchange broken_by(exchange_phase phase, error_code error) const {
        if (is_closed_ || error == asio::error::operation_aborted) {
            return {phase, break_cause::cancellation, {}};
        }
        if (error == beast::error::timeout) return {phase, break_cause::timeout, {}};
        if (error == http::error::body_limit || error == http::error::header_limit) {
            return {phase, break_cause::too_large, {}};
        }
        return {phase, break_cause::transport, error.message()};
    }

    asio::awaitable<std::optional<broken_exchange>> look_up(time_point deadline) {
        lookup_ = std::make_shared<name_lookup>(stream_.get_executor());
        error_code error;
        const auto address = asio::ip::make_address(url_.host, error);
        if (!error) {
            const auto port = static_cast<std::uint16_t>(std::stoul(url_.port));
            lookup_->results = tcp::resolver::results_type::create(tcp::endpoint{address, port},
                                                                   url_.host, url_.port);
            co_return std::nullopt;
        }
        start(lookup_, url_);
        lookup_->alarm.expires_at(deadline);
        const auto [wait_error] = co_await lookup_->alarm.async_wait(as_result);
        if (lookup_->is_done) {
            if (!lookup_->error && !is_closed_) co_return std::nullopt;
            co_return broken_by(exchange_phase::connecting, lookup_->error);
        }
        lookup_->resolver.cancel();
        const auto why = wait_error ? error_code{asio::error::operation_aborted}
                                    : error_code{beast::error::timeout};
        co_return broken_by(exchange_phase::connecting, why);
    }

    asio::awaitable<std::optional<broken_exchange>> connect(time_point deadline) {
        tcp_layer().expires_at(deadline);
        const auto [error, endpoint] =
            co_await tcp_layer().async_connect(lookup_->results, as_result);
        lookup_.reset();
        if (error || is_closed_) co_return broken_by(exchange_phase::connecting, error);
        error_code ignored;  // only a matter of speed
        tcp_layer().socket().set_option(tcp::no_delay{true}, ignored);
        co_return std::nullopt;
    }

    asio::awaitable<std::optional<broken_exchange>> shake_hands(time_point deadline) {
        tcp_layer().expires_at(deadline);
        const auto [error] =
            co_await stream_.async_handshake(asio::ssl::stream_base::client, as_result);
        if (!error) co_return std::nullopt;
        auto broken = broken_by(exchange_phase::connecting, error);
        const long verdict = SSL_get_verify_result(stream_.native_handle());
        if (broken.cause == break_cause::transport && verdict != X509_V_OK) {
            broken.reason += std::string{": "} + X509_verify_cert_error_string(verdict);
        }
        co_return broken;
    }

    base_url url_;
    Stream stream_;
    beast::flat_buffer buffer_;
    std::shared_ptr<name_lookup> lookup_;  // while connecting
    bool is_reusable_ = false;
    bool is_closed_ = false;
};

}  // namespace

class connector::tls_settings {
public:
    explicit tls_settings(const std::string& trusted_certificates) {
        context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                            asio::ssl::context::no_tlsv1_1);
        context.set_verify_mode(asio::ssl::verify_peer);
        error_code error;
        context.set_default_verify_paths(error);
        if (!error && !trusted_certificates.empty()) {
            context.add_certificate_authority(asio::buffer(trusted_certificates), error);
        }
        if (error) {
            throw std::invalid_argument{
                "The trusted certificates cannot be used (" + error.message() +
                "). They must be in PEM form, -----BEGIN CERTIFICATE----- and so on."};
        }
    }

    asio::ssl::context context{asio::ssl::context::tls_client};
};

connector::connector(asio::any_io_executor executor, base_url url,
                     const std::string& trusted_certificates)
    : executor_{std::move(executor)},
      url_{std::move(url)},
      tls_{url_.is_tls ? std::make_unique<tls_settings>(trusted_certificates) : nullptr} {}

connector::~connector() = default;

connector::connector(connector&&) noexcept = default;

std::unique_ptr<connection> connector::make() const {
    if (!tls_) {
        return std::make_unique<connection_over<plain_stream>>(url_, plain_stream{executor_});
    }

    tls_stream stream{executor_, tls_->context};
    stream.set_verify_callback(asio::ssl::host_name_verification{url_.host});
    if (!is_address(url_.host)) SSL_set_tlsext_host_name(stream.native_handle(), url_.host.c_str());
    return std::make_unique<connection_over<tls_stream>>(url_, std::move(stream));
}

}  // namespace agentbackend::bot_api
