#include "sandbox/person.hpp"

#include <algorithm>
#include <utility>

#include "sandbox/acts.hpp"
#include "sandbox/methods.hpp"
#include "sandbox/state.hpp"

namespace agentbackend::sandbox {
namespace {

bool is_deep_link_payload(const std::string& text) noexcept {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '_' || c == '-';
    });
}

}  // namespace

// What a conversation handle stands for, with the lock held or not.
struct conversation::scene {
    explicit scene(const conversation& c) noexcept
        : who{c.user_id_, {c.chat_id_, c.bot_id_}}, since{c.since_} {}

    // The first event that a bot caused here after the latest act, if it satisfies the predicate.
    template <class Predicate>
    const event* find(const telegram& t, Predicate matches) const {
        const auto& all = t.events.all();
        const auto found = std::find_if(
            all.begin() + static_cast<std::ptrdiff_t>(since), all.end(), [&](const event& e) {
                const bool is_here = e.chat_id == who.chat.chat_id &&
                                     (who.chat.bot_id == 0 || e.bot_id == who.chat.bot_id);
                return is_here && is_by_bot(e.kind) && matches(e);
            });
        return found == all.end() ? nullptr : &*found;
    }

    [[noreturn]] void fail(state& s, const std::string& what) const {
        const auto chat = s.enter()->read(who.chat);
        throw unmet_expectation{what + " The chat:\n" + to_text(chat)};
    }

    actor who;
    std::uint64_t since;
};

conversation::conversation(state& s, std::int64_t user_id, std::int64_t chat_id,
                           std::int64_t bot_id) noexcept
    : state_{&s}, user_id_{user_id}, chat_id_{chat_id}, bot_id_{bot_id} {}

conversation& conversation::sends(std::string text) {
    message m;
    m.text = std::move(text);
    const auto t = state_->enter();
    since_ = say(*t, scene{*this}.who, std::move(m));
    return *this;
}

conversation& conversation::follows_link(const std::string& payload) {
    if (!is_deep_link_payload(payload)) {
        throw std::invalid_argument{
            "A start link carries 1 to 64 characters of A-Z, a-z, 0-9, _ and -."};
    }
    return sends("/start " + payload);
}

conversation& conversation::sends_document(outgoing_document document) {
    message m;
    m.text = std::move(document.caption);
    m.document = attachment{{}, std::move(document.name), std::move(document.bytes)};
    const auto t = state_->enter();
    since_ = say(*t, scene{*this}.who, std::move(m));
    return *this;
}

conversation& conversation::taps(std::string_view label) {
    const auto chat = reads();
    const auto* found = chat.newest_with_button(label);
    if (found == nullptr) {
        scene{*this}.fail(*state_, "There is no button [" + std::string{label} + "] to tap.");
    }
    return taps(label, found->id);
}

conversation& conversation::taps(std::string_view label, std::int64_t message_id) {
    const auto chat = reads();
    const auto* m = chat.find(message_id);
    const auto* pressed = m ? find_button(m->keyboard, label) : nullptr;
    if (pressed == nullptr) {
        scene{*this}.fail(*state_, "Message #" + std::to_string(message_id) + " has no button [" +
                                       std::string{label} + "].");
    }
    const press p{message_id, std::string{label}, pressed->callback_data};
    const auto t = state_->enter();
    const auto act = pressed->url.empty() ? &tap : &follow;
    since_ = act(*t, scene{*this}.who, p);
    return *this;
}

conversation& conversation::forges_callback(const forged_callback& forged) {
    const press p{forged.message_id, forged.data, forged.data};
    const auto t = state_->enter();
    since_ = tap(*t, scene{*this}.who, p);
    return *this;
}

conversation& conversation::sends_raw_update(boost::json::object update) {
    const auto t = state_->enter();
    t->push_raw(t->bot_with_id(bot_id_), std::move(update));
    since_ = t->events.newest();
    return *this;
}

conversation& conversation::blocks() {
    const auto t = state_->enter();
    since_ = block(*t, scene{*this}.who);
    return *this;
}

conversation& conversation::unblocks() {
    const auto t = state_->enter();
    since_ = unblock(*t, scene{*this}.who);
    return *this;
}

conversation& conversation::from_now_on() {
    since_ = state_->enter()->events.newest();
    return *this;
}

conversation& conversation::expect(std::string_view fragment) {
    const scene here{*this};
    const auto is_said = [&](const event& e) {
        return e.kind != event_kind::bot_deleted && e.text.find(fragment) != std::string::npos;
    };
    const auto patience = state_->patience();
    const bool is_met =
        state_->wait(patience, [&](telegram& t) { return here.find(t, is_said) != nullptr; });
    if (!is_met) here.fail(*state_, "Nothing came that says \"" + std::string{fragment} + "\".");
    return *this;
}

message conversation::await_reply() {
    const scene here{*this};
    const auto is_message = [](const event& e) {
        return e.kind == event_kind::bot_sent || e.kind == event_kind::bot_edited;
    };
    message reply;
    const auto patience = state_->patience();
    const bool is_met = state_->wait(patience, [&](telegram& t) {
        const auto* found = here.find(t, is_message);
        if (found != nullptr) reply = found->message;
        return found != nullptr;
    });
    if (!is_met) here.fail(*state_, "No reply came.");
    return reply;
}

conversation& conversation::await(const std::function<bool(const transcript&)>& predicate) {
    const auto patience = state_->patience();
    return await(predicate, patience);
}

conversation& conversation::await(const std::function<bool(const transcript&)>& predicate,
                                  std::chrono::milliseconds patience) {
    const scene here{*this};
    const bool is_met =
        state_->wait(patience, [&](telegram& t) { return predicate(t.read(here.who.chat)); });
    if (!is_met) here.fail(*state_, "The chat did not become what was waited for.");
    return *this;
}

transcript conversation::reads() const { return state_->enter()->read({chat_id_, bot_id_}); }

std::vector<bot_command> conversation::sees_commands() const {
    const auto t = state_->enter();
    const chat_key where{chat_id_, bot_id_};
    const auto language = t->person(user_id_).language_code;
    if (bot_id_ != 0) return commands_shown(t->bot_with_id(bot_id_), {user_id_, where}, language);
    std::vector<bot_command> all;
    for (const auto id : t->room_at(where).bots) {
        const auto& b = t->bot_with_id(id);
        for (auto& c : commands_shown(b, {user_id_, where}, language)) {
            all.push_back({c.name + "@" + b.registration.username, std::move(c.description)});
        }
    }
    return all;
}

conversation person::in(std::string_view bot_username) const {
    const auto t = state_->enter();
    const auto bot_id = t->bot_named(bot_username).registration.id;
    t->rooms[{id_, bot_id}];  // an empty chat, as when one opens a bot's profile
    return {*state_, id_, id_, bot_id};
}

conversation person::in(const sandbox::group& where) const { return {*state_, id_, where.id(), 0}; }

void person::deactivates() { state_->enter()->person(id_).is_deactivated = true; }

group& group::adds_bot(std::string_view username) {
    const auto t = state_->enter();
    t->room_at({id_, 0}).bots.insert(t->bot_named(username).registration.id);
    return *this;
}

group& group::removes_bot(std::string_view username) {
    const auto t = state_->enter();
    t->room_at({id_, 0}).bots.erase(t->bot_named(username).registration.id);
    return *this;
}

group& group::migrates_to(std::int64_t new_id) {
    const auto t = state_->enter();
    migrate(*t, id_, new_id);
    id_ = new_id;
    return *this;
}

}  // namespace agentbackend::sandbox
