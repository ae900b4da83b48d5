#include "sandbox/server.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <future>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include "asio.hpp"
#include "loopback_host.hpp"
#include "sandbox/arguments.hpp"
#include "sandbox/limits.hpp"
#include "sandbox/methods.hpp"
#include "sandbox/polling.hpp"
#include "sandbox/reply.hpp"
#include "sandbox/route.hpp"
#include "sandbox/webhook_sender.hpp"

namespace agentbackend::sandbox {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

using asio::ip::tcp;
using boost::system::error_code;
using steady_time = asio::steady_timer::time_point;

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds pause_after_failed_accept{100};

// What an upload of the largest file needs, with its form around it.
constexpr std::uint64_t max_request_bytes = max_upload_bytes + (1u << 20);

// A connection. Only ever waits for one thing: its socket or its pause.
struct session {
    explicit session(tcp::socket accepted)
        : socket{std::move(accepted)}, pause{socket.get_executor()} {}

    void close() {
        is_closed = true;
        error_code ignored;  // there is nothing to be done about a socket that does not close
        socket.close(ignored);
        pause.cancel();
    }

    tcp::socket socket;
    asio::steady_timer pause;
    bool is_closed = false;
};

using session_ptr = std::shared_ptr<session>;

// A getUpdates that waits. A newer one of the same bot takes its place.
struct waiting_poll {
    session_ptr where;
    std::string token;
    poll request;
    steady_time deadline;
    bool is_superseded = false;
};

using http_request = http::request<http::string_body>;
using http_response = http::response<http::string_body>;

request_body body_of(http_request& request, std::string query) {
    const auto type = request[http::field::content_type];
    return {std::string{type.data(), type.size()}, std::move(request.body()), std::move(query)};
}

http_response to_response(const reply& r, bool keep_alive) {
    http_response response{http::int_to_status(static_cast<unsigned>(r.status)), 11};
    response.set(http::field::content_type, r.content_type);
    if (r.retry_after) {
        response.set(http::field::retry_after, std::to_string(r.retry_after->count()));
    }
    response.keep_alive(keep_alive);
    response.body() = r.body;
    response.prepare_payload();
    if (r.manner == reply::manner::cut) response.body().resize(r.body.size() / 2);
    return response;
}

// Browsers let any web page post to loopback ports, and say that it was one; bots do not.
bool is_by_web_page(const http_request& asked) {
    if (asked.count(http::field::origin) != 0) return true;
    return std::any_of(asked.begin(), asked.end(), [](const auto& field) {
        constexpr beast::string_view prefix = "Sec-Fetch-";
        const auto name = field.name_string();
        return beast::iequals(name.substr(0, prefix.size()), prefix);
    });
}

bool is_by_bot(const http_request& asked, unsigned short port) {
    const auto named = asked[http::field::host];
    return host::is_loopback_host({named.data(), named.size()}, port) && !is_by_web_page(asked);
}

reply not_for_web_pages() { return to_reply(forbidden("this server is for bots on this machine")); }

reply not_found() { return to_reply(api_error{404, "Not Found", {}}); }

reply read_file(const telegram& t, const std::string& path) {
    for (const auto& [id, file] : t.files) {
        if (file.path == path) return file_reply(file.bytes);
    }
    return not_found();
}

// How requests are counted and faults are filtered.
std::string name_of(const route& where) { return where.is_file ? "file" : where.name; }

}  // namespace

class server::engine {
public:
    engine(state& s, unsigned short port);
    ~engine();

    unsigned short port() const noexcept { return endpoint_.port(); }
    void close_all_connections();
    void stop_listening();
    void listen_again();

private:
    template <class Work>
    void run(Work);

    void open_acceptor();
    void wake(std::int64_t bot_id);

    asio::awaitable<void> accept();
    asio::awaitable<void> serve(session_ptr);
    asio::awaitable<bool> write(session_ptr, const reply&, bool keep_alive);

    asio::awaitable<reply> respond(session_ptr, http_request);
    asio::awaitable<reply> carry_out(session_ptr, const route&, request_body);
    asio::awaitable<reply> wait_for_updates(std::shared_ptr<waiting_poll>);

    std::optional<reply> answer_at_once(const route&, const arguments&, std::optional<poll>&);
    std::optional<reply> answer_now(const waiting_poll&);
    void enroll(const std::shared_ptr<waiting_poll>&);
    void dismiss(const std::shared_ptr<waiting_poll>&);
    std::optional<fault> fault_of(const route&);

    state& state_;
    asio::io_context io_{1};
    asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
    tcp::acceptor acceptor_{io_};
    tcp::endpoint endpoint_;
    std::set<session_ptr> sessions_;
    std::map<std::int64_t, std::shared_ptr<waiting_poll>> polls_;  // by bot
    webhook_sender webhooks_{io_.get_executor(), state_};
    std::thread thread_;
};

server::engine::engine(state& s, unsigned short port)
    : state_{s}, endpoint_{asio::ip::address_v4::loopback(), port} {
    open_acceptor();
    endpoint_ = acceptor_.local_endpoint();
    asio::co_spawn(io_, accept(), host::rethrows{});
    state_.enter()->wake_pollers = [this](std::int64_t bot_id) {
        asio::post(io_, [this, bot_id] { wake(bot_id); });
    };
    thread_ = std::thread{[this] { io_.run(); }};
}

server::engine::~engine() {
    state_.enter()->wake_pollers = [](std::int64_t) {};
    stop_listening();
    close_all_connections();
    run([this] { webhooks_.stop(); });
    work_.reset();
    thread_.join();
}

// Runs it on the server's thread and returns when it is done.
template <class Work>
void server::engine::run(Work work) {
    std::packaged_task<void()> task{std::move(work)};
    auto done = task.get_future();
    asio::post(io_, std::move(task));
    done.get();
}

void server::engine::open_acceptor() {
    acceptor_.open(endpoint_.protocol());
    acceptor_.set_option(tcp::acceptor::reuse_address{true});
    acceptor_.bind(endpoint_);
    acceptor_.listen();
}

void server::engine::close_all_connections() {
    run([this] {
        for (const auto& s : sessions_) s->close();
    });
}

void server::engine::stop_listening() {
    run([this] { acceptor_.close(); });
}

void server::engine::listen_again() {
    run([this] {
        if (acceptor_.is_open()) return;
        open_acceptor();
        asio::co_spawn(io_, accept(), host::rethrows{});
    });
}

void server::engine::wake(std::int64_t bot_id) {
    const auto found = polls_.find(bot_id);
    if (found != polls_.end()) found->second->where->pause.cancel();
    webhooks_.wake(bot_id);
}

asio::awaitable<void> server::engine::accept() {
    asio::steady_timer pause{io_};
    for (;;) {
        auto [error, socket] = co_await acceptor_.async_accept(as_result);
        if (error == asio::error::operation_aborted) co_return;
        if (error) {  // such as no file descriptor left
            pause.expires_after(pause_after_failed_accept);
            co_await pause.async_wait(as_result);
            if (!acceptor_.is_open()) co_return;
            continue;
        }
        error_code ignored;  // only a matter of speed
        socket.set_option(tcp::no_delay{true}, ignored);
        state_.count_connection();
        auto s = std::make_shared<session>(std::move(socket));
        sessions_.insert(s);
        asio::co_spawn(io_, serve(std::move(s)), host::rethrows{});
    }
}

asio::awaitable<void> server::engine::serve(session_ptr s) {
    beast::flat_buffer buffer;
    for (bool goes_on = true; goes_on;) {
        http::request_parser<http::string_body> parser;
        parser.body_limit(max_request_bytes);
        const auto [error, bytes] = co_await http::async_read(s->socket, buffer, parser, as_result);
        if (error) break;
        auto request = parser.release();
        const bool keep_alive = request.keep_alive();
        const auto r = co_await respond(s, std::move(request));
        goes_on = co_await write(s, r, keep_alive);
    }
    s->close();
    sessions_.erase(s);
}

// Whether the connection can serve another request.
asio::awaitable<bool> server::engine::write(session_ptr s, const reply& r, bool keep_alive) {
    if (s->is_closed || r.manner == reply::manner::nothing) co_return false;
    auto response = to_response(r, keep_alive);
    const auto [error, bytes] = co_await http::async_write(s->socket, response, as_result);
    co_return !error && keep_alive && r.manner == reply::manner::whole;
}

asio::awaitable<reply> server::engine::respond(session_ptr s, http_request request) {
    if (!is_by_bot(request, port())) co_return not_for_web_pages();
    const auto target = request.target();
    const auto where = parse_route({target.data(), target.size()});
    if (!where) co_return not_found();
    state_.count_request(name_of(*where));

    const auto planned = fault_of(*where);
    if (planned) {
        switch (planned->kind) {
            case fault_kind::answers: co_return scripted_reply(*planned);
            case fault_kind::hangs_up: co_return no_reply();
            case fault_kind::stays_silent:
                s->pause.expires_at(steady_time::max());
                co_await s->pause.async_wait(as_result);
                co_return no_reply();
            case fault_kind::delays:
                s->pause.expires_after(planned->pause);
                co_await s->pause.async_wait(as_result);
                break;
            case fault_kind::loses_answer:
            case fault_kind::cuts_answer:
            case fault_kind::garbles_answer: break;
        }
    }
    auto body = body_of(request, where->query);
    auto r = co_await carry_out(s, *where, std::move(body));
    co_return spoil(std::move(r), planned);
}

asio::awaitable<reply> server::engine::carry_out(session_ptr s, const route& where,
                                                 request_body body) {
    const auto given = arguments::parse(body);
    if (!given) co_return to_reply(given.error());
    std::optional<poll> begun;
    auto r = answer_at_once(where, *given, begun);
    if (r) co_return std::move(*r);

    auto waiting = std::make_shared<waiting_poll>();
    waiting->where = std::move(s);
    waiting->token = where.token;
    waiting->request = *begun;
    waiting->deadline = std::chrono::steady_clock::now() + begun->timeout;
    co_return co_await wait_for_updates(std::move(waiting));
}

// Everything but a poll, which is begun and left to the caller.
std::optional<reply> server::engine::answer_at_once(const route& where, const arguments& given,
                                                    std::optional<poll>& begun) {
    const auto t = state_.enter();
    const auto b = authorize(*t, where.token);
    if (!b) return to_reply(b.error());
    if (where.is_file) return read_file(*t, where.name);
    if (where.name == "getUpdates") {
        const auto accepted = begin_poll(*t, **b, given);
        if (!accepted) return to_reply(accepted.error());
        begun = *accepted;
        return std::nullopt;
    }
    const auto run = find_method(where.name);
    if (run == nullptr) return to_reply(api_error{404, "Not Found: method not found", {}});
    return to_reply(run(*t, **b, given));
}

asio::awaitable<reply> server::engine::wait_for_updates(std::shared_ptr<waiting_poll> mine) {
    enroll(mine);
    auto& pause = mine->where->pause;
    auto answer = answer_now(*mine);
    while (!answer && !mine->where->is_closed) {
        pause.expires_at(mine->deadline);
        co_await pause.async_wait(as_result);
        answer = answer_now(*mine);
    }
    dismiss(mine);
    if (mine->where->is_closed) co_return no_reply();
    co_return std::move(*answer);
}

// What a waiting poll is told at this moment; nothing while it has to wait on.
std::optional<reply> server::engine::answer_now(const waiting_poll& waiting) {
    if (waiting.where->is_closed) return std::nullopt;
    if (waiting.is_superseded) return to_reply(interrupted(interruption::by_other_poll));
    const auto t = state_.enter();
    const auto b = authorize(*t, waiting.token);
    if (!b) return to_reply(b.error());
    if (!(*b)->webhook.url.empty()) return to_reply(interrupted(interruption::by_webhook));
    auto batch = take_updates(**b, waiting.request);
    if (batch.empty() && std::chrono::steady_clock::now() < waiting.deadline) return std::nullopt;
    end_poll(*t, **b, waiting.request);
    return to_reply(boost::json::value(std::move(batch)));
}

void server::engine::enroll(const std::shared_ptr<waiting_poll>& newer) {
    auto& slot = polls_[newer->request.bot_id];
    if (slot) {
        slot->is_superseded = true;
        slot->where->pause.cancel();
    }
    slot = newer;
}

void server::engine::dismiss(const std::shared_ptr<waiting_poll>& done) {
    const auto found = polls_.find(done->request.bot_id);
    if (found != polls_.end() && found->second == done) polls_.erase(found);
}

std::optional<fault> server::engine::fault_of(const route& where) {
    std::string username;
    {
        const auto t = state_.enter();
        if (const auto* b = t->find_bot_by_token(where.token)) username = b->registration.username;
    }
    return state_.faults.take(name_of(where), username);
}

server::server(state& s, unsigned short port) : engine_{std::make_unique<engine>(s, port)} {}

server::~server() = default;

unsigned short server::port() const noexcept { return engine_->port(); }

void server::close_all_connections() { engine_->close_all_connections(); }

void server::stop_listening() { engine_->stop_listening(); }

void server::listen_again() { engine_->listen_again(); }

}  // namespace agentbackend::sandbox
