#include "sandbox/polling.hpp"

#include <algorithm>
#include <string>

namespace agentbackend::sandbox {
namespace {

constexpr std::int64_t max_limit = 100;
constexpr std::int64_t max_timeout_seconds = 50;
constexpr auto hurry = std::chrono::milliseconds{500};

std::vector<std::string> read_kinds(const boost::json::value& value) {
    std::vector<std::string> kinds;
    const auto* array = value.if_array();
    if (array == nullptr) return kinds;
    for (const auto& element : *array) {
        if (const auto* text = element.if_string()) kinds.emplace_back(text->data(), text->size());
    }
    return kinds;
}

bool is_hurried(const telegram& t, const bot& b, std::int64_t offset) {
    const auto& last = b.last_poll;
    return last.answered_at && last.offset == offset && t.now() - *last.answered_at < hurry;
}

}  // namespace

api_result<poll> begin_poll(telegram& t, bot& b, const arguments& given) {
    if (!b.webhook.url.empty()) {
        return api_error{409,
                         "Conflict: can't use getUpdates method while webhook is active; use "
                         "deleteWebhook to delete the webhook first",
                         {}};
    }
    if (given.has("allowed_updates")) {
        b.allowed_updates = read_kinds(given.structure("allowed_updates"));
    }

    poll p;
    p.bot_id = b.registration.id;
    p.offset = given.integer("offset").value_or(0);
    const auto limit = given.integer("limit").value_or(max_limit);
    p.limit = static_cast<std::size_t>(limit < 1 || limit > max_limit ? max_limit : limit);
    const auto timeout = given.integer("timeout").value_or(0);
    p.timeout = std::chrono::seconds{std::clamp<std::int64_t>(timeout, 0, max_timeout_seconds)};
    if (is_hurried(t, b, p.offset)) p.limit = 1;
    b.updates.confirm(p.offset);
    return p;
}

boost::json::array take_updates(bot& b, const poll& p) { return b.updates.take(p.limit); }

void end_poll(telegram& t, bot& b, const poll& p) {
    b.last_poll.offset = p.offset;
    b.last_poll.answered_at = t.now();
}

api_error interrupted(interruption why) {
    switch (why) {
        case interruption::by_other_poll:
            return {409,
                    "Conflict: terminated by other getUpdates request; make sure that only one bot "
                    "instance is running",
                    {}};
        case interruption::by_webhook:
            return {409, "Conflict: terminated by setWebhook request", {}};
    }
    return {409, "Conflict", {}};
}

}  // namespace agentbackend::sandbox
