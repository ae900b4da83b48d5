// Categories in the hands of the admins: making and renaming them, and moving products into them.

#include "console/handlers.hpp"

namespace agentbackend::console {
namespace {

constexpr std::size_t categories_on_a_page = 8;
constexpr std::size_t label_characters = 40;

std::string label_of(const viewer& who, const category& shown) {
    return who.text(phrase::label_category, {{"category", ellipsis(shown.name, label_characters)}});
}

// --- The list --------------------------------------------------------------------------------

screen categories_screen(const viewer& who, const page<category>& categories, category_ref after) {
    auto text = lines(who).title(phrase::categories_title);
    if (categories.rows.empty()) text.add(phrase::categories_none);
    screen shown{text, {}};
    for (const auto& next : categories.rows) {
        shown.rows.push_back(
            {who.tap(label_of(who, next), action::tap_catalogue_category, {next.ref.value, 0})});
    }
    add_paging(who, shown,
               {.what = action::tap_categories,
                .shown_after = after.value,
                .next_after = categories.has_more ? categories.rows.back().ref.value : 0});
    shown.rows.push_back({who.tap(phrase::label_add_category, action::tap_add_category),
                          who.tap(phrase::label_back, action::tap_catalogue)});
    return shown;
}

result<void> open_categories(turn& t) { return show_categories(t, {t.args[0]}); }

// --- One category ----------------------------------------------------------------------------

void show_card(turn& t, const category& shown, styled_text notice = {}) {
    const arguments about{shown.ref.value, 0};
    screen card{lines(t.view)
                    .title(phrase::category_title, {{"category", shown.name}})
                    .add(phrase::category_hint),
                {{t.view.tap(phrase::label_rename, action::tap_rename_category, about)},
                 {t.view.tap(phrase::label_back, action::tap_categories)}}};
    t.show(with_notice(std::move(notice), std::move(card)));
}

result<void> open_category(turn& t) { return show_category(t, {t.args[0]}); }

result<void> take_changed(turn& t, const result<category>& changed, phrase notice) {
    if (!changed) return t.ask_again(changed.error());
    AGENTBACKEND_TRY(t.end_dialog());
    show_card(t, *changed, t.view.say(notice, {{"category", changed->name}}));
    return success();
}

result<void> ask_name(turn& t) {
    return t.ask(action::awaiting_category_name, category_edit{},
                 t.view.say(phrase::ask_category_name));
}

result<void> take_name(turn& t) {
    return take_changed(t, t.with.shop.add_category(t.work, t.by_person(t.dialog_key()), t.text),
                        phrase::category_added);
}

result<void> ask_new_name(turn& t) {
    const auto target = existing_category(t.work, {t.args[0]});
    if (!target) return t.refuse(target.error());
    return t.ask(action::awaiting_new_category_name, category_edit{target->ref},
                 t.view.say(phrase::ask_new_category_name, {{"category", target->name}}));
}

result<void> take_new_name(turn& t) {
    const auto edit = t.gathered<category_edit>();
    if (!edit) return t.lose_thread();
    return take_changed(t, t.with.shop.rename_category(t.work, t.by_person(), edit->target, t.text),
                        phrase::category_renamed);
}

// --- Moving a product ------------------------------------------------------------------------

result<void> offer_categories(turn& t) {
    const category_ref after{t.args[0]};
    const auto moved = existing_product(t.work, {t.args[1]});
    if (!moved) return t.refuse(moved.error());
    AGENTBACKEND_ASSIGN(auto found, t.work.categories(after, categories_on_a_page + 1));
    const auto categories = cut(std::move(found), categories_on_a_page);

    screen shown{t.view.say(phrase::choose_new_category, {{"product", moved->name}}), {}};
    for (const auto& next : categories.rows) {
        shown.rows.push_back({t.view.tap(label_of(t.view, next), action::tap_move_to_category,
                                         {moved->ref.value, next.ref.value})});
    }
    add_paging(t.view, shown,
               {.what = action::tap_move_product,
                .shown_after = after.value,
                .next_after = categories.has_more ? categories.rows.back().ref.value : 0,
                .filter = moved->ref.value});
    shown.rows.push_back(
        {t.view.tap(phrase::label_no_category, action::tap_move_to_category, {moved->ref.value, 0}),
         t.view.tap(phrase::label_cancel, action::tap_catalogue_product, {moved->ref.value, 0})});
    t.show(std::move(shown));
    return success();
}

result<void> move(turn& t) {
    const auto moved =
        t.with.shop.move_product(t.work, t.by_person(), {t.args[0]}, category_ref{t.args[1]});
    if (!moved) return t.refuse(moved.error());
    return show_catalogue_product(t, *moved, t.view.say(phrase::product_moved));
}

}  // namespace

result<void> show_categories(turn& t, category_ref after) {
    AGENTBACKEND_ASSIGN(auto found, t.work.categories(after, categories_on_a_page + 1));
    t.show(categories_screen(t.view, cut(std::move(found), categories_on_a_page), after));
    return success();
}

result<void> show_category(turn& t, category_ref ref) {
    const auto found = existing_category(t.work, ref);
    if (!found) return t.refuse(found.error());
    show_card(t, *found);
    return success();
}

void add_categories(routes& all) {
    on(all, default_group, action::tap_categories, open_categories);
    on(all, default_group, action::tap_catalogue_category, open_category);
    on(all, default_group, action::tap_add_category, ask_name);
    on(all, default_group, action::awaiting_category_name, take_name);
    on(all, default_group, action::tap_rename_category, ask_new_name);
    on(all, default_group, action::awaiting_new_category_name, take_new_name);
    on(all, default_group, action::tap_move_product, offer_categories);
    on(all, default_group, action::tap_move_to_category, move);
}

}  // namespace agentbackend::console
