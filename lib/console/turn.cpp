#include "console/turn.hpp"

#include <utility>

#include "console/questions.hpp"
#include "values/store_codes.hpp"
#include "values/text.hpp"

namespace agentbackend::console {
namespace {

constexpr std::size_t max_answer_characters = 200;

}  // namespace

bool is_of_store(const error& failure) noexcept {
    return agentbackend::is_of_store(failure.code());
}

turn::turn(const services& all, unit_of_work& unit, timestamp at, conversation_key conversation)
    : with(all),
      work(unit),
      now(at),
      where(conversation),
      view{.bot = conversation.bot,
           .user = conversation.user,
           .utc_offset = all.options.utc_offset} {}

void turn::send(screen what_to_show) {
    out.messages.push_back({where.bot, where.chat, outgoing::send{std::move(what_to_show)}});
}

void turn::send_with_way_home(styled_text text) { send(screen{std::move(text), way_home()}); }

std::vector<button_row> turn::way_home() const {
    if (!may(action::tap_home)) return {};
    return {{view.tap(phrase::label_menu, action::tap_home)}};
}

void turn::send_named(std::string name, screen what_to_show) {
    out.messages.push_back(
        {where.bot, where.chat,
         outgoing::send{.what = std::move(what_to_show), .name = std::move(name)}});
}

void turn::change_named(std::string name, screen what_to_show) {
    out.messages.push_back(
        {where.bot, where.chat,
         outgoing::edit{
             .what = std::move(what_to_show), .message_id = 0, .name = std::move(name)}});
}

void turn::upload(document attachment) {
    out.messages.push_back({where.bot, where.chat, outgoing::upload{std::move(attachment)}});
}

void turn::announce(styled_text what) { announced_ = std::move(what); }

void turn::show(screen what_to_show) {
    what_to_show = with_notice(std::exchange(announced_, {}), std::move(what_to_show));
    if (tapped_message == 0) return send(std::move(what_to_show));
    out.messages.push_back(
        {where.bot, where.chat,
         outgoing::edit{.what = std::move(what_to_show), .message_id = tapped_message}});
}

void turn::toast(std::string_view said) {
    out.answer = tap_answer{tap_answer::style::toast, ellipsis(said, max_answer_characters - 1)};
}

void turn::alert(std::string_view said) {
    out.answer = tap_answer{tap_answer::style::alert, ellipsis(said, max_answer_characters - 1)};
}

result<void> turn::refuse(const error& refused) {
    if (is_of_store(refused)) return refused;
    const auto why = sentence(view.tongue, refused);
    if (is_tap) {
        alert(why.text());
    } else {
        send_with_way_home(why);
    }
    return success();
}

command_context turn::by_person(std::string key) const {
    return {.now = now,
            .ids = with.ids,
            .who = actor::person(where.user, where.bot),
            .key = std::move(key)};
}

command_context turn::by_system() const {
    return {.now = now, .ids = with.ids, .who = actor::system(), .key = {}};
}

caller turn::asker() const {
    return {.bot = where.bot,
            .shop = shop ? &*shop : nullptr,
            .user = where.user,
            .chat = kind,
            .is_admin = is_admin()};
}

std::string turn::delivery_key() const {
    return "update:" + std::to_string(delivery.source) + ":" + std::to_string(delivery.sequence) +
           ":" + std::to_string(message_id);
}

std::string turn::dialog_key() const { return "dialog:" + std::to_string(open->ref.value); }

result<void> turn::put(action state, const draft& so_far, dialog_ref ref) {
    dialog next{.ref = ref,
                .key = where,
                .state = std::string(permission_of(state).name),
                .data = encode(so_far),
                .updated_at = now};
    AGENTBACKEND_ASSIGN(next.ref, work.put_dialog(next));
    open = std::move(next);
    return success();
}

result<void> turn::ask(action state, const draft& so_far, styled_text question) {
    AGENTBACKEND_TRY(put(state, so_far, {}));
    show(prompt(std::move(question)));
    return success();
}

result<void> turn::ask_next(action state, const draft& so_far, styled_text question) {
    AGENTBACKEND_TRY(put(state, so_far, open ? open->ref : dialog_ref{}));
    show(prompt(std::move(question)));
    return success();
}

result<void> turn::ask_again(const error& refused) {
    if (is_of_store(refused)) return refused;
    send(prompt(sentence(view.tongue, refused)));
    return success();
}

screen turn::prompt(styled_text question) const {
    return {std::move(question), ways_on_without_typing(*this)};
}

result<void> turn::end_dialog() {
    if (!open) return success();
    open.reset();
    return work.erase_dialog(where);
}

result<void> turn::leave_dialog() {
    left = open;
    return end_dialog();
}

result<void> turn::lose_thread() {
    AGENTBACKEND_TRY(end_dialog());
    send_with_way_home(view.say(phrase::dialog_out_of_date));
    return success();
}

result<effect_ref> turn::ask_outside(decltype(effect::what) work_to_do) {
    effect wanted{
        .bot = where.bot, .chat = where.chat, .user = where.user, .what = std::move(work_to_do)};
    AGENTBACKEND_ASSIGN(
        wanted.ref,
        work.insert_effect({.bot = wanted.bot, .payload = encode(wanted), .asked_at = now}));
    const auto ref = wanted.ref;
    out.effects.push_back(std::move(wanted));
    return ref;
}

}  // namespace agentbackend::console
