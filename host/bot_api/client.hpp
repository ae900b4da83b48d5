// A client of the Bot API over HTTP/1.1, with or without TLS.
//
// Connections are kept alive and shared by all bots of a client; each call under way holds one of
// its own. Every phase has a time-out and every answer a size limit that holds before it is parsed.
// A client belongs to one thread: the one that runs the io_context behind its executor.
//
// Failed requests are not repeated, with one exception. The server may close a kept-alive
// connection in the very moment it is used again. Then the request goes out once more on another
// connection, if it cannot have been processed (it was not written completely) or if doing it twice
// is the same as doing it once (`getUpdates`, `setMyCommands` and the like). A `sendMessage` whose
// answer is missing is a failure with `may_have_taken_effect`.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "bot_api/bot_token.hpp"
#include "bot_api/failure.hpp"

namespace agentbackend::bot_api {

struct client_options {
    // Scheme, host, optional port and path. With http the tokens travel in the clear: for a Bot API
    // server on the same machine or in a trusted network only.
    std::string base_url = "https://api.telegram.org";

    // Certificates (PEM) to trust beside those of the system; empty for none.
    std::string trusted_certificates = {};

    // For the name, TCP and TLS together.
    std::chrono::milliseconds connect_timeout = std::chrono::seconds{10};
    // For the whole request, and from its end to the end of the answer; a long poll adds its own
    // time to the latter. What is sent, and the largest size of a download, add what they take at
    // `slowest_bytes_per_second`, which is not 0.
    std::chrono::milliseconds write_timeout = std::chrono::seconds{20};
    std::chrono::milliseconds read_timeout = std::chrono::seconds{30};
    std::size_t slowest_bytes_per_second = 64u << 10;

    std::size_t max_answer_bytes = 8u << 20;
    std::size_t max_idle_connections = 64;
    std::chrono::milliseconds max_idle_time = std::chrono::seconds{50};
};

// How a single call differs from the ordinary.
struct call_options {
    call_options() noexcept = default;
    static call_options polling_for(std::chrono::seconds) noexcept;

    std::chrono::seconds long_poll{0};  // how long the server may hold its answer back
};

// A file to send. Make a named local of it and move it into the call: GCC 12 destroys an aggregate
// twice that is made inside a co_await expression.
struct upload_file {
    std::string field = {};  // the parameter it is for, e.g. "document"
    std::string name = {};
    std::string bytes = {};
};

class client {
public:
    // The io_context must outlive the client. Throws std::invalid_argument when the base URL or the
    // certificates cannot be used, with a sentence that says what is wrong.
    client(boost::asio::any_io_executor, client_options);

    // Stops. Calls under way may outlive the client; they end as cancelled.
    ~client();

    client(client&&) noexcept;
    client& operator=(client&&) = delete;

    // Calls a method and gives what is under "result" of its answer. A malformed token is refused
    // with 401 without asking anyone. The request is put together before this returns, not when
    // the answer is awaited: what it is made of need not outlive the call. So it is below.
    //
    // Cancelling the coroutine (an asio cancellation slot) ends the call as cancelled, too.
    boost::asio::awaitable<outcome<boost::json::value>> call(bot_token, std::string_view method,
                                                             const boost::json::object& parameters,
                                                             call_options = {});
    boost::asio::awaitable<outcome<boost::json::value>> call(bot_token, std::string_view method);

    // The same with a file, as multipart/form-data. Strings among the parameters are sent as they
    // are, everything else as JSON text.
    boost::asio::awaitable<outcome<boost::json::value>> upload(
        bot_token, std::string_view method, const boost::json::object& parameters, upload_file);

    // The content of a file whose path `getFile` told. More than `max_bytes` is too_large. A
    // Bot API server in its local mode answers `getFile` with a path on its own disk; such files
    // cannot be fetched over HTTP.
    boost::asio::awaitable<outcome<std::string>> download(bot_token, std::string_view file_path,
                                                          std::size_t max_bytes);

    // Ends every call under way as cancelled, and every later one. Idempotent.
    void stop();

private:
    class state;
    std::shared_ptr<state> state_;
};

}  // namespace agentbackend::bot_api
