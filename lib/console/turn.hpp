// One turn of a conversation: what came in, what there is to work with, and the response being
// built. Lives as long as one input is handled, on one thread.

#pragma once

#include <agentbackend/backend.hpp>
#include <agentbackend/console/console.hpp>
#include <agentbackend/console/dialogs.hpp>
#include <agentbackend/console/payload.hpp>

#include <optional>
#include <string>

#include "console/viewer.hpp"

namespace agentbackend::console {

// What every turn works with. All of it outlives the turns.
struct services {
    const backend& shop;
    const token_sealer& sealer;
    id_source& ids;
    console_options options;
};

// Whether the trouble is the store's: the caller of the console hears of it, the person does not.
bool is_of_store(const error&) noexcept;

class turn {
public:
    turn(const services& all, unit_of_work& unit, timestamp at, conversation_key conversation);

    const services& with;
    unit_of_work& work;
    const timestamp now;
    const conversation_key where;

    // --- What came in ---
    viewer view;  // who is asking
    chat_kind kind = chat_kind::direct;
    std::optional<agent> shop;     // whose bot it is; none in the main bot
    std::optional<action> what;    // none: nothing the tables know
    arguments args{};              // of a button
    std::string text;              // typed; of a command, what follows it
    std::optional<attached> file;  // that came instead of a text, or with a command
    bool is_command = false;
    std::optional<dialog> open;  // the dialog under way
    std::optional<dialog> left;  // the one this input has ended by being something else
    bool is_tap = false;
    std::int64_t tapped_message = 0;  // zero: none that could be edited
    inbox_key delivery;
    std::int64_t message_id = 0;

    // --- What goes out ---
    response out;

    void send(screen);
    void send(styled_text text) { send(screen{std::move(text), {}}); }
    // For what leads nowhere else: with a button to the menu, where that may be shown.
    void send_with_way_home(styled_text);
    std::vector<button_row> way_home() const;
    void upload(document);
    // A screen that later turns change by its name.
    void send_named(std::string name, screen);
    void change_named(std::string name, screen);
    // Goes above the next screen that is shown.
    void announce(styled_text);
    // In place of the screen that was tapped; a new message after a text.
    void show(screen);
    void toast(std::string_view text);
    void alert(std::string_view text);

    // Tells the person why not, and goes on. The store's own errors come back to the caller.
    result<void> refuse(const error&);

    // --- Who acts, and under which key ---
    command_context by_person(std::string key = {}) const;
    command_context by_system() const;
    std::string delivery_key() const;  // a typed command is repeatable by its update
    std::string dialog_key() const;    // REQUIRES: a dialog is under way

    caller asker() const;
    bool may(action wanted) const { return !judge(permission_of(wanted), asker()); }
    bool is_admin() const { return with.shop.is_admin(where.user); }
    bool is_owner() const { return shop && shop->is_owned_by(where.user); }

    // --- Dialogs ---
    // Opens a dialog in place of any other, and puts its question.
    result<void> ask(action state, const draft&, styled_text question);
    // The same dialog, at its next question.
    result<void> ask_next(action state, const draft&, styled_text question);
    // Keeps the dialog as it is: what was typed did not do.
    result<void> ask_again(const error&);
    // A question of the dialog under way, with the ways on that need no typing: see questions.hpp.
    screen prompt(styled_text question) const;
    result<void> end_dialog();
    // The person has gone on to something else.
    result<void> leave_dialog();
    // What the dialog under way has gathered; none when it is of another kind.
    template <class Draft>
    std::optional<Draft> gathered() const {
        const auto any = open ? decode_draft(open->data) : std::nullopt;
        const auto* wanted = any ? std::get_if<Draft>(&*any) : nullptr;
        return wanted ? std::optional<Draft>(*wanted) : std::nullopt;
    }
    // Ends a dialog that cannot be read any more, and says so.
    result<void> lose_thread();
    result<void> put(action state, const draft&, dialog_ref);

    // --- Effects ---
    // Asks for an effect whose outcome this conversation will hear.
    result<effect_ref> ask_outside(decltype(effect::what));

private:
    styled_text announced_;
};

}  // namespace agentbackend::console
