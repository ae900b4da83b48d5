#include "bots/webhook_listener.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <set>
#include <type_traits>

#include "bot_api/json_depth.hpp"
#include "config/cannot_start.hpp"
#include "idle_connections.hpp"

namespace agentbackend::host {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

using asio::ip::tcp;
using boost::system::error_code;

using plain_stream = beast::tcp_stream;
using tls_stream = beast::ssl_stream<beast::tcp_stream>;
using request_parser = http::request_parser<http::string_body>;

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds pause_after_failed_accept{100};
constexpr std::string_view secret_header = "X-Telegram-Bot-Api-Secret-Token";

std::optional<bot_api::update> read_update(const std::string& body) {
    error_code unreadable;
    const auto value = boost::json::parse(body, unreadable, {}, bot_api::bounded_depth());
    if (unreadable) return std::nullopt;
    return bot_api::parse_update(value);
}

asio::ssl::context make_tls(const tls_files& files) {
    asio::ssl::context context(asio::ssl::context::tls_server);
    context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                        asio::ssl::context::no_tlsv1_1);
    error_code unusable;
    context.use_certificate_chain_file(files.certificate_chain, unusable);
    if (unusable) {
        throw cannot_start("The certificate " + files.certificate_chain +
                           " for webhooks cannot be used (" + unusable.message() +
                           "). It has to be a readable file in PEM form.");
    }
    context.use_private_key_file(files.private_key, asio::ssl::context::pem, unusable);
    if (unusable) {
        throw cannot_start("The key " + files.private_key + " for webhooks cannot be used (" +
                           unusable.message() +
                           "). It has to be a readable file in PEM form, without a password, that "
                           "belongs to the certificate.");
    }
    return context;
}

tcp::acceptor make_acceptor(const asio::any_io_executor& executor, const listen_options& options) {
    const auto where = options.address + ":" + std::to_string(options.port);
    error_code failed;
    const auto address = asio::ip::make_address(options.address, failed);
    if (failed) throw cannot_start("\"" + options.address + "\" is no address to listen on.");
    tcp::acceptor acceptor(executor);
    const tcp::endpoint endpoint(address, options.port);
    acceptor.open(endpoint.protocol(), failed);
    if (!failed) acceptor.set_option(tcp::acceptor::reuse_address(true), failed);
    if (!failed) acceptor.bind(endpoint, failed);
    if (!failed) acceptor.listen(asio::socket_base::max_listen_connections, failed);
    if (failed) {
        // Whoever has the address now may leave it.
        const bool may_pass = failed == asio::error::address_in_use;
        throw cannot_start("Webhooks cannot be listened for on " + where + ": " + failed.message() +
                               ". Choose another address with --webhook-listen.",
                           may_pass ? exit_status::failure : exit_status::bad_configuration);
    }
    return acceptor;
}

}  // namespace

// Shared with the sessions, which may outlive the listener by a moment.
class webhook_listener::engine : public std::enable_shared_from_this<engine> {
public:
    engine(asio::any_io_executor executor, listen_options options, const webhook_routes& routes,
           spdlog::logger& log)
        : options_(std::move(options)),
          acceptor_(make_acceptor(executor, options_)),
          port_(acceptor_.local_endpoint().port()),
          executor_(std::move(executor)),
          routes_(&routes),
          log_(&log) {
        if (options_.tls) tls_.emplace(make_tls(*options_.tls));
    }

    std::uint16_t port() const noexcept { return port_; }

    void begin() { asio::co_spawn(executor_, accept(shared_from_this()), rethrows{}); }

    void stop() {
        is_stopping_ = true;
        error_code ignored;  // there is nothing to be done about a socket that does not close
        acceptor_.close(ignored);
        for (auto* stream : open_) stream->close();
    }

private:
    // The lowest layer of a connection while it is served, for `stop`.
    class registered {
    public:
        registered(engine& owner, beast::tcp_stream& stream) : owner_(owner), stream_(stream) {
            owner_.open_.insert(&stream_);
        }
        ~registered() { owner_.open_.erase(&stream_); }
        registered(const registered&) = delete;
        registered& operator=(const registered&) = delete;

    private:
        engine& owner_;
        beast::tcp_stream& stream_;
    };

    static awaitable<> accept(std::shared_ptr<engine> self) {
        asio::steady_timer pause(self->executor_);
        for (;;) {
            auto [failed, socket] = co_await self->acceptor_.async_accept(as_result);
            if (self->is_stopping_) co_return;
            if (failed) {  // such as no file descriptor left
                pause.expires_after(pause_after_failed_accept);
                co_await pause.async_wait(as_result);
                continue;
            }
            const bool is_full = self->open_.size() >= self->options_.max_connections;
            if (is_full && !self->idle_.close_longest()) continue;
            error_code ignored;  // only a matter of speed
            socket.set_option(tcp::no_delay(true), ignored);
            self->serve(plain_stream(std::move(socket)));
        }
    }

    void serve(plain_stream accepted) {
        auto self = shared_from_this();
        if (tls_) {
            auto stream = std::make_shared<tls_stream>(std::move(accepted), *tls_);
            asio::co_spawn(executor_, attend(std::move(self), std::move(stream)), rethrows{});
        } else {
            auto stream = std::make_shared<plain_stream>(std::move(accepted));
            asio::co_spawn(executor_, attend(std::move(self), std::move(stream)), rethrows{});
        }
    }

    template <class Stream>
    static awaitable<> attend(std::shared_ptr<engine> self, std::shared_ptr<Stream> stream) {
        auto& socket = beast::get_lowest_layer(*stream);
        const registered while_open(*self, socket);
        if constexpr (std::is_same_v<Stream, tls_stream>) {
            const idle_connections::wait until_greeted(self->idle_, socket);
            socket.expires_after(self->options_.patience);
            const auto [failed] =
                co_await stream->async_handshake(asio::ssl::stream_base::server, as_result);
            if (failed) co_return;
        }
        beast::flat_buffer buffer;
        bool goes_on = true;
        // Whoever connects has something to say. Only those who have said it may be silent longer.
        auto patience = std::min(self->options_.patience, self->options_.max_idle_time);
        while (goes_on && !self->is_stopping_) {
            goes_on = co_await self->exchange(*stream, buffer, patience);
            patience = self->options_.max_idle_time;
        }
        socket.close();
    }

    enum class afterwards { keep_open, close };

    // Whether the connection can carry another request.
    template <class Stream>
    awaitable<bool> exchange(Stream& stream, beast::flat_buffer& buffer,
                             std::chrono::milliseconds until_header) {
        request_parser parser;
        parser.header_limit(options_.max_header_bytes);
        parser.body_limit(options_.max_update_bytes);
        auto& socket = beast::get_lowest_layer(stream);
        const auto no_header = co_await read_header(stream, buffer, parser, until_header);
        const bool is_too_long = no_header == http::error::body_limit;  // by its own account
        if ((no_header && !is_too_long) || is_stopping_) co_return false;

        // What is unread of a stranger's request stays so: the connection ends.
        const auto& header = parser.get();
        if (receiver_of(header) == nullptr) {
            log_->debug("a request to the webhooks' listener was not for a bot");
            co_return co_await answer(stream, http::status::not_found, afterwards::close);
        }
        if (is_too_long) co_return co_await refuse_length(stream);
        const auto fate = header.keep_alive() ? afterwards::keep_open : afterwards::close;

        socket.expires_after(options_.patience);
        const auto [no_body, body_bytes] =
            co_await http::async_read(stream, buffer, parser, as_result);
        if (no_body == http::error::body_limit) co_return co_await refuse_length(stream);
        if (no_body) co_return false;

        auto received = read_update(parser.get().body());
        if (!received) {
            log_->debug("what was posted for a bot is no update, and is refused");
            co_return co_await answer(stream, http::status::bad_request, fate);
        }
        socket.expires_never();
        const auto* receiver = receiver_of(header);
        if (receiver == nullptr) {  // closed while the body came: the platform keeps the update
            co_return co_await answer(stream, http::status::service_unavailable, fate);
        }
        auto taking = (*receiver)(std::move(*received));
        const auto taken = co_await std::move(taking);
        const auto status = taken ? http::status::ok : http::status::service_unavailable;
        co_return co_await answer(stream, status, fate);
    }

    template <class Stream>
    awaitable<error_code> read_header(Stream& stream, beast::flat_buffer& buffer,
                                      request_parser& parser, std::chrono::milliseconds patience) {
        auto& socket = beast::get_lowest_layer(stream);
        const idle_connections::wait until_asked(idle_, socket);
        socket.expires_after(patience);
        const auto [failed, bytes] =
            co_await http::async_read_header(stream, buffer, parser, as_result);
        co_return failed;
    }

    const webhook_routes::receiver* receiver_of(const request_parser::value_type& header) const {
        if (header.method() != http::verb::post) return nullptr;
        const auto target = header.target();
        const auto secret = header[secret_header];
        return routes_->find({target.data(), target.size()}, {secret.data(), secret.size()});
    }

    template <class Stream>
    awaitable<bool> refuse_length(Stream& stream) {
        log_->warn("a request of more than {} bytes was refused", options_.max_update_bytes);
        return answer(stream, http::status::payload_too_large, afterwards::close);
    }

    template <class Stream>
    awaitable<bool> answer(Stream& stream, http::status status, afterwards fate) {
        http::response<http::empty_body> response(status, 11);
        response.keep_alive(fate == afterwards::keep_open);
        response.prepare_payload();
        beast::get_lowest_layer(stream).expires_after(options_.patience);
        const auto [failed, bytes] = co_await http::async_write(stream, response, as_result);
        co_return !failed && fate == afterwards::keep_open;
    }

    listen_options options_;
    std::optional<asio::ssl::context> tls_;
    tcp::acceptor acceptor_;
    std::uint16_t port_;
    asio::any_io_executor executor_;
    const webhook_routes* routes_;
    spdlog::logger* log_;
    std::set<beast::tcp_stream*> open_;
    idle_connections idle_;
    bool is_stopping_ = false;
};

webhook_listener::webhook_listener(asio::any_io_executor executor, listen_options options,
                                   const webhook_routes& routes, spdlog::logger& log)
    : engine_(std::make_shared<engine>(std::move(executor), std::move(options), routes, log)) {
    engine_->begin();
}

webhook_listener::~webhook_listener() { stop(); }

std::uint16_t webhook_listener::port() const noexcept { return engine_->port(); }

void webhook_listener::stop() { engine_->stop(); }

}  // namespace agentbackend::host
