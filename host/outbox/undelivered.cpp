#include "outbox/undelivered.hpp"

#include "outbox/outbox_body.hpp"

namespace agentbackend::host {
namespace {

turn_handler just_mark(outbox_ref ref, std::string reason) {
    return [ref, reason = std::move(reason)](unit_of_work& work,
                                             timestamp) -> result<console::response> {
        AGENTBACKEND_TRY(work.mark_failed(ref, reason));
        return console::response();
    };
}

}  // namespace

turn giving_up(const console::console& c, const outbox_message& message, std::string reason) {
    turn t;
    t.label = "message " + std::to_string(message.ref.value) + " that did not arrive";
    t.delivery = inbox_key{console::undelivered_source, message.ref.value};
    t.otherwise = just_mark(message.ref, reason);
    console::undelivered_message lost;
    lost.bot = message.bot;
    lost.chat = message.chat;
    lost.errand = errand_of(message.body);
    lost.reason = std::move(reason);
    t.handle = [&c, ref = message.ref, lost = std::move(lost)](
                   unit_of_work& work, timestamp now) -> result<console::response> {
        AGENTBACKEND_TRY(work.mark_failed(ref, lost.reason));
        return c.undelivered(work, now, lost);
    };
    return t;
}

}  // namespace agentbackend::host
