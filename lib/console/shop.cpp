// The shop window: categories, the products of one, and a product with its quantities.

#include <array>

#include "console/handlers.hpp"

namespace agentbackend::console {
namespace {

constexpr std::size_t rows_on_a_page = 8;
constexpr std::size_t label_characters = 40;
constexpr std::array<std::int64_t, 4> quick_quantities{1, 2, 5, 10};

// A product, and what one of it costs in this shop; none where no price can be made.
struct offer {
    product item;
    std::optional<usdt> price;
};

result<offer> offer_of(turn& t, const product& item) {
    const auto terms = t.with.shop.price_of(t.work, t.where.bot, item, 1);
    if (terms) return offer{item, terms->unit_total};
    if (is_of_store(terms.error())) return terms.error();
    return offer{item, std::nullopt};
}

std::string price_text(const offer& shown) {
    return shown.price ? shown.price->to_string() : std::string("—");
}

// --- Categories ------------------------------------------------------------------------------

struct window_page {
    page<category> categories;
    category_ref after;
    bool has_others = false;  // products in no category
};

screen window_screen(const viewer& who, const window_page& seen) {
    screen shown{lines(who).title(phrase::products_title).add(phrase::choose_category), {}};
    for (const auto& next : seen.categories.rows) {
        shown.rows.push_back({who.tap(
            who.text(phrase::label_category, {{"category", ellipsis(next.name, label_characters)}}),
            action::tap_category, {0, next.ref.value})});
    }
    if (!seen.categories.has_more && seen.has_others) {
        shown.rows.push_back({who.tap(phrase::label_other_products, action::tap_category)});
    }
    add_paging(
        who, shown,
        {.what = action::tap_products,
         .shown_after = seen.after.value,
         .next_after = seen.categories.has_more ? seen.categories.rows.back().ref.value : 0});
    shown.rows.push_back({who.tap(phrase::label_back, action::tap_home)});
    return shown;
}

// --- The products of a category --------------------------------------------------------------

struct shelf {
    styled_text title;
    category_ref category;  // zero: what is in none
    product_ref after;
    page<offer> offers;
    action back = action::tap_home;
};

screen shelf_screen(const viewer& who, const shelf& seen) {
    auto text = lines(who).add(seen.title);
    if (seen.offers.rows.empty()) text.add(phrase::no_products);
    screen shown{text, {}};
    for (const auto& next : seen.offers.rows) {
        shown.rows.push_back(
            {who.tap(who.text(phrase::label_product,
                              {{"product", ellipsis(next.item.name, label_characters)},
                               {"price", price_text(next)},
                               {"stock", std::to_string(next.item.in_stock)}}),
                     action::tap_product, {next.item.ref.value, 0})});
    }
    add_paging(who, shown,
               {.what = action::tap_category,
                .shown_after = seen.after.value,
                .next_after = seen.offers.has_more ? seen.offers.rows.back().item.ref.value : 0,
                .filter = seen.category.value});
    shown.rows.push_back({who.tap(phrase::label_back, seen.back)});
    return shown;
}

result<page<offer>> offers_of(turn& t, category_ref category, product_ref after) {
    AGENTBACKEND_ASSIGN(auto found, t.work.listed_products_of(category, after, rows_on_a_page + 1));
    const auto items = cut(std::move(found), rows_on_a_page);
    page<offer> offers{{}, items.has_more};
    for (const auto& item : items.rows) {
        AGENTBACKEND_ASSIGN(auto next, offer_of(t, item));
        offers.rows.push_back(std::move(next));
    }
    return offers;
}

// A shop without categories shows its products at once.
result<void> show_everything(turn& t, product_ref after, styled_text notice) {
    AGENTBACKEND_ASSIGN(auto offers, offers_of(t, {}, after));
    const shelf seen{
        .title = styled_text().add(t.view.text(phrase::products_title), text_style::bold),
        .category = {},
        .after = after,
        .offers = std::move(offers)};
    t.show(with_notice(std::move(notice), shelf_screen(t.view, seen)));
    return success();
}

result<void> show_category(turn& t, category_ref ref, product_ref after) {
    AGENTBACKEND_ASSIGN(const auto any, t.work.listed_categories({}, 1));
    if (any.empty() && !ref) return show_everything(t, after, {});
    AGENTBACKEND_ASSIGN(const auto found, t.work.find_category(ref));
    if (ref && !found) {
        return show_window(t, sentence(t.view.tongue, error(errc::category_not_found)));
    }
    const auto title = found ? t.view.text(phrase::category_title, {{"category", found->name}})
                             : t.view.text(phrase::label_other_products);
    AGENTBACKEND_ASSIGN(auto offers, offers_of(t, ref, after));
    t.show(shelf_screen(t.view, {.title = styled_text().add(title, text_style::bold),
                                 .category = ref,
                                 .after = after,
                                 .offers = std::move(offers),
                                 .back = action::tap_products}));
    return success();
}

result<void> show_window_after(turn& t, category_ref after, styled_text notice) {
    AGENTBACKEND_ASSIGN(auto found, t.work.listed_categories(after, rows_on_a_page + 1));
    if (found.empty() && !after) return show_everything(t, {}, std::move(notice));
    AGENTBACKEND_ASSIGN(const auto others, t.work.listed_products_of({}, {}, 1));
    const window_page seen{cut(std::move(found), rows_on_a_page), after, !others.empty()};
    t.show(with_notice(std::move(notice), window_screen(t.view, seen)));
    return success();
}

// --- A product -------------------------------------------------------------------------------

screen product_screen(const viewer& who, const offer& shown_offer) {
    const auto& item = shown_offer.item;
    screen shown{lines(who)
                     .add(styled_text().add(item.name, text_style::bold))
                     .add(phrase::product_price, {{"price", price_text(shown_offer)}})
                     .add(phrase::product_stock, {{"stock", std::to_string(item.in_stock)}})
                     .add(item.in_stock > 0 ? phrase::choose_quantity : phrase::product_sold_out),
                 {}};

    button_row quantities;
    for (const auto quantity : quick_quantities) {
        if (quantity > item.in_stock) continue;
        quantities.push_back(
            who.tap(std::to_string(quantity), action::tap_quantity, {item.ref.value, quantity}));
    }
    if (!quantities.empty()) {
        shown.rows.push_back(std::move(quantities));
        shown.rows.push_back({who.tap(phrase::label_other_quantity, action::tap_other_quantity,
                                      {item.ref.value, 0})});
    }
    shown.rows.push_back(
        {who.tap(phrase::label_back, action::tap_category, {0, item.category.value})});
    return shown;
}

result<void> open_window(turn& t) { return show_window_after(t, {t.args[0]}, {}); }

result<void> open_category(turn& t) { return show_category(t, {t.args[1]}, {t.args[0]}); }

result<void> open_product(turn& t) { return show_product(t, {t.args[0]}); }

}  // namespace

result<void> show_window(turn& t, styled_text notice) {
    return show_window_after(t, {}, std::move(notice));
}

result<void> show_product(turn& t, product_ref ref, styled_text notice) {
    AGENTBACKEND_ASSIGN(const auto item, t.work.find_product(ref));
    if (!item || !item->listed) {
        const error gone(item ? errc::product_withdrawn : errc::product_not_found);
        return show_window(t, sentence(t.view.tongue, gone));
    }
    AGENTBACKEND_ASSIGN(const auto shown, offer_of(t, *item));
    t.show(with_notice(std::move(notice), product_screen(t.view, shown)));
    return success();
}

void add_shop(routes& all) {
    on(all, default_group, action::tap_products, open_window);
    on(all, default_group, action::tap_category, open_category);
    on(all, default_group, action::tap_product, open_product);
}

}  // namespace agentbackend::console
