#include "e2e/loopback_http.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include "bot_api/base_url.hpp"

namespace agentbackend::test {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

// Bound, and never listening.
struct reserved_port::held {
    asio::io_context io{1};
    tcp::socket socket{io};
};

reserved_port::reserved_port() : held_(std::make_unique<held>()) {
    held_->socket.open(tcp::v4());
    held_->socket.set_option(tcp::socket::reuse_address(true));
    held_->socket.bind({asio::ip::address_v4::loopback(), 0});
}

reserved_port::~reserved_port() = default;

unsigned short reserved_port::number() const noexcept {
    boost::system::error_code ignored;
    return held_->socket.local_endpoint(ignored).port();
}

int status_of_post(const std::string& url, const std::string& secret, const std::string& body) {
    const auto path_at = url.find('/', std::string_view("http://").size());
    const auto to = bot_api::parse_base_url(url.substr(0, path_at));
    http::request<http::string_body> request(http::verb::post, url.substr(path_at), 11);
    request.set(http::field::host, to.authority());
    request.set(http::field::content_type, "application/json");
    if (!secret.empty()) request.set("X-Telegram-Bot-Api-Secret-Token", secret);
    request.body() = body;
    request.prepare_payload();

    asio::io_context io{1};
    beast::tcp_stream stream(io);
    stream.connect(tcp::endpoint(asio::ip::make_address(to.host),
                                 static_cast<unsigned short>(std::stoi(to.port))));
    http::write(stream, request);
    beast::flat_buffer buffer;
    http::response<http::string_body> response;
    http::read(stream, buffer, response);
    return response.result_int();
}

}  // namespace agentbackend::test
