// getMe and the webhook.

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include "bot_api/base_url.hpp"
#include "sandbox/methods.hpp"
#include "sandbox/render.hpp"

namespace agentbackend::sandbox {
namespace {

namespace json = boost::json;

bool is_secret_token(const std::string& text) noexcept {
    return text.size() <= 256 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      c == '_' || c == '-';
           });
}

bool is_webhook_url(const std::string& url) {
    try {
        const auto parsed = bot_api::parse_base_url(url);
        return parsed.is_tls || parsed.is_this_machine();
    } catch (const std::invalid_argument&) {
        return false;
    }
}

void drop_pending(bot& b, const arguments& given) {
    if (given.flag("drop_pending_updates")) b.updates.clear();
}

}  // namespace

api_result<json::value> get_me(telegram&, bot& b, const arguments&) {
    auto me = render_bot(b);
    me["can_join_groups"] = true;
    me["can_read_all_group_messages"] = b.registration.reads_all_group_messages;
    me["supports_inline_queries"] = false;
    return me;
}

// HTTPS, or plain HTTP to the machine itself.
api_result<json::value> set_webhook(telegram& t, bot& b, const arguments& given) {
    auto url = given.text("url");
    auto secret = given.text("secret_token");
    if (!url.empty() && !is_webhook_url(url)) {
        return bad_request("bad webhook: An HTTPS URL must be provided for webhook");
    }
    if (!is_secret_token(secret)) return bad_request("secret token contains unallowed characters");
    drop_pending(b, given);
    b.webhook = {std::move(url), std::move(secret), {}};
    t.wake(b);
    return done();
}

api_result<json::value> delete_webhook(telegram&, bot& b, const arguments& given) {
    drop_pending(b, given);
    b.webhook = {};
    return done();
}

api_result<json::value> get_webhook_info(telegram&, bot& b, const arguments&) {
    json::object info;
    info["url"] = b.webhook.url;
    info["has_custom_certificate"] = false;
    info["pending_update_count"] = b.updates.size();
    if (!b.webhook.last_error.empty()) info["last_error_message"] = b.webhook.last_error;
    return info;
}

}  // namespace agentbackend::sandbox
