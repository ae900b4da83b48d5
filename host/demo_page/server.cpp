#include "demo_page/server.hpp"

#include <atomic>
#include <chrono>
#include <set>
#include <string_view>
#include <thread>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include "asio.hpp"
#include "demo_page/api.hpp"
#include "demo_page/replies.hpp"
#include "idle_connections.hpp"

namespace agentbackend::demo_page {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

using asio::ip::tcp;
using boost::system::error_code;

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

constexpr std::size_t max_connections = 64;
constexpr std::uint32_t max_header_bytes = 16u << 10;
constexpr std::uint64_t most_taken_unread = 64u << 20;
constexpr std::chrono::seconds patience{30};  // with a peer that reads or writes slowly, or idles
constexpr std::chrono::seconds refresh_time{1};  // between looks for what no event told of
constexpr std::chrono::milliseconds pause_after_failure{100};
constexpr int refreshes_per_heartbeat = 15;  // so that dead streams are found

// Scripts and styles from files of the page only, and nothing from anywhere else.
constexpr std::string_view content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for "
    "'script'";

struct session {
    explicit session(tcp::socket accepted)
        : stream{std::move(accepted)},
          news{stream.get_executor(), asio::steady_timer::time_point::max()} {}

    beast::tcp_stream stream;
    asio::steady_timer news;  // cancelled when there may be some
};

using session_ptr = std::shared_ptr<session>;
using parser = http::request_parser<http::string_body>;

request to_request(http::request<http::string_body>&& received) {
    request asked;
    const bool is_head = received.method() == http::verb::head;  // a GET without what it gets
    asked.method = is_head ? std::string{"GET"} : std::string{received.method_string()};
    const std::string target{received.target()};
    asked.path = target.substr(0, target.find('?'));
    for (const auto& field : received) {
        std::string name{field.name_string()};
        for (auto& c : name) {
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        }
        asked.headers.insert_or_assign(std::move(name), std::string{field.value()});
    }
    asked.body = std::move(received.body());
    return asked;
}

// As RFC 5987 wants the name of a file in a header.
std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                              (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_';
        if (is_plain) {
            encoded.push_back(c);
        } else {
            encoded.append({'%', digits[byte >> 4], digits[byte & 0xf]});
        }
    }
    return encoded;
}

template <class Body>
void set_headers(http::response<Body>& response, const reply& r) {
    response.set(http::field::content_type, r.content_type);
    response.set(http::field::cache_control, "no-store");
    response.set("Content-Security-Policy", content_policy);
    response.set("Cross-Origin-Opener-Policy", "same-origin");
    response.set("Cross-Origin-Resource-Policy", "same-origin");
    response.set("Referrer-Policy", "no-referrer");
    response.set("X-Content-Type-Options", "nosniff");
    if (r.file_name) {
        response.set(http::field::content_disposition,
                     "attachment; filename*=UTF-8''" + percent_encoded(*r.file_name));
    }
}

http::response<http::string_body> to_response(reply r, http::verb asked_by) {
    http::response<http::string_body> response{http::int_to_status(static_cast<unsigned>(r.status)),
                                               11};
    set_headers(response, r);
    response.body() = std::move(r.body);
    response.prepare_payload();
    if (asked_by == http::verb::head) response.body().clear();
    return response;
}

http::response<http::empty_body> stream_response() {
    reply r;
    r.content_type = "text/event-stream; charset=utf-8";
    http::response<http::empty_body> response{http::status::ok, 11};
    set_headers(response, r);
    response.keep_alive(false);
    return response;
}

}  // namespace

class server::engine {
public:
    engine(site&, unsigned short port);
    ~engine();

    unsigned short port() const noexcept { return port_; }
    void begin();
    void wake();

private:
    using heartbeat = std::uint64_t;

    asio::awaitable<void> accept();
    asio::awaitable<void> serve(session_ptr);
    asio::awaitable<bool> serve_once(session_ptr, beast::flat_buffer&);
    asio::awaitable<error_code> read(session_ptr, beast::flat_buffer&, parser&);
    struct manner {
        http::verb asked_by;
        bool keep_alive;
    };
    asio::awaitable<bool> send(session_ptr, reply, manner);
    asio::awaitable<void> take_the_rest(session_ptr);
    asio::awaitable<void> stream(session_ptr, bookmark);
    asio::awaitable<bool> write(session_ptr, const std::string&);
    asio::awaitable<void> refresh_regularly();
    void look_for_news();
    void stop();

    site& site_;
    asio::io_context io_{1};
    tcp::acceptor acceptor_;
    unsigned short port_;
    asio::steady_timer refresh_timer_{io_};
    std::set<session_ptr> sessions_;
    host::idle_connections idle_;
    std::set<session_ptr> readers_;  // those with an event stream
    heartbeat heartbeat_ = 0;
    std::atomic<bool> is_woken_ = false;
    bool is_stopping_ = false;
    std::thread thread_;
};

server::engine::engine(site& s, unsigned short port)
    : site_{s},
      acceptor_{io_, tcp::endpoint{asio::ip::address_v4::loopback(), port}},
      port_{acceptor_.local_endpoint().port()} {}

server::engine::~engine() {
    asio::post(io_, [this] { stop(); });
    if (thread_.joinable()) thread_.join();
}

void server::engine::begin() {
    asio::co_spawn(io_, accept(), host::rethrows{});
    asio::co_spawn(io_, refresh_regularly(), host::rethrows{});
    thread_ = std::thread{[this] { io_.run(); }};
}

// Everything under way ends, and with it the thread.
void server::engine::stop() {
    is_stopping_ = true;
    error_code ignored;  // there is nothing to be done about a socket that does not close
    acceptor_.close(ignored);
    refresh_timer_.cancel();
    for (const auto& s : sessions_) {
        s->stream.close();
        s->news.cancel();
    }
}

// Several events in a row are one piece of news.
void server::engine::wake() {
    if (is_woken_.exchange(true)) return;
    asio::post(io_, [this] {
        is_woken_ = false;
        look_for_news();
    });
}

void server::engine::look_for_news() {
    if (readers_.empty()) return;
    site_.refresh();
    for (const auto& s : readers_) s->news.cancel();
}

asio::awaitable<void> server::engine::refresh_regularly() {
    for (int count = 1; !is_stopping_; ++count) {
        refresh_timer_.expires_after(refresh_time);
        co_await refresh_timer_.async_wait(as_result);
        if (count % refreshes_per_heartbeat == 0) ++heartbeat_;
        look_for_news();
    }
}

asio::awaitable<void> server::engine::accept() {
    asio::steady_timer pause{io_};
    for (;;) {
        auto [error, socket] = co_await acceptor_.async_accept(as_result);
        if (is_stopping_) co_return;
        if (error) {  // such as no file descriptor left
            pause.expires_after(pause_after_failure);
            co_await pause.async_wait(as_result);
            continue;
        }
        if (sessions_.size() >= max_connections && !idle_.close_longest()) continue;
        error_code ignored;  // only a matter of speed
        socket.set_option(tcp::no_delay{true}, ignored);
        auto s = std::make_shared<session>(std::move(socket));
        sessions_.insert(s);
        asio::co_spawn(io_, serve(std::move(s)), host::rethrows{});
    }
}

asio::awaitable<void> server::engine::serve(session_ptr s) {
    beast::flat_buffer buffer;
    while (co_await serve_once(s, buffer)) {
    }
    s->stream.close();
    sessions_.erase(s);
}

// Whether the connection can serve another request.
asio::awaitable<bool> server::engine::serve_once(session_ptr s, beast::flat_buffer& buffer) {
    parser received;
    received.header_limit(max_header_bytes);
    received.body_limit(max_body_bytes);
    const auto error = co_await read(s, buffer, received);
    manner how{received.get().method(), false};
    if (error == http::error::body_limit) {
        auto too_large = refusal(413, "That is more than 8 MB. Send something smaller.");
        co_await send(s, std::move(too_large), how);
        co_await take_the_rest(s);
        co_return false;
    }
    if (error || is_stopping_) co_return false;

    how.keep_alive = received.get().keep_alive();
    auto r = site_.answer(to_request(received.release()));
    const bool is_stream = r.stream_from && how.asked_by != http::verb::head;
    if (!is_stream) co_return co_await send(s, std::move(r), how);
    const auto from = *r.stream_from;
    readers_.insert(s);
    co_await stream(s, from);
    readers_.erase(s);
    co_return false;
}

// A header that comes is no idleness any more, and its body has the same time again.
asio::awaitable<error_code> server::engine::read(session_ptr s, beast::flat_buffer& buffer,
                                                 parser& into) {
    {
        const host::idle_connections::wait until_asked{idle_, s->stream};
        s->stream.expires_after(patience);
        const auto [failed, bytes] =
            co_await http::async_read_header(s->stream, buffer, into, as_result);
        if (failed) co_return failed;
    }
    s->stream.expires_after(patience);
    const auto [failed, bytes] = co_await http::async_read(s->stream, buffer, into, as_result);
    co_return failed;
}

asio::awaitable<bool> server::engine::send(session_ptr s, reply r, manner how) {
    auto response = to_response(std::move(r), how.asked_by);
    response.keep_alive(how.keep_alive);
    s->stream.expires_after(patience);
    const auto [error, bytes] = co_await http::async_write(s->stream, response, as_result);
    co_return !error && how.keep_alive && !is_stopping_;
}

// A socket that is closed with something unread takes its last answer with it.
asio::awaitable<void> server::engine::take_the_rest(session_ptr s) {
    error_code ignored;  // the peer may be gone already
    s->stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    std::string rest(64u << 10, '\0');
    s->stream.expires_after(patience);
    for (std::uint64_t taken = 0; taken < most_taken_unread;) {
        const auto [error, bytes] =
            co_await s->stream.async_read_some(asio::buffer(rest), as_result);
        if (error) co_return;
        taken += bytes;
    }
}

asio::awaitable<void> server::engine::stream(session_ptr s, bookmark reader) {
    auto response = stream_response();
    http::response_serializer<http::empty_body> serializer{response};
    s->stream.expires_after(patience);
    const auto [error, bytes] = co_await http::async_write_header(s->stream, serializer, as_result);
    if (error) co_return;

    site_.refresh();
    auto told = heartbeat_;
    bool is_there = true;
    while (is_there && !is_stopping_) {
        auto news = site_.news_after(reader);
        if (news.empty() && told != heartbeat_) news = ": still here\n\n";
        if (news.empty()) {
            s->stream.expires_never();
            co_await s->news.async_wait(as_result);
            continue;
        }
        told = heartbeat_;
        is_there = co_await write(s, news);
    }
}

asio::awaitable<bool> server::engine::write(session_ptr s, const std::string& piece) {
    s->stream.expires_after(patience);
    const auto [error, bytes] =
        co_await asio::async_write(s->stream, asio::buffer(piece), as_result);
    co_return !error;
}

server::server(site& s, unsigned short port) : engine_{std::make_unique<engine>(s, port)} {}

server::~server() = default;

unsigned short server::port() const noexcept { return engine_->port(); }

void server::begin() { engine_->begin(); }

void server::wake() { engine_->wake(); }

}  // namespace agentbackend::demo_page
