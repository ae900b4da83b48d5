// The running host: all bots over one store, from start to orderly end. The place where the parts
// of the host are put together.

#pragma once

#include <agentbackend/console/console.hpp>
#include <agentbackend/pricing.hpp>
#include <agentbackend/store.hpp>
#include <agentbackend/token_sealer.hpp>

#include <spdlog/logger.h>

#include <memory>
#include <optional>
#include <string>

#include "bot_api/client.hpp"
#include "bots/conflict_watch.hpp"
#include "bots/launch_pace.hpp"
#include "bots/webhook_listener.hpp"
#include "turns/inbound_limits.hpp"

namespace agentbackend::host {

// Updates are posted to a listener instead of being fetched.
struct webhook_options {
    // By which the platform reaches the listener; empty: it is on this machine, and reaches the
    // listener's own address.
    std::string public_url = {};
    listen_options listen = {};
};

struct service_options {
    bot_api::bot_token main_token;
    bot_api::client_options api{};
    backend_policy policy{};
    std::shared_ptr<const pricing_rule> pricing{};  // none: base price + the agent's markup
    console::console_options conversations{};
    launch_pace::limits pace{};
    std::optional<webhook_options> webhooks{};  // none: long polling
    inbound_options inbound{};
    conflict_limits conflicts{};
};

// How a service came to its end.
struct service_end {
    bool is_orderly = true;
    std::string reason;  // when it is not: the words with which the main bot's token was refused
};

class service {
public:
    // Store, sealer and logger must outlive it. Throws cannot_start, with a sentence, when policy
    // or API options cannot be used.
    service(store&, const token_sealer&, service_options, spdlog::logger&);
    ~service();
    service(const service&) = delete;
    service& operator=(const service&) = delete;

    // Serves until it is stopped, or the main bot's token is refused at the start. Call once.
    service_end run();

    // Asks for an orderly end: what is under way is finished, what is queued is delivered for a few
    // seconds. From any thread, more than once if need be.
    void stop();

    // The same for SIGINT and SIGTERM, from here on.
    void stop_on_signals();

private:
    class parts;
    std::unique_ptr<parts> parts_;
};

}  // namespace agentbackend::host
