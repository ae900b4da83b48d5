#include "bots/fleet.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <iterator>

#include "bots/poller.hpp"
#include "turns/store_trouble.hpp"

namespace agentbackend::host {
namespace {

constexpr std::size_t agents_at_once = 100;
constexpr std::chrono::minutes pause_before_main_again{1};
constexpr std::chrono::seconds pause_after_failed_roll_call{10};
// Somebody waits in a chat to hear what became of a start.
constexpr std::chrono::seconds patience_of_askers{20};
constexpr backoff::limits store_pauses{std::chrono::milliseconds(100), std::chrono::seconds(10)};

using bot_report = backend::bot_report;

bool was_seen_alive(agent_status status) {
    switch (status) {
        case agent_status::starting:
        case agent_status::running:
        case agent_status::error: return true;
        case agent_status::stopped:
        case agent_status::archived: return false;
    }
    return false;
}

void append(console::response& all, console::response more) {
    std::move(more.messages.begin(), more.messages.end(), std::back_inserter(all.messages));
    std::move(more.effects.begin(), more.effects.end(), std::back_inserter(all.effects));
}

// One page of agents, and which of them are to run. Filled anew by each run of its command.
struct roll_call {
    agent_ref last;
    std::vector<agent_ref> to_run;
    bool is_complete = false;
    bool has_failed = false;
};

turn_handler call_roll(const console::console& c, const std::shared_ptr<roll_call>& page) {
    return [&c, page, after = page->last](unit_of_work& work,
                                          timestamp now) -> result<console::response> {
        page->to_run.clear();
        page->has_failed = false;
        AGENTBACKEND_ASSIGN(const auto agents, work.agents(after, agents_at_once));
        page->is_complete = agents.size() < agents_at_once;
        console::response all;
        for (const auto& a : agents) {
            page->last = a.ref;
            if (was_seen_alive(a.status)) {
                AGENTBACKEND_ASSIGN(auto said,
                                    c.bot_reported(work, now, a.ref, {agent_event::stop, {}}));
                append(all, std::move(said));
            }
            if (!a.enabled || a.status == agent_status::archived) continue;
            AGENTBACKEND_ASSIGN(auto said,
                                c.bot_reported(work, now, a.ref, {agent_event::start, {}}));
            append(all, std::move(said));
            page->to_run.push_back(a.ref);
        }
        return all;
    };
}

turn_handler report_of_being_up(const console::console& c, agent_ref ref) {
    return [&c, ref](unit_of_work& work, timestamp now) { return c.bot_is_up(work, now, ref); };
}

std::string name_of(const running_bot& bot) { return "@" + bot.identity.username; }

}  // namespace

// A bot that was launched. Stays until it is halted, also when its life is over.
struct fleet::member {
    member(std::shared_ptr<bot_life> l, asker who, const asio::any_io_executor& executor)
        : life(std::move(l)), asked_by(who), is_decided(executor) {}

    std::shared_ptr<bot_life> life;
    asker asked_by;
    decision outcome;  // for whoever waits
    event is_decided;
};

fleet::fleet(const fleet_surroundings& around)
    : around_(around), pace_(around.executor, around.pace), stopping_(around.executor) {}

awaitable<std::optional<console::effect_outcome>> fleet::start_main() {
    const auto token = co_await around_.tokens.of(bot_ref::main());
    if (!token || stopping_.is_set()) co_return std::nullopt;
    const auto main = launch(bot_ref::main(), *token, asker::waits);
    co_await main->is_decided.wait();
    if (std::holds_alternative<console::done>(main->outcome)) co_return std::nullopt;
    co_return main->outcome;
}

awaitable<std::vector<agent_ref>> fleet::begin_anew() {
    std::vector<agent_ref> to_run;
    const auto page = std::make_shared<roll_call>();
    while (!page->is_complete && !stopping_.is_set()) {
        const auto after = page->last;
        auto handler = call_roll(around_.conversations, page);
        turn_handler otherwise = [page](unit_of_work&, timestamp) {
            page->has_failed = true;
            return console::response();
        };
        co_await run_report("roll call", std::move(handler), std::move(otherwise));
        if (page->has_failed) {
            page->last = after;
            page->is_complete = false;
            co_await stopping_.wait_for(pause_after_failed_roll_call);
            continue;
        }
        to_run.insert(to_run.end(), page->to_run.begin(), page->to_run.end());
    }
    co_return to_run;
}

awaitable<> fleet::start_all(std::vector<agent_ref> agents) {
    for (const auto agent : agents) {
        co_await pace_.next();
        if (stopping_.is_set()) co_return;
        co_await start_unasked(agent);
    }
}

awaitable<> fleet::start_unasked(agent_ref agent) {
    const auto bot = bot_ref::of(agent);
    if (wishes_.contains(bot)) co_return;
    const auto found = co_await token_of(bot);
    if (wishes_.contains(bot) || stopping_.is_set()) co_return;
    if (const auto* token = std::get_if<bot_api::bot_token>(&found)) {
        launch(bot, *token, asker::none);
    } else {
        const console::bot_failed what{std::get<console::bot_trouble>(found), {}};
        co_await report_failed(bot, what);
    }
}

awaitable<console::effect_outcome> fleet::start(agent_ref agent) {
    const auto bot = bot_ref::of(agent);
    const auto wish = ++wishes_[bot];
    co_await halt(bot);
    around_.tokens.forget(bot);
    const auto found = co_await token_of(bot);
    if (wishes_[bot] != wish || stopping_.is_set()) co_return console::done{};
    const auto* token = std::get_if<bot_api::bot_token>(&found);
    if (!token) co_return console::bot_failed{std::get<console::bot_trouble>(found), {}};
    const auto launched = launch(bot, *token, asker::waits);
    co_await launched->is_decided.wait_for(patience_of_askers);
    if (!launched->is_decided.is_set()) {
        launched->asked_by = asker::none;
        co_return console::unreachable{launched->life->trouble()};
    }
    co_return launched->outcome;
}

awaitable<> fleet::stop(agent_ref agent) {
    const auto bot = bot_ref::of(agent);
    ++wishes_[bot];
    co_await halt(bot);
}

awaitable<> fleet::stop_all() {
    stopping_.set();
    pace_.stop();
    const auto all = members_;
    for (const auto& [bot, launched] : all) launched->life->stop();
    for (const auto& [bot, launched] : all) co_await launched->life->ended();
}

std::shared_ptr<bot_life> fleet::make_life(bot_ref bot, bot_api::bot_token token) {
    const bot_surroundings around{around_.executor, around_.client,   around_.health, *this,
                                  around_.log,      around_.conflicts};
    if (around_.webhooks) {
        return std::make_shared<webhook_bot>(around, bot, std::move(token), *around_.webhooks);
    }
    return std::make_shared<poller>(around, bot, std::move(token));
}

std::shared_ptr<fleet::member> fleet::launch(bot_ref bot, bot_api::bot_token token, asker who) {
    auto life = make_life(bot, std::move(token));
    auto launched = std::make_shared<member>(life, who, around_.executor);
    members_[bot] = launched;
    asio::co_spawn(around_.executor, bot_life::run(life), rethrows{});
    return launched;
}

awaitable<> fleet::halt(bot_ref bot) {
    for (auto found = members_.find(bot); found != members_.end(); found = members_.find(bot)) {
        const auto launched = found->second;
        launched->life->stop();
        co_await launched->life->ended();
        decide(bot, console::done{});
        if (const auto same = members_.find(bot);
            same != members_.end() && same->second == launched) {
            members_.erase(same);
        }
    }
}

bool fleet::decide(bot_ref bot, const decision& what) {
    const auto found = members_.find(bot);
    if (found == members_.end()) return false;
    auto& launched = *found->second;
    if (launched.asked_by == asker::none || launched.is_decided.is_set()) return false;
    launched.outcome = what;
    launched.is_decided.set();
    return true;
}

awaitable<> fleet::came_up(running_bot bot) {
    around_.log.info("{} is up", name_of(bot));
    const bool is_main_alone_again = bot.bot.is_main() && std::exchange(is_main_shared_, false);
    if (is_main_alone_again) {
        around_.admins.tell_admins(console::phrase::admins_told_main_bot_alone);
    }
    around_.messages.resume(bot.bot);
    around_.menus.refresh(bot.bot);
    if (!decide(bot.bot, console::bot_came_up{})) co_await report_up(std::move(bot));
}

awaitable<> fleet::failed(bot_ref bot, std::string reason) {
    around_.log.error("bot {} cannot go on: {}", bot.value(), reason);
    const console::bot_failed what{console::bot_trouble::token_refused, std::move(reason)};
    if (decide(bot, what)) co_return;
    if (bot.is_main()) {
        asio::co_spawn(around_.executor, relaunch_main(), rethrows{});
        co_return;
    }
    co_await report_failed(bot, what);
}

// The main bot has no row to keep a status in. It hears less, but speaks as before.
awaitable<> fleet::parked(bot_ref bot, console::bot_trouble how) {
    around_.log.error("bot {} shares its token: {}", bot.value(), console::name(how));
    if (bot.is_main()) {
        is_main_shared_ = true;
        around_.admins.tell_admins(console::phrase::admins_told_main_bot_shared);
        co_return;
    }
    const console::bot_failed what{how, {}};
    if (decide(bot, what)) co_return;
    co_await report_failed(bot, what);
}

awaitable<result<std::chrono::milliseconds>> fleet::received(running_bot bot,
                                                             std::vector<bot_api::update> updates) {
    return around_.updates.take(std::move(bot), std::move(updates));
}

void fleet::asked_to_wait(std::chrono::seconds time) { pace_.hold(time); }

awaitable<fleet::launchable> fleet::token_of(bot_ref bot) {
    using console::bot_trouble;
    backoff pauses(store_pauses);
    for (;;) {
        auto token = co_await around_.tokens.of(bot);
        if (token && around_.tokens.is_of_main(*token)) co_return bot_trouble::token_of_main_bot;
        if (token) co_return std::move(*token);
        if (!is_worth_waiting_for(token.error())) co_return bot_trouble::token_unreadable;
        asio::steady_timer pause(around_.executor, pauses.next());
        co_await pause.async_wait(asio::use_awaitable);
    }
}

awaitable<> fleet::relaunch_main() {
    co_await stopping_.wait_for(pause_before_main_again);
    co_await halt(bot_ref::main());
    const auto token = co_await around_.tokens.of(bot_ref::main());
    if (token && !stopping_.is_set()) launch(bot_ref::main(), *token, asker::none);
}

awaitable<> fleet::report_up(running_bot bot) {
    if (bot.bot.is_main()) co_return;
    auto handler = report_of_being_up(around_.conversations, bot.bot.agent());
    co_await run_report(name_of(bot) + " came up", std::move(handler));
}

awaitable<> fleet::report_failed(bot_ref bot, console::bot_failed what) {
    const auto reason = console::status_reason_of(what.why, what.reason);
    turn_handler handler = [&c = around_.conversations, bot, reason](unit_of_work& work,
                                                                     timestamp now) {
        return c.bot_reported(work, now, bot.agent(), {agent_event::fail, reason});
    };
    co_await run_report("bot " + std::to_string(bot.value()) + " failed", std::move(handler));
}

awaitable<> fleet::run_report(std::string label, turn_handler handler, turn_handler otherwise) {
    turn t;
    t.label = std::move(label);
    t.handle = std::move(handler);
    t.otherwise = std::move(otherwise);
    // `stopped` is the one error there is, and then the next process begins anew.
    const auto reported = co_await around_.committed_turns.run(std::move(t));
    if (!reported)
        around_.log.debug("a report was not committed: {}", reported.error().to_string());
}

}  // namespace agentbackend::host
