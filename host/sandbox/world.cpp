#include "sandbox/world.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "sandbox/server.hpp"
#include "sandbox/state.hpp"

namespace agentbackend::sandbox {
namespace {

// Telegram's ids of supergroups and channels begin there and go down.
constexpr std::int64_t first_supergroup_id = -1'000'000'000'000;

void require(bool is_met, const std::string& what) {
    if (!is_met) throw std::invalid_argument{what};
}

void make_room(telegram& t, std::int64_t id, const room& fresh) {
    require(id < 0, "The ids of groups and channels are negative.");
    t.rooms.try_emplace({id, 0}, fresh);
}

}  // namespace

world::world(world_options options) {
    const auto port = options.port;
    state_ = std::make_unique<state>(std::move(options));
    server_ = std::make_unique<server>(*state_, port);
}

world::~world() = default;

std::string world::url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }

void world::add_bot(bot_registration registration) {
    const auto t = state_->enter();
    require(registration.id > 0, "The id of a bot is positive.");
    require(!t->bots.contains(registration.id), "There is a bot with this id already.");
    require(t->find_bot_by_token(registration.token) == nullptr,
            "There is a bot with this token already.");
    require(t->find_bot(registration.username) == nullptr,
            "There is a bot with this username already.");
    const auto id = registration.id;
    t->bots[id].registration = std::move(registration);
}

void world::replace_token(std::string_view username, std::string new_token) {
    const auto t = state_->enter();
    auto& b = t->bot_named(username);
    b.registration.token = std::move(new_token);
    t->wake(b);
}

void world::revoke_token(std::string_view username) { replace_token(username, ""); }

sandbox::person world::person(std::int64_t id, std::string name, std::string language_code) {
    require(id > 0, "The ids of people are positive.");
    const auto t = state_->enter();
    human fresh;
    fresh.id = id;
    fresh.name = std::move(name);
    fresh.language_code = std::move(language_code);
    t->people.try_emplace(id, std::move(fresh));
    return {*state_, id};
}

sandbox::group world::group(std::int64_t id, std::string title) {
    const auto t = state_->enter();
    room fresh;
    fresh.kind = id <= first_supergroup_id ? room_kind::supergroup : room_kind::group;
    fresh.title = std::move(title);
    make_room(*t, id, fresh);
    return {*state_, id};
}

sandbox::group world::channel(std::int64_t id, std::string title) {
    const auto t = state_->enter();
    room fresh;
    fresh.kind = room_kind::channel;
    fresh.title = std::move(title);
    make_room(*t, id, fresh);
    return {*state_, id};
}

sandbox::faults& world::faults() noexcept { return state_->faults; }

void world::close_all_connections() { server_->close_all_connections(); }

void world::stop_listening() { server_->stop_listening(); }

void world::listen_again() { server_->listen_again(); }

void world::redeliver(std::string_view username, std::size_t count) {
    const auto t = state_->enter();
    auto& b = t->bot_named(username);
    b.updates.redeliver(count);
    t->wake(b);
}

void world::restart_update_ids(std::string_view username, std::int64_t next) {
    state_->enter()->bot_named(username).updates.restart_ids(next);
}

void world::expire_callback_queries() {
    const auto t = state_->enter();
    for (auto& [id, pressed] : t->callbacks) pressed.is_over = true;
}

std::vector<event> world::record() const { return record_since(0); }

std::vector<event> world::record_since(std::uint64_t sequence) const {
    const auto t = state_->enter();
    const auto& all = t->events.all();
    const auto skipped = std::min<std::size_t>(sequence, all.size());
    return {all.begin() + static_cast<std::ptrdiff_t>(skipped), all.end()};
}

void world::observe(std::function<void(const event&)> observer) {
    state_->enter()->events.observe(std::move(observer));
}

event world::await(const std::function<bool(const event&)>& predicate, std::uint64_t since) {
    event awaited;
    const auto look = [&](telegram& t) {
        const auto& all = t.events.all();
        for (; since < all.size(); ++since) {
            if (!predicate(all[since])) continue;
            awaited = all[since];
            return true;
        }
        return false;
    };
    const auto patience = state_->patience();
    if (!state_->wait(patience, look)) throw unmet_expectation{"The awaited event did not happen."};
    return awaited;
}

std::size_t world::connections_accepted() const { return state_->connections(); }

std::size_t world::requests_received(std::string_view method) const {
    return state_->requests(std::string{method});
}

std::size_t world::pending_updates(std::string_view username) const {
    return state_->enter()->bot_named(username).updates.size();
}

std::string world::webhook_url(std::string_view username) const {
    return state_->enter()->bot_named(username).webhook.url;
}

void world::remove_webhook(std::string_view username) {
    state_->enter()->bot_named(username).webhook = {};
}

void world::await_requests(std::string_view method, std::size_t count) {
    if (state_->wait_for_requests(std::string{method}, count)) return;
    throw unmet_expectation{"The server received fewer than " + std::to_string(count) +
                            " requests of " + std::string{method} + "."};
}

}  // namespace agentbackend::sandbox
