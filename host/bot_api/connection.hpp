// One HTTP/1.1 connection to the Bot API server, plain or over TLS, for one exchange at a time.
//
// Internal to bot_api; hides Beast and OpenSSL from everything else. One thread: the executor's.

#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

#include "bot_api/base_url.hpp"

namespace agentbackend::bot_api {

struct http_request {
    bool is_post = true;
    std::string target;        // starts with a slash
    std::string content_type;  // empty without a body
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers = {};  // beside the usual ones
};

struct http_answer {
    int status = 0;
    std::string body;
    std::optional<std::chrono::seconds> retry_after;
};

struct exchange_limits {
    std::chrono::milliseconds write{0};
    std::chrono::milliseconds read{0};  // from the end of the request to the end of the answer
    std::size_t answer_bytes = 0;
};

// How far an exchange had come when it broke.
enum class exchange_phase {
    connecting,
    writing,  // the server has not got the whole request, so it cannot have acted on it
    waiting,  // the request is out, not a byte of the answer has come
    reading,
};

enum class break_cause { transport, timeout, cancellation, too_large };

struct broken_exchange {
    exchange_phase phase = exchange_phase::connecting;
    break_cause cause = break_cause::transport;
    std::string reason;  // the system's words; empty unless the cause is transport
};

class connection {
public:
    virtual ~connection() = default;

    // Looks the name up, connects, and for TLS shakes hands, all within the limit. Nothing is
    // returned on success. REQUIRES: not called before.
    virtual boost::asio::awaitable<std::optional<broken_exchange>> open(
        std::chrono::milliseconds) = 0;

    // Sends the request and reads the answer. Both arguments must outlive the call.
    // REQUIRES: opened, and every exchange before was a success that left it reusable.
    virtual boost::asio::awaitable<boost::system::result<http_answer, broken_exchange>> exchange(
        const http_request&, const exchange_limits&) = 0;

    // Whether another exchange may be tried: the last answer allows it and the peer has not closed.
    virtual bool is_reusable() = 0;

    // Ends whatever is under way; it breaks with `cancellation`. Idempotent.
    virtual void close() noexcept = 0;
};

// Makes connections to one server.
class connector {
public:
    // Throws std::invalid_argument when the certificates (PEM, may be empty) cannot be read.
    connector(boost::asio::any_io_executor, base_url, const std::string& trusted_certificates);
    ~connector();

    connector(connector&&) noexcept;

    std::unique_ptr<connection> make() const;

private:
    class tls_settings;

    boost::asio::any_io_executor executor_;
    base_url url_;
    std::unique_ptr<tls_settings> tls_;  // null for plain HTTP
};

}  // namespace agentbackend::bot_api
