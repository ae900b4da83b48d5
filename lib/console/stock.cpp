// Adding stock: items typed line by line, or a file with them.

#include <agentbackend/console/reading.hpp>

#include "console/handlers.hpp"
#include "console/item_lines.hpp"
#include "console/stock_file.hpp"
#include "values/text.hpp"

namespace agentbackend::console {
namespace {

// A client cuts a longer text in several messages, anywhere in a line; each would come as one by
// itself. Platforms take 4,096, of which a command's name and number need some.
constexpr std::size_t longest_stock_text = 4'000;

bool may_be_cut(std::string_view typed) {
    return text::count_utf16_units(typed) >= longest_stock_text;
}

// What comes after the cut is then nobody's.
result<void> refuse_cut_text(turn& t, product_ref target) {
    AGENTBACKEND_TRY(t.end_dialog());
    const arguments about{target.value, 0};
    t.send({t.view.say(phrase::stock_text_too_long),
            {{t.view.tap(phrase::label_add_stock, action::tap_add_stock, about),
              t.view.tap(phrase::label_open_product, action::tap_catalogue_product, about)}}});
    return success();
}

std::vector<std::string> items_in(std::string_view typed) {
    std::vector<std::string> items;
    item_lines lines(typed);
    while (const auto item = lines.next()) items.emplace_back(*item);
    return items;
}

styled_text added_text(const viewer& who, const product& stocked, std::size_t count) {
    return who.say(phrase::stock_added, {{"product", stocked.name},
                                         {"count", std::to_string(count)},
                                         {"stock", std::to_string(stocked.in_stock)}});
}

result<void> add_by_command(turn& t) {
    const auto [number, rest] = next_word(t.text);
    const auto wanted = read_number(number);
    const auto items = items_in(rest);
    if (!wanted || (items.empty() && !t.file)) return explain_usage(t);
    if (t.file) {
        const auto target = existing_product(t.work, {*wanted});
        return target ? take_stock_file(t, *target) : t.refuse(target.error());
    }
    if (may_be_cut(t.text)) return refuse_cut_text(t, {*wanted});
    const auto stocked =
        t.with.shop.add_stock(t.work, t.by_person(t.delivery_key()), {*wanted}, items);
    if (!stocked) return t.refuse(stocked.error());
    return show_catalogue_product(t, *stocked, added_text(t.view, *stocked, items.size()));
}

result<void> ask_items(turn& t) {
    const auto target = existing_product(t.work, {t.args[0]});
    if (!target) return t.refuse(target.error());
    return t.ask(
        action::awaiting_stock, product_edit{.target = target->ref},
        t.view.say(phrase::ask_stock, {{"product", target->name},
                                       {"limit", std::to_string(max_stock_file_megabytes)}}));
}

result<void> take_items(turn& t) {
    const auto edit = t.gathered<product_edit>();
    if (!edit) return t.lose_thread();
    if (t.file) {
        const auto target = existing_product(t.work, edit->target);
        return target ? take_stock_file(t, *target) : t.refuse(target.error());
    }
    if (may_be_cut(t.text)) return refuse_cut_text(t, edit->target);
    const auto items = items_in(t.text);
    const auto stocked =
        t.with.shop.add_stock(t.work, t.by_person(t.dialog_key()), edit->target, items);
    if (!stocked) return t.ask_again(stocked.error());
    AGENTBACKEND_TRY(t.end_dialog());
    return show_catalogue_product(t, *stocked, added_text(t.view, *stocked, items.size()));
}

}  // namespace

void add_stock(routes& all) {
    on(all, default_group, action::command_stock_add, add_by_command);
    on(all, default_group, action::tap_add_stock, ask_items);
    on(all, default_group, action::awaiting_stock, take_items);
}

}  // namespace agentbackend::console
