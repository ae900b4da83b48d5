// The door for updates that the platform posts: one HTTP listener for the webhooks of all bots,
// with TLS of its own or behind a proxy that has it.
//
// Nothing is read of a request whose path and secret are not known, but for its headers, which are
// bounded as everything is. Belongs to the thread of the network.

#pragma once

#include <spdlog/logger.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "bots/webhook_routes.hpp"

namespace agentbackend::host {

struct tls_files {
    std::string certificate_chain;  // PEM, the listener's own certificate first
    std::string private_key;        // PEM
};

struct listen_options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  // 0: any free one
    std::optional<tls_files> tls = {};

    // When there are as many, the one that has been idle longest goes for one that comes.
    std::size_t max_connections = 256;
    std::uint32_t max_header_bytes = 8u << 10;
    std::uint64_t max_update_bytes = 1u << 20;
    // For the handshake, until the header of the first request is here, for the rest of a request,
    // and for the answer to be taken.
    std::chrono::milliseconds patience = std::chrono::seconds{20};
    // From an answer until the header of the next request is here; before the first, too, where
    // it is shorter.
    std::chrono::milliseconds max_idle_time = std::chrono::seconds{90};
};

class webhook_listener {
public:
    // Accepts connections when it returns; they are served while the executor runs. Throws
    // cannot_start, with a sentence, when the address cannot be listened on or the files of TLS
    // cannot be used. Routes and logger must outlive it.
    webhook_listener(asio::any_io_executor, listen_options, const webhook_routes&, spdlog::logger&);
    // Stops.
    ~webhook_listener();
    webhook_listener(const webhook_listener&) = delete;
    webhook_listener& operator=(const webhook_listener&) = delete;

    std::uint16_t port() const noexcept;

    // No connection is accepted any more, and those that are open end. Idempotent.
    void stop();

private:
    class engine;
    std::shared_ptr<engine> engine_;
};

}  // namespace agentbackend::host
