#include "demo_page/contacts.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "demo_page/guard.hpp"

namespace agentbackend::demo_page {
namespace {

// Far from the ids that people and bots of a demo are given by hand.
constexpr std::int64_t new_ids_follow = 7'200'000'000;
constexpr std::size_t longest_name = 64;

// Letters and digits of the name, as far as a username can have them.
std::string username_from(const std::string& name) {
    std::string username;
    for (const char c : name) {
        const bool is_lower = c >= 'a' && c <= 'z';
        const bool is_upper = c >= 'A' && c <= 'Z';
        const bool is_digit = c >= '0' && c <= '9';
        if (is_lower || is_digit) username.push_back(c);
        if (is_upper) username.push_back(static_cast<char>(c - 'A' + 'a'));
        if (username.size() == 20) break;
    }
    const bool can_begin_so = !username.empty() && (username[0] < '0' || username[0] > '9');
    return can_begin_so ? username : "shop" + username;
}

}  // namespace

const contact* contacts::find(std::string_view username) const noexcept {
    const auto found = std::find_if(all_.begin(), all_.end(),
                                    [&](const contact& c) { return c.username == username; });
    return found == all_.end() ? nullptr : &*found;
}

const contact& contacts::make(const std::string& name) {
    if (name.empty() || name.size() > longest_name) {
        throw std::invalid_argument{"A bot's name has 1 to 64 bytes. Send a shorter one."};
    }
    const auto stem = username_from(name);
    auto username = stem + "_bot";
    for (int n = 2; find(username) != nullptr; ++n) username = stem + std::to_string(n) + "_bot";

    auto id = new_ids_follow;
    for (const auto& known : all_) id = std::max(id, known.id);
    ++id;
    sandbox::bot_registration fresh;
    fresh.id = id;
    fresh.username = username;
    fresh.name = name;
    fresh.token = std::to_string(id) + ":AA" + make_secret();
    telegram_->add_bot(fresh);

    ++version_;
    all_.push_back({username, name, false, std::move(fresh.token), id});
    return all_.back();
}

}  // namespace agentbackend::demo_page
