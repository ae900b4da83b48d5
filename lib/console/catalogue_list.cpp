// 商品管理: the admins' list of products, and one product with what can be done about it.

#include "console/handlers.hpp"

namespace agentbackend::console {
namespace {

constexpr std::size_t products_on_a_page = 8;
constexpr std::size_t label_characters = 40;

std::string label_of(const viewer& who, const product& item) {
    const auto name = ellipsis(item.name, label_characters);
    if (!item.listed) return who.text(phrase::label_product_off_sale, {{"product", name}});
    return who.text(phrase::label_catalogue_product, {{"product", name},
                                                      {"price", item.base_price.to_string()},
                                                      {"stock", std::to_string(item.in_stock)}});
}

screen catalogue_screen(const viewer& who, const page<product>& products, product_ref after) {
    auto text = lines(who).title(phrase::catalogue_title);
    if (products.rows.empty()) text.add(phrase::catalogue_none);
    screen shown{text, {}};
    for (const auto& item : products.rows) {
        shown.rows.push_back(
            {who.tap(label_of(who, item), action::tap_catalogue_product, {item.ref.value, 0})});
    }
    add_paging(who, shown,
               {.what = action::tap_catalogue,
                .shown_after = after.value,
                .next_after = products.has_more ? products.rows.back().ref.value : 0});
    shown.rows.push_back({who.tap(phrase::label_add_product, action::tap_add_product),
                          who.tap(phrase::label_categories, action::tap_categories)});
    shown.rows.push_back({who.tap(phrase::label_back, action::tap_admin_menu)});
    return shown;
}

styled_text product_text(const viewer& who, const product& item, const std::string& category) {
    return lines(who)
        .add(styled_text().add(item.name, text_style::bold))
        .add(phrase::product_number, {{"number", std::to_string(item.ref.value)}})
        .add(phrase::product_category, {{"category", category}})
        .add(phrase::product_base_price, {{"price", item.base_price.to_string()}})
        .add(phrase::product_counts,
             {{"stock", std::to_string(item.in_stock)}, {"sold", std::to_string(item.sold)}})
        .add(item.listed ? phrase::product_on_sale : phrase::product_off_sale);
}

screen product_card(const viewer& who, const product& item, const std::string& category) {
    using enum phrase;
    using enum action;
    const arguments about{item.ref.value, 0};
    return {product_text(who, item, category),
            {{who.tap(label_set_price, tap_set_price, about),
              who.tap(label_rename, tap_rename_product, about)},
             {who.tap(label_move_product, tap_move_product, {0, item.ref.value}),
              item.listed ? who.tap(label_take_off_sale, tap_take_off_sale, about)
                          : who.tap(label_put_on_sale, tap_put_on_sale, about)},
             {who.tap(label_add_stock, tap_add_stock, about)},
             {who.tap(label_refresh, tap_catalogue_product, about),
              who.tap(label_back, tap_catalogue)}}};
}

result<void> open_catalogue(turn& t) { return show_catalogue(t, {t.args[0]}); }

result<void> open_product(turn& t) {
    const auto item = existing_product(t.work, {t.args[0]});
    if (!item) return t.refuse(item.error());
    return show_catalogue_product(t, *item);
}

}  // namespace

result<void> show_catalogue(turn& t, product_ref after) {
    AGENTBACKEND_ASSIGN(auto found, t.work.products(after, products_on_a_page + 1));
    t.show(catalogue_screen(t.view, cut(std::move(found), products_on_a_page), after));
    return success();
}

result<void> show_catalogue_product(turn& t, const product& item, styled_text notice) {
    AGENTBACKEND_ASSIGN(const auto found, t.work.find_category(item.category));
    const auto category = found ? found->name : t.view.text(phrase::label_no_category);
    t.show(with_notice(std::move(notice), product_card(t.view, item, category)));
    return success();
}

void add_catalogue(routes& all) {
    on(all, default_group, action::tap_catalogue, open_catalogue);
    on(all, default_group, action::tap_catalogue_product, open_product);
}

}  // namespace agentbackend::console
