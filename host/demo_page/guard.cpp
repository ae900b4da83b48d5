#include "demo_page/guard.hpp"

#include <random>

#include "demo_page/replies.hpp"
#include "loopback_host.hpp"
#include "same_secret.hpp"

namespace agentbackend::demo_page {
namespace {

// Current browsers say where a request comes from; older ones and other programs say nothing. A
// link of another site may lead to the page, and to nothing else.
bool is_of_other_site(const request& asked) {
    const auto site = asked.header("sec-fetch-site");
    const bool is_own = site.empty() || site == "same-origin" || site == "none";
    if (is_own) return false;
    const bool is_visit = asked.header("sec-fetch-mode") == "navigate" && asked.path == "/";
    return !is_visit;
}

}  // namespace

std::optional<reply> guard::refuse(const request& asked) const {
    if (!host::is_loopback_host(asked.header("host"), port)) {
        return refusal(421,
                       "This server answers on this machine only. Open the address it printed.");
    }
    if (is_of_other_site(asked)) {
        return refusal(403, "Another site has asked. Open the demo's own page instead.");
    }
    if (asked.method != "GET" && !host::is_same_secret(asked.header("x-page-token"), token)) {
        return refusal(403, "The page is of an earlier run of the demo. Load it again.");
    }
    return std::nullopt;
}

std::string make_secret() {
    constexpr std::string_view digits = "0123456789abcdef";
    std::random_device entropy;
    std::string secret;
    while (secret.size() < 32) {
        for (unsigned bits = entropy(), taken = 0; taken < 8; bits >>= 4, ++taken) {
            secret.push_back(digits[bits & 0xf]);
        }
    }
    return secret;
}

}  // namespace agentbackend::demo_page
