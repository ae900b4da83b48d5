#include "host_process.hpp"

#include <algorithm>
#include <utility>

#include "bot_api/answer.hpp"
#include "bot_api/types.hpp"
#include "outbox/outbox_body.hpp"
#include "outbox/render.hpp"
#include "turns/apology.hpp"
#include "turns/updates.hpp"

namespace agentbackend::simulation {
namespace {

constexpr micros second = 1'000'000;
constexpr std::size_t page_size = 500;

template <class... Fs>
struct overloaded : Fs... {
    using Fs::operator()...;
};

committer_options without_time_limit() {
    // How many commands a group takes must not depend on how fast this machine is.
    return {.max_queued = 1'000'000, .max_group = 24, .max_group_time = std::chrono::hours(1)};
}

bot_api::update as_received(const update& u) {
    bot_api::user from;
    from.id = u.what.user;
    from.first_name = "Person " + std::to_string(u.what.user);
    from.language_code = "en";
    bot_api::message said;
    said.message_id = u.message;
    said.chat.id = u.what.user;
    said.date = 1;
    bot_api::update received;
    received.update_id = u.id;
    if (u.what.is_tap) {
        received.content = bot_api::callback_query{"query", from, said, u.what.text};
    } else {
        said.from = from;
        said.text = u.what.text;
        received.content = said;
    }
    return received;
}

host::running_bot running(number bot) {
    return {bot_ref::from_value(bot), {platform::platform_id(bot), "shop_bot"}};
}

void add_buttons(shown& message, const std::vector<std::vector<console::button>>& rows) {
    for (const auto& row : rows) {
        for (const auto& button : row) message.buttons.push_back({button.label, button.payload});
    }
}

shown as_committed(const console::outgoing& said) {
    shown message{.bot = said.bot.value(), .chat = said.chat.value};
    const auto take = [&](const console::screen& what) {
        message.text = what.text.text();
        add_buttons(message, what.rows);
    };
    std::visit(overloaded{[&](const console::outgoing::send& one) { take(one.what); },
                          [&](const console::outgoing::edit& one) {
                              take(one.what);
                              message.edits = one.message_id;
                          },
                          [&](const console::outgoing::upload& one) {
                              message.text = one.what.caption.text();
                              message.file = one.what.bytes;
                          }},
               said.what);
    return message;
}

std::string string_at(const boost::json::object& from, std::string_view key) {
    const auto* value = from.if_contains(key);
    return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

// What a client would show of a message as it is sent.
shown as_sent(const outbox_message& message, const host::outbox_body& body) {
    shown sent{.bot = message.bot.value(), .chat = message.chat.value};
    sent.text =
        string_at(body.parameters, body.kind == host::message_kind::upload ? "caption" : "text");
    const auto* markup = body.parameters.if_contains("reply_markup");
    if (!markup) return sent;
    for (const auto& row : markup->at("inline_keyboard").as_array()) {
        for (const auto& button : row.as_array()) {
            sent.buttons.push_back({string_at(button.as_object(), "text"),
                                    string_at(button.as_object(), "callback_data")});
        }
    }
    return sent;
}

console::response apology(bot_ref bot, chat_id chat, std::int64_t reference) {
    console::response said;
    said.messages.push_back(host::apology({.bot = bot, .chat = chat, .reference = reference}));
    return said;
}

post_office::chat chat_of(const outbox_message& message) {
    return {message.bot.value(), message.chat.value};
}

}  // namespace

host_process::host_process(const surroundings& around, unreliable_store& store)
    : around_(around), store_(store), committer_(store, around.time, without_time_limit()) {
    load();
    begin_anew({});
}

// --- Turns -------------------------------------------------------------------------------------

// As host/turns/turns runs them: the update, what it leads to, and the messages, in one unit of
// work.
result<void> host_process::run(turn& t, unit_of_work& work, timestamp now) const {
    t.last = {};
    t.last.at = now.time_since_epoch().count();
    if (t.delivery) {
        AGENTBACKEND_ASSIGN(t.last.is_new, work.record_update(*t.delivery, now));
        t.last.is_complete = !t.last.is_new;
        if (!t.last.is_new) return success();
    }
    AGENTBACKEND_ASSIGN(t.last.response, t.handle(work, now));
    for (const auto& said : t.last.response.messages) {
        outbox_message message;
        message.bot = said.bot;
        message.chat = said.chat;
        message.body = host::encode(host::render(said));
        message.screen = host::screen_name(said);
        message.queued_at = now;
        AGENTBACKEND_ASSIGN(message.ref, work.enqueue(message));
        t.last.messages.push_back(std::move(message));
    }
    t.last.is_new = true;
    t.last.is_complete = true;
    return success();
}

void host_process::begin(turn_ptr t) {
    queue_.push_back({[this, t](unit_of_work& work, timestamp now) { return run(*t, work, now); },
                      [this, t](const result<void>& committed) { finish(t, committed); }});
}

void host_process::finish(const turn_ptr& t, const result<void>& committed) {
    const bool is_unknown = !committed && committed.error().code() == errc::outcome_unknown;
    if (committed || (is_unknown && store_.was_durable())) account_for(*t);
    go_on(t, committed);
}

// What is durable is true, whatever the host was told: the books follow it.
void host_process::account_for(turn& t) {
    if (!t.last.is_complete) return;  // refused by itself, in a group that was durable
    auto& books = around_.books;
    if (t.delivery && books.is_first(t.delivery->source, t.delivery->sequence) != t.last.is_new) {
        around_.object(t.last.is_new ? "a delivery had its effect twice"
                                     : "a new delivery was taken for a known one");
    }
    if (!t.last.is_new) return;
    for (std::size_t i = 0; i < t.last.messages.size(); ++i) {
        const auto& message = t.last.messages[i];
        around_.post.committed(chat_of(message), message.ref.value,
                               as_committed(t.last.response.messages[i]).text);
    }
    if (t.has_given_up) return;
    const auto wrong = t.follow(reply_of(t.last.response), t.last.at);
    if (!wrong.empty()) around_.object(wrong);
}

// As the host goes on: with what it was told.
void host_process::go_on(const turn_ptr& t, const result<void>& committed) {
    if (committed) {
        for (const auto& message : t->last.messages) accept(message);
        for (auto& asked : t->last.response.effects) {
            if (effects_known_.insert(asked.ref).second) effects_.push_back(asked);
        }
        if (t->done) t->done();
        return;
    }
    const auto code = committed.error().code();
    if (code == errc::outcome_unknown) load();
    if (classify(code) != error_class::retryable && !t->insists) {
        if (!t->otherwise) {
            if (t->done) t->done();
            return;
        }
        t->handle = t->otherwise;
        t->has_given_up = true;
    }
    run_later([this, t] { begin(t); });
}

void host_process::run_alone(committer::command command, settled then) {
    const auto is_complete = std::make_shared<bool>(false);
    queue_.push_back({[command, is_complete](unit_of_work& work, timestamp now) -> result<void> {
                          *is_complete = false;
                          AGENTBACKEND_TRY(command(work, now));
                          *is_complete = true;
                          return success();
                      },
                      [this, is_complete, then](const result<void>& committed) {
                          const bool is_unknown =
                              !committed && committed.error().code() == errc::outcome_unknown;
                          then(*is_complete && (committed || (is_unknown && store_.was_durable())),
                               committed);
                      }});
}

void host_process::run_later(std::function<void()> what) {
    later_.emplace(around_.time.passed + around_.luck.between(1, 4 * second), std::move(what));
}

reply host_process::reply_of(const console::response& response) {
    reply said;
    for (const auto& message : response.messages) said.messages.push_back(as_committed(message));
    if (response.answer) said.alert = response.answer->text;
    for (const auto& asked : response.effects) {
        if (std::holds_alternative<console::check_token>(asked.what)) {
            said.check_effect = asked.ref.value;
        } else if (const auto* started = std::get_if<console::start_bot>(&asked.what)) {
            said.started_agent = started->agent.value;
        }
    }
    return said;
}

bool host_process::commit() {
    while (!later_.empty() && later_.begin()->first <= around_.time.passed) {
        const auto due = later_.extract(later_.begin());
        due.mapped()();
    }
    if (queue_.empty()) return false;
    committer_.run_some(queue_);
    return true;
}

// --- Updates -----------------------------------------------------------------------------------

bool host_process::poll() {
    if (!around_.chats.has_waiting()) return false;
    const auto bot = around_.chats.some_waiting_bot();
    if (polling_.contains(bot)) return false;
    // Another poller, a token that was revoked, or nothing at all: nothing was received.
    if (around_.luck.percent(3)) return false;
    return take(bot, around_.chats.poll(bot, around_.time.passed));
}

bool host_process::poll_everything() {
    if (!around_.chats.has_waiting()) return false;
    const auto bot = around_.chats.some_waiting_bot();
    return !polling_.contains(bot) && take(bot, around_.chats.poll_all(bot));
}

// As host/turns/intake takes them: those of one chat one after another, chats side by side. The
// next poll confirms them all, so it waits until the last is committed.
bool host_process::take(number bot, std::vector<update> updates) {
    if (updates.empty()) return false;
    polling_.insert(bot);
    const auto taken = std::make_shared<batch>();
    taken->bot = bot;
    std::map<number, std::shared_ptr<std::deque<update>>> by_chat;
    for (const auto& one : updates) {
        auto& chat = by_chat[one.what.user];
        if (!chat) chat = std::make_shared<std::deque<update>>();
        chat->push_back(one);
    }
    taken->updates = std::move(updates);
    taken->chats_under_way = by_chat.size();
    for (const auto& [user, chat] : by_chat) take_next(taken, chat);
    return true;
}

void host_process::take_next(const batch_ptr& of, std::shared_ptr<std::deque<update>> chat) {
    if (chat->empty()) {
        if (--of->chats_under_way > 0) return;
        around_.chats.confirm(of->bot, of->updates, around_.time.passed);
        polling_.erase(of->bot);
        return;
    }
    auto t = turn_of(chat->front());
    chat->pop_front();
    t->done = [this, of, chat] { take_next(of, chat); };
    begin(std::move(t));
}

host_process::turn_ptr host_process::turn_of(const update& u) const {
    const auto input = host::to_input(as_received(u), running(u.what.bot));
    auto t = std::make_shared<turn>();
    t->delivery = input->delivery;
    t->handle = [this, in = *input](unit_of_work& work, timestamp now) {
        return around_.conversations.handle(work, now, in);
    };
    t->otherwise = [in = *input](unit_of_work&, timestamp) -> result<console::response> {
        return apology(in.bot, in.chat, in.delivery.sequence);
    };
    t->follow = [this, done = u.what](const reply& said, micros at) {
        return around_.books.follow(done, said, at);
    };
    return t;
}

// --- Messages ----------------------------------------------------------------------------------

void host_process::accept(const outbox_message& message) {
    if (!known_.insert(message.ref).second) return;
    auto& messages = lanes_[chat_of(message)].messages;
    const auto later = std::ranges::upper_bound(messages, message.ref, {}, &outbox_message::ref);
    messages.insert(later, message);
}

// What the store knows and this process does not: after a start, and after a lost outcome. Until
// it is here nothing is sent, lest it be overtaken.
void host_process::load() { read_queues(++holds_); }

void host_process::read_queues(std::int64_t hold) {
    const auto queued = std::make_shared<std::vector<outbox_message>>();
    const auto open = std::make_shared<std::vector<stored_effect>>();
    queue_.push_back({[queued, open](unit_of_work& work, timestamp) -> result<void> {
                          queued->clear();
                          open->clear();
                          for (outbox_ref last;;) {
                              AGENTBACKEND_ASSIGN(const auto page,
                                                  work.queued_messages(last, page_size));
                              if (page.empty()) break;
                              last = page.back().ref;
                              queued->insert(queued->end(), page.begin(), page.end());
                          }
                          AGENTBACKEND_ASSIGN(*open, work.open_effects({}, page_size));
                          return success();
                      },
                      [this, queued, open, hold](const result<void>& read) {
                          if (!read) return run_later([this, hold] { read_queues(hold); });
                          holds_ended_ = std::max(holds_ended_, hold);
                          for (const auto& message : *queued) accept(message);
                          for (const auto& stored : *open) {
                              auto asked = console::decode(stored);
                              if (!asked) around_.object("an effect cannot be read");
                              if (asked && effects_known_.insert(asked->ref).second) {
                                  effects_.push_back(std::move(*asked));
                              }
                          }
                      }});
}

bool host_process::send() {
    if (holds_ended_ != holds_) return false;
    std::vector<post_office::chat> ready;
    for (const auto& [chat, waiting] : lanes_) {
        if (waiting.rests_until <= around_.time.passed) ready.push_back(chat);
    }
    if (ready.empty()) return false;
    const auto chat = around_.luck.one_of(ready);
    const auto& message = lanes_.at(chat).messages.front();
    // As host/outbox/courier sends them: an edit that finds its message gone is sent anew.
    auto outcome = attempt(message, true);
    if (!outcome) outcome = attempt(message, false);
    settle(chat, *outcome);
    return true;
}

// None: the message to edit is gone.
std::optional<host::delivery> host_process::attempt(const outbox_message& message, bool edits) {
    const auto body = host::decode_outbox_body(message.body);
    if (!body) {
        around_.object("a stored message cannot be read");
        return host::undeliverable{"unreadable"};
    }
    auto sent = as_sent(message, *body);
    if (edits && body->kind == host::message_kind::edit) sent.edits = body->message_id;

    const auto taken = around_.chats.send(sent);
    if (taken.is_shown) {
        const auto wrong = around_.post.arrived(chat_of(message), message.ref.value, sent.text);
        if (!wrong.empty()) around_.object(wrong);
    }
    if (taken.is_refused) {
        const auto wrong = around_.post.refused(chat_of(message), message.ref.value);
        if (!wrong.empty()) around_.object(wrong);
    }
    const auto outcome = std::visit(
        overloaded{[](const bot_api::http_answer& said) { return bot_api::interpret(said); },
                   [](const bot_api::broken_exchange& broken) {
                       return bot_api::outcome<boost::json::value>(bot_api::describe(broken));
                   }},
        taken.said);
    const bool is_edit = sent.edits != 0;
    if (!outcome && is_edit && outcome.error().is_message_not_modified()) {
        return host::delivered{sent.edits};
    }
    if (!outcome && is_edit && outcome.error().is_message_not_found()) return std::nullopt;
    if (!outcome) return host::delivery_after(outcome.error());
    const auto shown = bot_api::parse_message(*outcome);
    if (shown) return host::delivered{shown->message_id};
    if (is_edit) return host::delivered{sent.edits};
    return host::try_later{std::nullopt, "the answer is not readable"};
}

// As host/outbox/outbox goes on.
void host_process::settle(post_office::chat chat, const host::delivery& came_to) {
    auto& waiting = lanes_.at(chat);
    const auto rest_for = [&](micros pause) { waiting.rests_until = around_.time.passed + pause; };
    if (const auto* later = std::get_if<host::try_later>(&came_to)) {
        waiting.pause = std::clamp<micros>(waiting.pause * 2, second / 2, 60 * second);
        return rest_for(later->after ? later->after->count() * second : waiting.pause);
    }
    if (std::holds_alternative<host::token_refused>(came_to)) return rest_for(300 * second);
    note(waiting.messages.front(), came_to);
    waiting.messages.pop_front();
    waiting.pause = 0;
    if (waiting.messages.empty()) lanes_.erase(chat);
}

void host_process::note(const outbox_message& message, const host::delivery& came_to) {
    const auto ref = message.ref;
    if (const auto* never = std::get_if<host::undeliverable>(&came_to)) {
        return run_note(chat_of(message), ref,
                        [ref, why = never->reason](unit_of_work& work, timestamp) {
                            return work.mark_failed(ref, why);
                        });
    }
    run_note(chat_of(message), ref,
             [ref](unit_of_work& work, timestamp) { return work.mark_sent(ref); });
}

void host_process::run_note(post_office::chat chat, outbox_ref ref, committer::command command) {
    run_alone(command, [this, chat, ref, command](bool is_durable, const result<void>& committed) {
        if (is_durable) around_.post.noted(chat, ref.value);
        if (committed) {
            known_.erase(ref);
        } else if (classify(committed.error().code()) == error_class::retryable) {
            run_later([this, chat, ref, command] { run_note(chat, ref, command); });
        }
    });
}

// --- Effects and bots --------------------------------------------------------------------------

bool host_process::carry_out() {
    if (effects_.empty()) return false;
    const auto at = around_.luck.index(effects_.size());
    const auto asked = effects_[at];
    effects_.erase(effects_.begin() + static_cast<std::ptrdiff_t>(at));
    carry_out(asked);
    return true;
}

void host_process::carry_out(const console::effect& asked) {
    const auto outcome = perform(asked);
    auto t = std::make_shared<turn>();
    t->delivery = inbox_key{inbox_key::effects_source, asked.ref.value};
    t->handle = [this, asked, outcome](unit_of_work& work, timestamp now) {
        return around_.conversations.resume(work, now, asked, outcome);
    };
    t->otherwise = [asked](unit_of_work& work, timestamp) -> result<console::response> {
        AGENTBACKEND_TRY(work.close_effect(asked.ref));
        return apology(asked.bot, asked.chat, asked.ref.value);
    };
    t->follow = [this, asked, outcome](const reply& said, micros) -> std::string {
        if (const auto* started = std::get_if<console::start_bot>(&asked.what)) {
            if (std::holds_alternative<console::unreachable>(outcome)) return {};
            return around_.books.follow_start(
                started->agent.value, std::holds_alternative<console::bot_came_up>(outcome), said);
        }
        if (!std::holds_alternative<console::check_token>(asked.what)) return {};
        token_answer answer{.effect = asked.ref.value, .user = asked.user.value};
        if (const auto* checked = std::get_if<console::token_checked>(&outcome)) {
            answer.is_good = true;
            answer.platform_id = checked->identity.platform_id;
            answer.username = checked->identity.username;
        }
        return around_.books.follow(answer, said);
    };
    begin(std::move(t));
}

console::effect_outcome host_process::perform(const console::effect& asked) {
    const auto draw = around_.luck.between(1, 100);
    if (const auto* check = std::get_if<console::check_token>(&asked.what)) {
        if (draw <= 3)
            return console::token_refused{console::bot_trouble::token_refused, "Unauthorized"};
        if (draw <= 6) return console::unreachable{"no route to host"};
        const auto token = around_.sealer.open(check->token, draft_purpose);
        if (!token) return console::token_refused{console::bot_trouble::token_unreadable, {}};
        const auto id = std::stoll(token->substr(0, token->find(':')));
        return console::token_checked{{id, "bot_" + std::to_string(id) + "_bot"}};
    }
    if (std::holds_alternative<console::start_bot>(asked.what)) {
        if (draw <= 5) return console::bot_failed{console::bot_trouble::polled_elsewhere, {}};
        if (draw <= 10) return console::unreachable{"no route to host"};
        return console::bot_came_up{};
    }
    return console::done{};
}

// As host/bots/fleet does when it begins: what was seen alive is not, what is wanted starts.
void host_process::begin_anew(agent_ref after) {
    constexpr std::size_t page_of_agents = 100;
    struct roll_call {
        std::vector<std::pair<agent_ref, agent_event>> reports;
        agent_ref last;
        bool is_last_page = false;
    };
    const auto page = std::make_shared<roll_call>();
    auto t = std::make_shared<turn>();
    t->handle = [this, page, after](unit_of_work& work,
                                    timestamp now) -> result<console::response> {
        *page = {};
        AGENTBACKEND_ASSIGN(const auto agents, work.agents(after, page_of_agents));
        page->is_last_page = agents.size() < page_of_agents;
        for (const auto& one : agents) {
            page->last = one.ref;
            const bool was_alive =
                one.status != agent_status::stopped && one.status != agent_status::archived;
            if (was_alive) page->reports.emplace_back(one.ref, agent_event::stop);
            if (one.enabled) page->reports.emplace_back(one.ref, agent_event::start);
        }
        for (const auto& [agent, what] : page->reports) {
            AGENTBACKEND_TRY(around_.conversations.bot_reported(work, now, agent, {what, {}}));
        }
        return console::response{};
    };
    t->follow = [this, page](const reply&, micros) -> std::string {
        for (const auto& [agent, what] : page->reports) {
            auto wrong = around_.books.follow_report(agent.value, name(what), {});
            if (!wrong.empty()) return wrong;
        }
        return {};
    };
    t->insists = true;
    t->done = [this, page] {
        if (!page->is_last_page) begin_anew(page->last);
    };
    begin(std::move(t));
}

host_process::turn_ptr host_process::report(agent_ref agent, agent_event what) {
    auto t = std::make_shared<turn>();
    t->handle = [this, agent, what](unit_of_work& work, timestamp now) {
        return around_.conversations.bot_reported(work, now, agent, {what, "Unauthorized"});
    };
    t->follow = [this, agent, what](const reply& said, micros) {
        return around_.books.follow_report(agent.value, name(what), said);
    };
    return t;
}

void host_process::report_bot() {
    using enum agent_event;
    const auto& agents = around_.books.kept.agents;
    if (agents.empty()) return;
    auto one = agents.lower_bound(around_.luck.between(1, agents.rbegin()->first));
    const agent_ref ref{one->first};
    begin(report(ref, around_.luck.percent(70)   ? came_up
                      : around_.luck.percent(80) ? fail
                                                 : start));
}

void host_process::prune() {
    constexpr micros week = micros{7} * 24 * 3'600 * second;
    const auto before = around_.time.reads - week;
    run_alone(
        [before](unit_of_work& work, timestamp) -> result<void> {
            AGENTBACKEND_TRY(work.prune(timestamp(std::chrono::microseconds(before)), 100'000'000));
            return success();
        },
        [this, before](bool is_durable, const result<void>&) {
            if (is_durable) around_.books.kept.forget(before);
        });
}

bool host_process::is_idle() const {
    return queue_.empty() && later_.empty() && lanes_.empty() && effects_.empty() &&
           !around_.chats.has_waiting();
}

std::optional<micros> host_process::next_moment() const {
    std::optional<micros> next;
    if (!later_.empty()) next = later_.begin()->first;
    for (const auto& [chat, waiting] : lanes_) {
        if (!next || waiting.rests_until < *next) next = waiting.rests_until;
    }
    return next;
}

}  // namespace agentbackend::simulation
