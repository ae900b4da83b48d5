#include "outbox/delivery.hpp"

namespace agentbackend::host {

delivery delivery_after(const bot_api::failure& why) {
    if (why.is_unauthorized()) return token_refused{};
    // Only the Bot API itself refuses a message for good. Whatever else answers, a proxy or a wrong
    // address, may be gone tomorrow; and a host that goes down leaves the message to the next one.
    if (why.kind == bot_api::failure_kind::refused && !why.may_be_retried()) {
        return undeliverable{why.description};
    }
    return try_later{why.retry_after, to_string(why)};
}

}  // namespace agentbackend::host
